using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Data;

/// <summary>The record: one file, one writer, two lanes of readers. Opening it checks it, brings it to the newest schema, and refuses what is not right.</summary>
internal sealed class Database : IDisposable
{
    private const string Key = "SELECT value FROM meta WHERE key = 'cursor_key'";

    private readonly Sql writing;
    private readonly WriteAheadLog log;
    private readonly WriteQueue writer;
    private readonly RecordMetrics metrics;
    private readonly QuickReaders quick;
    private readonly HeavyReaders heavy;

    private Database(string path, Sql writing, TimeProvider clock)
    {
        this.writing = writing;
        Path = path;
        Clock = clock;
        CursorKey = Convert.FromHexString(writing.First<string>(Key)!);
        Storage = new Storage(path);
        metrics = new RecordMetrics(this);
        quick = new QuickReaders(path, Storage, metrics);
        heavy = new HeavyReaders(path, Storage, metrics);
        log = new WriteAheadLog(writing, path, quick, heavy, Storage, metrics);
        writer = new WriteQueue(writing, Storage, clock, log, metrics);
        metrics.Observe(() => writer.Depth, () => log.Length, () => writer.ChainLength);
    }

    public string Path { get; }

    public TimeProvider Clock { get; }

    /// <summary>What cursors are signed with: of this file, so that they outlive a restart.</summary>
    public byte[] CursorKey { get; }

    /// <summary>Whether the record takes changes.</summary>
    public Storage Storage { get; }

    /// <summary>Whether changes of a file are in its log still: it is in use, or was not closed in order.</summary>
    public static bool HasLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    /// <summary>How long a query may take, where its caller does not say otherwise.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the write-ahead log is, in bytes.</summary>
    public long LogLength => log.Length;

    /// <summary>How the writer stands at this moment.</summary>
    public WriterState Writer => writer.State;

    /// <summary>Which command made a file; it is looked at and not touched.</summary>
    public static string? MadeBy(string path)
    {
        Migrator.Inspect(path);
        using var file = Connections.Probe(path);
        using var command = file.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE key = 'made_by'";
        return command.ExecuteScalar() as string;
    }

