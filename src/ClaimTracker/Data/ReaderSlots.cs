using System.Collections.Concurrent;
using System.Diagnostics;
using ClaimTracker.Problems;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>
/// A few connections for reading, each with its own kept statements. A query rents one, reads in one snapshot on the caller's thread, and
/// gives it back. Microsoft.Data.Sqlite cannot cancel a running statement (neither a token nor CommandTimeout stops it), so every connection
/// carries a progress handler that SQLite asks each thousand steps: past the deadline, or once the caller has gone, the statement ends.
/// </summary>
internal sealed class ReaderSlots : IDisposable
{
    private const int StepsBetweenChecks = 1_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly Storage storage;
    private readonly ConcurrentBag<Slot> free = [];
    private readonly SemaphoreSlim places;

    public ReaderSlots(string path, Storage storage)
    {
        this.storage = storage;
        var count = Math.Clamp(2 * Environment.ProcessorCount, 2, 8);
        places = new SemaphoreSlim(count);
        for (var i = 0; i < count; i++)
        {
            free.Add(new Slot(Connections.Reader(path)));
        }
    }

    public async Task<T> Read<T>(Func<Sql, T> query, CancellationToken cancellation, TimeSpan? deadline = null, bool isOneStatement = false)
    {
        if (!await places.WaitAsync(MaxWait, cancellation))
        {
            throw ProblemException.Busy("All readers are busy.");
        }

        Slot? slot = null;
        try
        {
            free.TryTake(out slot);
            return slot!.Read(query, deadline ?? Deadline, isOneStatement, cancellation);
        }
        catch (SqliteException e)
        {
            cancellation.ThrowIfCancellationRequested();
            var problem = slot!.Met(e, storage);
            if (problem == e)
            {
                throw;
            }

            throw problem;
        }
        finally
        {
            free.Add(slot!);
            places.Release();
        }
    }

    public void Dispose()
    {
        while (free.TryTake(out var slot))
        {
            slot.Dispose();
        }

        places.Dispose();
    }

    private sealed class Slot : IDisposable
    {
        private readonly Sql sql;
        private long until;
        private CancellationToken caller;

        public Slot(Sql sql)
        {
            this.sql = sql;
            raw.sqlite3_progress_handler(sql.Connection.Handle!, StepsBetweenChecks, static me => ((Slot)me).IsOver() ? 1 : 0, this);
        }

        public T Read<T>(Func<Sql, T> query, TimeSpan deadline, bool isOneStatement, CancellationToken cancellation)
        {
            until = Stopwatch.GetTimestamp() + (long)(deadline.TotalSeconds * Stopwatch.Frequency);
            caller = cancellation;
            try
            {
                if (!isOneStatement)
                {
                    sql.Execute("BEGIN DEFERRED");
                }

                return query(sql);
            }
            finally
            {
                until = long.MaxValue;
                caller = CancellationToken.None;

                // After an I/O error SQLite has rolled back by itself.
                if (raw.sqlite3_get_autocommit(sql.Connection.Handle!) == 0)
                {
                    sql.Execute("ROLLBACK");
                }
            }
        }

        /// <summary>What an error means to the caller.</summary>
        public Exception Met(SqliteException e, Storage storage) => storage.MetByReader(e, sql);

        public void Dispose() => sql.Dispose();

        private bool IsOver() => caller.IsCancellationRequested || Stopwatch.GetTimestamp() > until;
    }
}
