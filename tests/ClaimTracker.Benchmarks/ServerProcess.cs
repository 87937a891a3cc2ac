using System.Diagnostics;

namespace ClaimTracker.Benchmarks;

/// <summary>The measured process, seen from the one that measures: the client's CPU does not count.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address, string key) => (this.process, Address, Key) = (process, address, key);

    public Uri Address { get; }

    /// <summary>A contributor's key.</summary>
    public string Key { get; }

    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> Start(string folder)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Server.Verb, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var address = await process.StandardOutput.ReadLineAsync();
        var key = await process.StandardOutput.ReadLineAsync();
        return address is not null && key is not null
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
