using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ClaimTracker.Tests.Http;

namespace ClaimTracker.Tests.Operations;

/// <summary>The service as an operator runs it for good: as a systemd unit, or in a container over a read-only root.</summary>
public sealed class UnitTests
{
    private static readonly string Sources = Path.Combine(Golden.Root, "src/ClaimTracker/Operations");

    /// <summary>systemd's own measure, from 0 (nothing can happen) to 100, of what a service that is broken into may do.</summary>
    private const int MostExposed = 15;

    [Fact]
    public async Task The_unit_is_well_formed_and_leaves_the_service_hardly_any_rights()
    {
        using var folder = new Folder();
        var unit = folder.File("claimtracker.service");
        var text = await File.ReadAllTextAsync(Path.Combine(Sources, "claimtracker.service"), TestContext.Current.CancellationToken);
        Assert.Contains("ExecStart=/opt/claimtracker/claimtracker serve ", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(unit, text.Replace("ExecStart=/opt/claimtracker/claimtracker", "ExecStart=/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var verified = await Run("systemd-analyze", "verify", unit);
        Assert.Equal((0, ""), (verified.Code, verified.Output));
        var exposure = await Run("systemd-analyze", "security", "--offline=true", $"--threshold={MostExposed}", unit);
        Assert.True(exposure.Code == 0, exposure.Output);

        await File.AppendAllTextAsync(unit, "[Service]\nCapabilityBoundingSet=CAP_SYS_ADMIN\nNoNewPrivileges=no\nProtectSystem=no\nPrivateDevices=no\nDynamicUser=no\nUser=root\nNoSuchSetting=1\n", TestContext.Current.CancellationToken);
        Assert.NotEqual("", (await Run("systemd-analyze", "verify", unit)).Output);
        Assert.NotEqual(0, (await Run("systemd-analyze", "security", "--offline=true", $"--threshold={MostExposed}", unit)).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Systemd_is_told_when_it_can_serve_and_when_it_stops(bool isAbstract)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("There is no systemd here; what it is told is not seen.");
        }

        using var folder = new Folder();
        var address = isAbstract ? $"@claimtracker-test-{Guid.NewGuid():N}" : folder.File("notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
        socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{address[1..]}" : address));
        await using var service = await Claimtracker.Serve(folder.File("data"), ["--log-level", "warning"], [("NOTIFY_SOCKET", address)]);
        Assert.Equal($"READY=1\nSTATUS=Listening on {service.Address.GetLeftPart(UriPartial.Authority)}", Next());
        using (var client = service.Client())
        {
            await client.Read("/health/ready");
        }

        var ended = await service.Terminate();
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.StartsWith("STOPPING=1\n", Next(), StringComparison.Ordinal);

        string Next()
        {
            var message = new byte[1024];
            return Encoding.UTF8.GetString(message, 0, socket.Receive(message));
        }
    }

    [Fact]
    public async Task Where_nobody_listens_to_what_systemd_is_told_it_serves_all_the_same_and_says_so()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.File("data"), ["--log-level", "warning"], [("NOTIFY_SOCKET", folder.File("nobody"))]);
        using (var client = service.Client())
        {
            await client.Read("/health/ready");
        }

        var ended = await service.Terminate();
        Assert.Equal(0, ended.Code);
        Assert.Contains("Nobody listens at NOTIFY_SOCKET", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_user_without_rights_over_a_read_only_root_it_starts_serves_and_stops()
    {
        using var folder = new Folder();
        var data = Directory.CreateDirectory(folder.File("data")).FullName;
        string[] jail =
        [
            "unshare", "--mount", "--propagation", "private", "sh", "-c",
            "chown 65534:65534 \"$0\" && chmod 711 \"$(dirname \"$0\")\" && mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind / && exec setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs --bounding-set=-all \"$@\"",
            data,
        ];
        if (!OperatingSystem.IsLinux() || (await Run(jail[0], [.. jail[1..], "test", "-r", Path.Combine(AppContext.BaseDirectory, "claimtracker.dll")])).Code != 0)
        {
            Assert.Skip("No root of its own can be made here; that the service needs to write nothing but its data folder is not seen.");
        }

        Assert.NotEqual(0, (await Run(jail[0], [.. jail[1..], "touch", folder.File("written")])).Code);   // the jail holds
        await using var service = await Claimtracker.Serve(data, ["--log-level", "warning"], [("DOTNET_EnableDiagnostics", "0"), ("HOME", "/nonexistent")], jail);
        using (var client = service.Client())
        {
            await client.Read("/health/ready");
            await client.Read("/v1/claims");
        }

        var ended = await service.Terminate();
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Equal(["claimtracker.db", "claimtracker.lock", "claimtracker.pid"], new DirectoryInfo(data).GetFiles().Select(f => f.Name).Order());
    }

    [Fact]
    public async Task The_container_file_takes_what_is_there_and_runs_it_without_root_or_shell()
    {
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Sources, "Containerfile"), TestContext.Current.CancellationToken)).Where(line => !line.StartsWith('#')).ToList();
        var last = lines[lines.FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal))..];
        Assert.Contains("chiseled-extra", last[0], StringComparison.Ordinal);
        Assert.Contains("USER 1654:1654", last);
        Assert.Contains("STOPSIGNAL SIGTERM", last);
        Assert.Contains("VOLUME /data", last);
        Assert.DoesNotContain(last, line => line.StartsWith("RUN ", StringComparison.Ordinal));
        Assert.All(last.Where(line => line.StartsWith("ENTRYPOINT ", StringComparison.Ordinal) || line.StartsWith("CMD ", StringComparison.Ordinal)), line => Assert.Contains(" [\"", line, StringComparison.Ordinal));
        Assert.True(Directory.Exists(Path.Combine(Golden.Root, "src/ClaimTracker")));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "claimtracker.exe" : "claimtracker")));

        // Its check is the program itself.
        Assert.Contains(lines, line => line.EndsWith("CMD [\"/app/claimtracker\", \"health\", \"--live\"]", StringComparison.Ordinal));
        Assert.Contains("--live", (await Claimtracker.Run("health", "--help")).Output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"There is no {program} here; what it would tell is not seen.");
            return default;
        }
    }
}
