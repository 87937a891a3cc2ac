using System.Diagnostics;
using System.Threading.Channels;
using ClaimTracker.Problems;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Data;

/// <summary>
/// The only writer: one thread, one connection, group commit.
///
/// Commands wait in a bounded queue. The thread takes what waits, up to a bound, and runs it in one transaction:
///
///   BEGIN IMMEDIATE
///     the first command's work, its events, its idempotency record                              (or ROLLBACK and BEGIN on a refusal)
///     SAVEPOINT command → the next command's work … → RELEASE                                   (or ROLLBACK TO on a refusal)
///   COMMIT                       one fsync for all
///   the answers, in order        nobody is answered before COMMIT has returned
///
/// There is no timer: while one commit waits for the disk, the next group gathers. A refusal undoes its own command and no other. If the
/// transaction itself fails (disk full, I/O error) SQLite has rolled all of it back: every command of the group gets that error. So it is when a command
/// meets damage, and from then on nothing is written any more.
/// A command whose caller has gone is skipped; one that waited longer than its caller's patience is refused with 503.
///
/// What is derived from the record (full-text rows) is written after the last RELEASE: a savepoint around every such row would cost more than the row.
///
/// What is kept in memory is the head of the event chain. Another process may write beside this one (a key made on the command line), so
/// <c>PRAGMA data_version</c> is compared after each BEGIN IMMEDIATE, and the head is read anew when it has moved.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    /// <summary>A change of nothing, which is written all the same.</summary>
    private const string Touch = "UPDATE meta SET value = value WHERE key = 'cursor_key'";

    private const int Capacity = 1_000;
    private const int MaxGroup = 256;
    private static readonly TimeSpan MaxGroupWork = TimeSpan.FromMilliseconds(5);

    /// <summary>Imports wait without limit, and the larger their groups, the fewer pages are written twice.</summary>
    private static readonly TimeSpan MaxPatientWork = TimeSpan.FromMilliseconds(25);

    /// <summary>After this long without a command, what is derived catches up.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>While changes fail for a reason that may pass, it is tried this often whether it has.</summary>
    private static readonly TimeSpan RecoveryPause = TimeSpan.FromSeconds(1);

    private readonly Sql sql;
    private readonly Storage storage;
    private readonly TimeProvider clock;
    private readonly WriteAheadLog log;
    private readonly RecordMetrics metrics;
    private readonly EventChain events;
    private readonly Channel<Command> waiting = Channel.CreateBounded<Command>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Thread thread;
    private readonly Changes changes = new();
    private volatile IDerived[] derived = [];
    private volatile IConsequence[] consequences = [];
    private Task<bool>? waitingForCommand;
    private volatile bool catchesUp;
    private bool isBehind;
    private bool worksOff;
    private long dataVersion = -1;
    private long busySince;

    public WriteQueue(Sql sql, Storage storage, TimeProvider clock, WriteAheadLog log, RecordMetrics metrics)
    {
        (this.sql, this.storage, this.clock, this.log, this.metrics) = (sql, storage, clock, log, metrics);
        events = new EventChain(sql);
        thread = new Thread(Run) { Name = "writer", IsBackground = true };
        thread.Start();
    }

    /// <summary>How many commands wait.</summary>
    public int Depth => waiting.Reader.Count;

    /// <summary>How many events there are.</summary>
    public long ChainLength => events.Length;

    public WriterState State => new(thread.IsAlive, Volatile.Read(ref busySince) is > 0 and var since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero, waiting.Reader.Count, Capacity);

    /// <summary>Adds what follows every change from now on; of a kind, one.</summary>
    public void Derive(IDerived follower)
    {
        lock (waiting)
        {
            derived = [.. derived.Where(d => d.GetType() != follower.GetType()), follower];
        }
    }

    /// <summary>Adds what follows from the changes of every command from now on; of a kind, one.</summary>
    public void Follow(IConsequence consequence)
    {
        lock (waiting)
        {
            consequences = [.. consequences.Where(c => c.GetType() != consequence.GetType()), consequence];
        }
    }

    /// <summary>Lets what is derived catch up whenever nothing waits.</summary>
    public void CatchUp()
    {
        catchesUp = true;
        _ = Write(new Caller(), static _ => 0, CancellationToken.None);
    }

    /// <summary>Queues a command. Whatever stands against it comes through the task: a caller who does not wait for it is not hit.</summary>
    public Task<T> Write<T>(Caller caller, Func<WriteTransaction, T> work, CancellationToken cancellation)
    {
        if (storage.State == StorageState.Damaged)
        {
            return Task.FromException<T>(Storage.Damage);
        }

        var command = new Command<T>(caller, work, cancellation);
        return waiting.Writer.TryWrite(command)
            ? command.Answer
            : Task.FromException<T>(ProblemException.Busy($"{Capacity} changes are waiting already."));
    }

    /// <summary>Takes no more, and finishes what waits.</summary>
    public void Dispose()
    {
        waiting.Writer.TryComplete();
        thread.Join();
    }

    private void Run()
    {
        var group = new List<Command>(MaxGroup);
        while (IsWorkThere())
        {
            group.Clear();
            Volatile.Write(ref busySince, Stopwatch.GetTimestamp());
            try
            {
                RunGroup(group);
            }
            catch (Exception e)
            {
                FailGroup(group, Met(e));
            }

            foreach (var command in group)
            {
                command.Deliver();
            }

            log.Keep();
            Volatile.Write(ref busySince, 0);
        }

        log.LetRead();
    }

    /// <summary>Waits for a command, or, where something derived is behind or changes fail, for a pause. Meanwhile the log is looked after.</summary>
    /// <returns>False once no more commands can come.</returns>
    private bool IsWorkThere()
    {
        waitingForCommand ??= waiting.Reader.WaitToReadAsync().AsTask();
        if (isBehind && catchesUp && !waitingForCommand.Wait(worksOff ? TimeSpan.Zero : Pause))
        {
            return worksOff = true;
        }

        if (storage.IsHindered && !waitingForCommand.Wait(RecoveryPause))
        {
            return true;
        }

        while (!waitingForCommand.Wait(log.Rest))
        {
            log.Keep();
            if (storage.IsHindered)
            {
                return true;
            }
        }

        var isThere = waitingForCommand.GetAwaiter().GetResult();
        (waitingForCommand, worksOff) = (null, false);
        return isThere;
    }

    private void RunGroup(List<Command> group)
    {
        var recovers = storage.MayRecover();
        if (!isBehind && !recovers && !waiting.Reader.TryPeek(out _))
        {
            return;
        }

        try
        {
            if (recovers)
            {
                // The log may have grown as far as it can: folded into the file, it begins anew.
                sql.Pragma("wal_checkpoint(PASSIVE)");
            }

            Begin();
        }
        catch
        {
            // No transaction could be had: all that wait now are told so, instead of each waiting for it in turn.
            while (waiting.Reader.TryRead(out var refused))
            {
                group.Add(refused);
            }

            throw;
        }

        var isUntouched = true;
        var started = Stopwatch.GetTimestamp();
        while (group.Count < MaxGroup
            && waiting.Reader.TryPeek(out var next)
            && Stopwatch.GetElapsedTime(started) < (next.IsPatient ? MaxPatientWork : MaxGroupWork)
            && waiting.Reader.TryRead(out var command))
        {
            group.Add(command);
            metrics.Taken(command.Since);
            isUntouched &= !RunCommand(command, isUntouched);
        }

        isBehind = false;
        foreach (var follower in derived)
        {
            isBehind |= follower.Follow(sql, changes);
        }

        changes.Clear();
        if (recovers)
        {
            sql.Execute(Touch);
        }

        var committing = Stopwatch.GetTimestamp();
        sql.Execute("COMMIT");
        metrics.Committed(group.Count, committing);
        if (recovers)
        {
            storage.Recover();
        }
    }

    private void Begin()
    {
        if (storage.State == StorageState.Damaged)
        {
            throw Storage.Damage;   // what had waited already when the damage was seen
        }

        sql.Execute("BEGIN IMMEDIATE");
        var version = sql.First<long>("PRAGMA data_version");
        if (version != dataVersion)
        {
            events.Reload();
            dataVersion = version;
        }
    }

    /// <summary>Runs a command, and undoes it where it is refused.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isFirst">
    /// Whether the transaction is untouched: to undo this command is to undo all of it. A savepoint is not free: SQLite keeps a copy of every page that is
    /// changed under it, and looks through these copies with each statement, which makes a command of thousands of changes slow.
    /// </param>
    /// <returns>Whether anything of it stays.</returns>
    private bool RunCommand(Command command, bool isFirst)
    {
        if (!command.IsWanted())
        {
            return false;
        }

        var mark = events.Mark();
        if (!isFirst)
        {
            sql.Execute("SAVEPOINT command");
        }

        try
        {
            var tx = new WriteTransaction(sql, events, Now(), command.Caller, consequences);
            command.Run(tx);
            if (!isFirst)
            {
                sql.Execute("RELEASE command");
            }

            changes.Add(tx.Changes);
            return true;
        }
        catch (Exception e)
        {
            var reason = Met(e);
            if (storage.State == StorageState.Damaged)
            {
                throw Storage.Damage;
            }

            if (SQLitePCL.raw.sqlite3_get_autocommit(sql.Connection.Handle) != 0)
            {
                throw;
            }

            events.ReturnTo(mark);
            command.Refuse(reason);
            if (isFirst)
            {
                sql.Execute("ROLLBACK");
                Begin();
            }
            else
            {
                sql.Execute("ROLLBACK TO command");
                sql.Execute("RELEASE command");
            }

            return false;
        }
    }

    private void FailGroup(List<Command> group, Exception reason)
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(sql.Connection.Handle) == 0)
        {
            sql.Execute("ROLLBACK");
        }

        dataVersion = -1;
        isBehind = false;
        changes.Clear();
        foreach (var command in group)
        {
            command.Refuse(reason);
        }
    }

    /// <summary>What an exception means to the callers; how the storage stands is noted.</summary>
    private Exception Met(Exception e)
    {
        if (e is not SqliteException sqlite)
        {
            return e;
        }

        metrics.Failed(sqlite);
        return storage.MetByWriter(sqlite, sql);
    }

    /// <summary>Milliseconds are all that is stored: what a command sees and what is read back are the same instant.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    private abstract class Command(Caller caller, CancellationToken cancellation)
    {
        public long Since { get; } = Stopwatch.GetTimestamp();

        public Caller Caller { get; } = caller;

        public bool IsPatient => Caller.Patience == Timeout.InfiniteTimeSpan;

        /// <summary>False for a command whose caller has gone or has waited too long: it is refused without being run.</summary>
        public bool IsWanted()
        {
            if (cancellation.IsCancellationRequested)
            {
                Refuse(new OperationCanceledException(cancellation));
                return false;
            }

            if (!IsPatient && Stopwatch.GetElapsedTime(Since) > Caller.Patience)
            {
                Refuse(ProblemException.Busy("The change waited too long for its turn."));
                return false;
            }

            return true;
        }

        public abstract void Run(WriteTransaction tx);

        public abstract void Refuse(Exception reason);

        public abstract void Deliver();
    }

    private sealed class Command<T>(Caller caller, Func<WriteTransaction, T> work, CancellationToken cancellation) : Command(caller, cancellation)
    {
        private const string Forget = "DELETE FROM idempotency WHERE at <= @before";

        private const string Keep = $"""
            INSERT INTO idempotency ({KeptAnswer.Columns})
            VALUES (@PrincipalId, @Key, @Fingerprint, @Status, @Location, @Etag, @Body, @At, @Digest)
            """;

        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? refusal;

        public Task<T> Answer => answer.Task;

        public override void Run(WriteTransaction tx)
        {
            result = work(tx);
            tx.Settle();
            if (Caller.Retryable is { } request)
            {
                var (status, location, etag, body) = request.Answer(result!);
                tx.Sql.Execute(Forget, new { before = tx.Now - RetryableRequest.Lifetime });
                var kept = new KeptAnswer
                {
                    PrincipalId = Caller.Actor.Id ?? 0,
                    Key = request.Key,
                    Fingerprint = request.Fingerprint,
                    Status = status,
                    Location = location,
                    Etag = etag,
                    Body = body,
                    At = tx.Now.ToUnixTimeMilliseconds(),
                };
                kept.Digest = kept.Sum();
                tx.Sql.Execute(Keep, kept);
            }
        }

        public override void Refuse(Exception reason) => refusal = reason;

        public override void Deliver()
        {
            if (refusal is null)
            {
                answer.SetResult(result!);
            }
            else
            {
                answer.SetException(refusal);
            }
        }
    }
}
