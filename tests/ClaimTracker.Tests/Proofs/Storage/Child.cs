using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace ClaimTracker.Tests.Proofs;

/// <summary>The program as a process under conditions of the system: another user, a limit, calls that fail. What it logs is kept.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly ConcurrentQueue<string> log = [];
    private Task reading = Task.CompletedTask;
    private Uri? address;

    private Child(Process process)
    {
        this.process = process;
        errors = ReadErrors();
    }

    public int Id => process.Id;

    /// <summary>The lines it has logged.</summary>
    public string[] Log => [.. log];

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int Code, string Said)> Run(Conditions conditions, params string[] arguments)
    {
        await using var child = new Child(Start(conditions, arguments));
        child.reading = child.Read(child.process.StandardOutput, null);
        return await child.End();
    }

    /// <summary>Starts the service on a free port and waits until it says where it listens.</summary>
    public static async Task<Child> Serve(string data, Conditions? conditions = null)
    {
        var child = new Child(Start(conditions ?? new Conditions(), ["serve", "--data", data, "--urls", "http://127.0.0.1:0", "--no-swagger", "--requests-per-key", "0", "--requests-per-address", "0"]));
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        child.reading = child.Read(child.process.StandardOutput, listens);
        if (await Task.WhenAny(listens.Task, child.reading) != listens.Task)
        {
            var (code, said) = await child.End();
            throw new InvalidOperationException($"serve ended with {code}: {said}");
        }

        child.address = await listens.Task;
        return child;
    }

    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient { BaseAddress = address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return client;
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task<(int Code, string Said)> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await kill.WaitForExitAsync();
        return await End();
    }

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

    private static Process Start(Conditions conditions, string[] arguments)
    {
        string[] program = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "claimtracker.dll"), .. arguments];
        string[] line = [.. conditions.Before, .. program];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("CLAIMTRACKER_DATA");
        foreach (var (name, value) in conditions.Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private async Task Read(StreamReader output, TaskCompletionSource<Uri>? listens)
    {
        const string Says = "Listening on ";
        while (await output.ReadLineAsync() is { } line)
        {
            log.Enqueue(line);
            if (line.StartsWith(Says, StringComparison.Ordinal))
            {
                listens?.TrySetResult(new Uri(line[Says.Length..]));
            }
        }
    }

    private async Task<string> ReadErrors()
    {
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            log.Enqueue(line);
            said.AppendLine(line);
        }

        return said.ToString();
    }

    private async Task<(int Code, string Said)> End()
    {
        using var guard = new CancellationTokenSource(Guard);
        await process.WaitForExitAsync(guard.Token);
        await reading;
        return (process.ExitCode, await errors);
    }
}

/// <summary>Under what a process runs.</summary>
internal sealed record Conditions
{
    /// <summary>The command line before the program's own.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
