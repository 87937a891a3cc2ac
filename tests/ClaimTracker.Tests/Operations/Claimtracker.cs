using System.Diagnostics;
using System.Text;

namespace ClaimTracker.Tests.Operations;

/// <summary>The program as its operator starts it: a process of its own, built beside the tests.</summary>
internal sealed class Claimtracker : IAsyncDisposable
{
    /// <summary>After this long a process hangs, and the test says so instead of hanging with it.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private static readonly string[] Quiet = ["--log-level", "warning", "--requests-per-key", "0", "--requests-per-address", "0"];

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private Claimtracker(Process process, Uri address, Task<string> output, Task<string> errors)
    {
        this.process = process;
        this.output = output;
        this.errors = errors;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => process.Id;

    /// <summary>Runs a verb to its end.</summary>
    public static Task<Ended> Run(params string[] arguments) => Run(new Conditions(), arguments);

    /// <summary>Runs a verb to its end with an environment variable set.</summary>
    public static Task<Ended> Run((string Name, string Value) variable, params string[] arguments) => Run([variable], arguments);

    /// <summary>Runs a verb to its end with environment variables set.</summary>
    public static Task<Ended> Run((string Name, string Value)[] variables, params string[] arguments) => Run(new Conditions { Variables = variables }, arguments);

    /// <summary>Runs a verb to its end under conditions of the system.</summary>
    public static async Task<Ended> Run(Conditions conditions, params string[] arguments)
    {
        using var process = Start(arguments, conditions.Variables, conditions.Before);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        return new Ended(await Wait(process), await output, await errors);
    }

    /// <summary>Starts the service on a free port and waits until it says where it listens. Its log has nothing but what is wrong.</summary>
    public static Task<Claimtracker> Serve(string data, params (string Name, string Value)[] variables) => Serve(data, Quiet, variables);

    /// <summary>Starts the service under conditions of the system.</summary>
    public static Task<Claimtracker> Serve(string data, Conditions conditions) => Serve(data, Quiet, conditions.Variables, conditions.Before);

    /// <summary>Starts the service with options and variables of its own.</summary>
    /// <param name="data">The folder of the record.</param>
    /// <param name="options">More options.</param>
    /// <param name="variables">Environment variables.</param>
    /// <param name="through">A program, with its arguments, that is started in its place and ends up as it.</param>
    public static async Task<Claimtracker> Serve(string data, string[] options, (string Name, string Value)[]? variables = null, string[]? through = null)
    {
        var process = Start(["serve", "--data", data, "--urls", "http://127.0.0.1:0", "--no-swagger", .. options], variables ?? [], through ?? []);
        var errors = process.StandardError.ReadToEndAsync();
        const string Says = "Listening on ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Says, StringComparison.Ordinal))
            {
                return new Claimtracker(process, new Uri(line[Says.Length..]), process.StandardOutput.ReadToEndAsync(), errors);
            }
        }

        await process.WaitForExitAsync();
        throw new InvalidOperationException($"serve ended with {process.ExitCode}: {await errors}");
    }

    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return client;
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task<Ended> Terminate()
    {
        await Signal("TERM");
        return await End();
    }

    /// <summary>Sends it a signal and goes on.</summary>
    public async Task Signal(string signal = "TERM")
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended. Of its output, it is what came after the line that says where it listens.</summary>
    public async Task<Ended> End() => new(await Wait(process), await output, await errors);

    /// <summary>Ends it without any chance to finish.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    /// <summary>Starts a verb and lets it run; whoever starts it ends it.</summary>
    public static Process Start(string[] arguments, (string Name, string Value)[] variables, params string[] through)
    {
        string[] command = [.. through, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "claimtracker.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // What whoever runs the tests has set is not for the program under test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("CLAIMTRACKER_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<int> Wait(Process process)
    {
        using var guard = new CancellationTokenSource(Guard);
        try
        {
            await process.WaitForExitAsync(guard.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The process did not end within {Guard}.");
        }
    }

    internal sealed record Ended(int Code, string Output, string Errors);
}

/// <summary>Under what a process runs.</summary>
internal sealed record Conditions
{
    /// <summary>The command line before the program's own.</summary>
    public string[] Before { get; init; } = [];

    /// <summary>Environment variables.</summary>
    public (string Name, string Value)[] Variables { get; init; } = [];
}

/// <summary>An empty folder that goes with its test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-test-");

    public string Path => folder.FullName;

    public string Database => File("claimtracker.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A folder with a record that was closed in order.</summary>
    public static Folder WithRecord()
    {
        var made = new Folder();
        ClaimTracker.Data.Database.Open(made.Database, TimeProvider.System).Dispose();
        return made;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
