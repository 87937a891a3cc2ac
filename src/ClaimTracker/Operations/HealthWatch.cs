using System.Diagnostics;
using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Operations;

/// <summary>
/// Looks once a second how the service is, on a thread and a connection of its own: whoever asks is answered from what it saw last, and waits for nothing.
/// What it saw grows old where the disk hangs: then that is the answer.
/// </summary>
internal sealed partial class HealthWatch : IHostedService, IDisposable
{
    public const string Live = "live";
    public const string Ready = "ready";

    public const string Full = "full";

    private const string Starting = "starting";
    private const string Stuck = "stuck";
    private const string Seen = "SELECT max(seq) FROM event";

    private const long UsuallyKept = 256 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowWrite = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StuckWrite = TimeSpan.FromSeconds(30);

    private readonly Database database;
    private readonly ServiceOptions options;
    private readonly ILogger<HealthWatch> log;
    private readonly DriveInfo disk;
    private readonly ManualResetEventSlim ended = new();
    private Thread? thread;
    private volatile string seen = Starting;
    private string told = Starting;
    private long seenAt = Stopwatch.GetTimestamp();
    private volatile bool stops;

    public HealthWatch(Database database, ServiceOptions options, ILogger<HealthWatch> log)
    {
        this.database = database;
        this.options = options;
        this.log = log;
        disk = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(database.Path))!);
    }

    /// <summary>Whether the process works, in a word.</summary>
    public string Liveness => database.Writer is { IsRunning: true, Busy: var busy } && busy < StuckWrite ? Live : Stuck;

    /// <summary>Whether the service can serve, in a word.</summary>
    public string Readiness => stops ? "stopping" : Stopwatch.GetElapsedTime(Volatile.Read(ref seenAt)) > SlowWrite ? Stuck : OfWriter() ?? seen;

    /// <summary>From now on the service is stopping.</summary>
    public void Stop() => stops = true;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var sql = Connections.Reader(database.Path);
        Look(sql);
        thread = new Thread(() => Run(sql)) { Name = "health", IsBackground = true };
        thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        stops = true;
        ended.Set();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        ended.Set();
        thread?.Join(SlowWrite);
        ended.Dispose();
    }

    private void Run(Sql sql)
    {
        using (sql)
        {
            while (!ended.Wait(Pause))
            {
                Look(sql);
            }
        }
    }

    private void Look(Sql sql)
    {
        try
        {
            sql.First<long?>(Seen);
            Become(sql.Pragma("user_version") != $"{Migrator.Newest}" ? "schema" : IsFull() ? Full : Ready, null);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Become("unreadable", e);
        }

        Volatile.Write(ref seenAt, Stopwatch.GetTimestamp());
    }

    private void Become(string word, Exception? cause)
    {
        seen = word;
        var now = OfWriter() ?? word;
        if (now != told && (now, told) != (Ready, Starting))
        {
            Changed(log, now == Ready ? LogLevel.Information : LogLevel.Warning, told, now, cause);
        }

        told = now;
    }

    /// <summary>What stands against writing, as it is known at this moment; null where nothing does.</summary>
    private string? OfWriter() => database.Writer switch
    {
        _ when database.Storage.State is var state && state != StorageState.Writable => Names.Of(state),
        { IsRunning: false } => Stuck,
        { Busy: var busy } when busy > SlowWrite => Stuck,
        { Waiting: var waiting, Capacity: var capacity } when waiting * 5 > capacity * 4 => "busy",
        _ => null,
    };

    /// <summary>Whether less is free than the operator wants to keep, or than the log may come to need.</summary>
    private bool IsFull() =>
        disk.AvailableFreeSpace < Math.Max(options.KeepFree ?? Math.Min(UsuallyKept, disk.TotalSize / 10), 2 * database.LogLength);

    [LoggerMessage(Message = "The service was {Was} and is {Now} now, as /health/ready has it")]
    private static partial void Changed(ILogger log, LogLevel level, string was, string now, Exception? cause);
}
