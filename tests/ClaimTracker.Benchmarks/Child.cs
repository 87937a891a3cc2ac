using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ClaimTracker.Benchmarks;

/// <summary>Processes that are measured.</summary>
internal static class Child
{
    private const int TicksPerSecond = 100;

    /// <summary>The host that this process runs on.</summary>
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>The CPU of all children that have ended and were waited for.</summary>
    public static TimeSpan CpuOfEnded
    {
        get
        {
            // The second field is the name, in brackets; the times are the fields 16 and 17.
            var stat = File.ReadAllText("/proc/self/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((Ticks(fields[13]) + Ticks(fields[14])) / (double)TicksPerSecond);
        }
    }

    /// <summary>What running a .NET program takes.</summary>
    public static ProcessStartInfo Program(string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet, [assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("CLAIMTRACKER_DATA");
        return start;
    }

    /// <summary>What running the SDK takes: it leaves no process behind.</summary>
    public static ProcessStartInfo Sdk(params string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet, arguments);
        (start.Environment["MSBUILDDISABLENODEREUSE"], start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"], start.Environment["DOTNET_NOLOGO"]) = ("1", "0", "1");
        return start;
    }

    /// <summary>The project of the service, in the tree that this program was built in.</summary>
    public static string Service
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "ClaimTracker.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks run in the tree they were built in.");
            }

            return Path.Combine(folder.FullName, "src", "ClaimTracker", "ClaimTracker.csproj");
        }
    }

    /// <summary>A program that was built beside this one.</summary>
    public static string Beside(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly);

    /// <summary>Runs a process to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with something else than 0.</exception>
    public static string Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}{output}");
    }

    /// <summary>A line of /proc/PID/status, in MiB.</summary>
    public static double MiB(Process process, string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return Ticks(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) / 1024.0;
    }

    private static long Ticks(string number) => long.Parse(number.Split('\t')[^1], CultureInfo.InvariantCulture);
}
