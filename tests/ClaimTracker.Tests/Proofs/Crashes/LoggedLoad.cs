using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>The log of a service under load that was killed, started again over what it had left, and stopped in order: what power cuts are tried on.</summary>
public sealed class LoggedLoad : IDisposable
{
    private const int Writers = 8;
    private const int Changes = 100;

    private readonly Folder before = new();
    private readonly Folder logs = new();
    private readonly Lazy<Task<DiskLog>> log;

    public LoggedLoad() => log = new Lazy<Task<DiskLog>>(Run);

    /// <summary>The record as it was before the log begins.</summary>
    internal string Before => before.Path;

    internal Task<DiskLog> Log() => log.Value;

    public void Dispose()
    {
        before.Dispose();
        logs.Dispose();
    }

    private async Task<DiskLog> Run()
    {
        using var newsroom = await Newsroom.Open(Writers);
        File.Copy(newsroom.Database, before.Database, overwrite: true);
        var shim = Shim.Over(newsroom.Path, logs.File("log"));
        await using (var killed = await Claimtracker.Serve(newsroom.Path, shim))
        {
            await newsroom.WriteUntil(killed, Changes, killed.Kill);
        }

        await using (var stopped = await Claimtracker.Serve(newsroom.Path, shim))
        {
            await newsroom.Verify(stopped, retries: 0, new Random(CrashSize.Seed));
            await newsroom.WriteUntil(stopped, Changes, async () => Assert.Equal(0, (await stopped.Terminate()).Code));
        }

        return DiskLog.Read(logs.File("log"));
    }
}