    /// <summary>Opens the record at a path, and makes it where there is none.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="clock">The time of changes.</param>
    /// <param name="madeBy">Kept in a new file: which command made it.</param>
    /// <param name="isSole">Whether the caller holds the lock: then a file that was not closed in order is checked first.</param>
    /// <exception cref="StartRefusal">The file is damaged, foreign, newer, or cannot be opened.</exception>
    public static Database Open(string path, TimeProvider clock, string madeBy = "serve", bool isSole = true)
    {
        var isNew = !File.Exists(path) || NewRecord.IsBegun(path);
        var hadLog = HasLog(path);
        if (File.Exists(path))
        {
            Migrator.Inspect(path, mayBeBegun: true);
        }

        var identity = hadLog && isSole && !isNew ? KeyWithoutLog(path) : null;
        Sql? sql = null;
        try
        {
            sql = Connections.Writer(path, create: isNew);
            Connections.FoldsAtClose(sql, isNew);
            if (isSole && !isNew)
            {
                Check(sql, path, hadLog, identity);
            }

            Migrator.Migrate(sql, path);
            const string Remember = "INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO NOTHING";
            sql.Execute(Remember, new { key = "cursor_key", value = RandomNumberGenerator.GetHexString(64) });
            sql.Execute(Remember, new { key = "made_by", value = madeBy });
            NewRecord.End(path);
            var opened = new Database(path, sql, clock);
            Connections.FoldsAtClose(sql, true);
            return opened;
        }
        catch (SqliteException e)
        {
            sql?.Dispose();
            throw Migrator.Refusal(path, e);
        }
        catch (FormatException e)
        {
            sql?.Dispose();
            throw new StartRefusal(ExitCode.Damaged, $"{path} is damaged (its key for cursors cannot be read). Restore it from a backup.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            sql?.Dispose();
            throw new StartRefusal(ExitCode.Configuration, $"{path} cannot be made: {e.Message}", e);
        }
        catch
        {
            sql?.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command in the one writer; the task ends after COMMIT.</summary>
    public Task<T> Write<T>(Caller caller, Func<WriteTransaction, T> work, CancellationToken cancellation) =>
        Activity.Current is { Recorded: true } request && Tracing.Source.HasListeners() ? WriteTraced(request.Context, caller, work, cancellation) : writer.Write(caller, work, cancellation);

    /// <summary>Adds what is derived from the record and written with every change of it, from now on. Each kind is added once.</summary>
    public void Derive(IDerived follower) => writer.Derive(follower);

    /// <summary>Adds what follows from the changes of every command, from now on. Each kind is added once.</summary>
    public void Follow(IConsequence consequence) => writer.Follow(consequence);

    /// <summary>Lets what is derived catch up whenever nothing waits to be written: for whoever has the record open for long.</summary>
    public void CatchUp() => writer.CatchUp();

    /// <summary>Runs a query in one snapshot, under a deadline.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="cancellation">Whether the caller has gone: then it is stopped.</param>
    /// <param name="deadline">How long it may take, where that is not <see cref="Deadline" />.</param>
    /// <param name="lane">Where it runs: <see cref="Lane.Heavy" /> where what it costs is not bounded by what it answers.</param>
    /// <param name="isPatient">Whether it waits for its turn in the heavy lane as long as that takes.</param>
    public Task<T> Read<T>(Func<Sql, T> query, CancellationToken cancellation, TimeSpan? deadline = null, Lane lane = Lane.Quick, bool isPatient = false) => lane == Lane.Quick
        ? quick.Read(query, deadline ?? Deadline, isOneStatement: false, cancellation)
        : heavy.Read(query, deadline ?? Deadline, isPatient, cancellation);

    /// <summary>Runs a query of one statement, which needs no transaction to be a snapshot.</summary>
    public Task<T> ReadOne<T>(Func<Sql, T> query, CancellationToken cancellation) => quick.Read(query, Deadline, isOneStatement: true, cancellation);

    /// <summary>
    /// Notes whether the file is in use by a service or was closed in order; one that was not is checked at the next start. It waits for its turn as long as that takes:
    /// no start and no stop fails because the record is busy.
    /// </summary>
    public Task MarkClean(bool clean)
    {
        const string Mark = "INSERT INTO meta (key, value) VALUES ('clean', @clean) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        return writer.Write(new Caller { Patience = Timeout.InfiniteTimeSpan }, tx => tx.Sql.Execute(Mark, new { clean = clean ? "1" : "0" }), CancellationToken.None);
    }

    /// <summary>
    /// Finishes what waits, and closes the file; the connection that writes goes last and folds the log into it. A damaged file is closed as it is, for whoever
    /// looks into it.
    /// </summary>
    public void Dispose()
    {
        writer.Dispose();
        heavy.Dispose();
        quick.Dispose();
        Connections.FoldsAtClose(writing, Storage.State != StorageState.Damaged);
        writing.Dispose();
        metrics.Dispose();
    }

    /// <summary>Tells how long the command waited for its turn, worked, and waited for the disk together with others.</summary>
    private async Task<T> WriteTraced<T>(ActivityContext request, Caller caller, Func<WriteTransaction, T> work, CancellationToken cancellation)
    {
        var queued = Clock.GetUtcNow();
        DateTimeOffset? begun = null;
        DateTimeOffset? done = null;
        try
        {
            return await writer.Write(
                caller,
                tx =>
                {
                    begun = Clock.GetUtcNow();
                    try
                    {
                        return work(tx);
                    }
                    finally
                    {
                        done = Clock.GetUtcNow();
                    }
                },
                cancellation);
        }
        finally
        {
            var answered = Clock.GetUtcNow();
            Tracing.Step("write wait", request, queued, begun ?? answered);
            if (begun is { } from && done is { } until)
            {
                Tracing.Step("write", request, from, until);
                Tracing.Step("write commit", request, until, answered);
            }
        }
    }

    /// <summary>
    /// Whole pages are all there is in a file. One that was not closed in order is looked through before it is served: its tables, that its log is its own, and
    /// that the last events follow one another, which they do not where the log of another file was put beside it. Then its log is folded into the file: it may
    /// end in changes that the disk has refused to keep and the system still shows, and what is added behind them would be lost with them. Folded in, all of it
    /// is written once more, and on the disk.
    /// </summary>
    private static void Check(Sql sql, string path, bool hadLog, string? identity)
    {
        // Table by table: the whole would also compare the search index with its texts, which takes longer than all the rest.
        const string Damage = """
            SELECT quick_check
            FROM sqlite_schema
            JOIN pragma_quick_check(sqlite_schema.name)
            WHERE type = 'table' AND rootpage > 0 AND quick_check <> 'ok'
            LIMIT 1
            """;
        var found = new FileInfo(path).Length % sql.First<long>("PRAGMA page_size") != 0 ? "its end is missing" : null;
        var isOpen = hadLog || sql.First<string>("SELECT value FROM meta WHERE key = 'clean'") == "0";
        if (isOpen)
        {
            found ??= sql.First<string>(Damage);
            found ??= identity is not null && identity != sql.First<string>(Key) ? "the log beside it is that of another record" : null;
            found ??= ChainWalk.IsTailWhole(sql) ? null : "the last events do not follow one another";
        }

        if (found is not null)
        {
            throw new StartRefusal(ExitCode.Damaged, $"{path} is damaged ({found}). Nothing was changed. Restore it from a backup.");
        }

        if (isOpen)
        {
            sql.Pragma("wal_checkpoint(TRUNCATE)");
        }
    }

    /// <summary>The cursor key, which no two records share, as it stands in the file alone; null where all of the record is in the log still.</summary>
    private static string? KeyWithoutLog(string path)
    {
        try
        {
            using var file = Connections.WithoutLog(path);
            using var command = file.CreateCommand();
            command.CommandText = Key;
            return command.ExecuteScalar() as string;
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
