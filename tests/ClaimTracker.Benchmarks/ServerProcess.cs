using System.Diagnostics;

namespace ClaimTracker.Benchmarks;

/// <summary>The measured process, seen from the one that measures: the client's CPU does not count.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address, string key) => (this.process, Address, Key) = (process, address, key);

    public Uri Address { get; }

    /// <summary>A reviewer's key.</summary>
    public string Key { get; }

    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>What it holds in memory, pages of files included.</summary>
    public double ResidentMiB => Child.MiB(process, "VmRSS");

    /// <summary>The same without pages of files.</summary>
    public double AnonymousMiB => Child.MiB(process, "RssAnon");

    public static ServerProcess Start(params string[] folders)
    {
        var start = Child.Program(Child.Beside("ClaimTracker.Benchmarks.dll"), [Server.Verb, .. folders]);
        (start.RedirectStandardInput, start.RedirectStandardError) = (true, false);
        var process = Process.Start(start)!;
        return process.StandardOutput.ReadLine() is { } address && process.StandardOutput.ReadLine() is { } key
            ? new ServerProcess(process, new Uri(address), key)
            : throw new InvalidOperationException("The measured process did not start.");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
