using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>A connection that only reads, with its kept statements: one query at a time, in one snapshot, under a deadline.</summary>
internal sealed class Reader : IDisposable
{
    private readonly Deadline deadline = new();
    private readonly Sql sql;
    private readonly Lane lane;
    private readonly Storage storage;
    private readonly RecordMetrics metrics;

    public Reader(string path, Lane lane, Storage storage, RecordMetrics metrics)
    {
        (this.lane, this.storage, this.metrics) = (lane, storage, metrics);
        sql = Connections.Reader(path, deadline);
        deadline.Watch(sql.Connection.Handle!);
    }

    public T Read<T>(Func<Sql, T> query, TimeSpan time, bool isOneStatement, CancellationToken cancellation)
    {
        deadline.Begin(time, cancellation);
        try
        {
            if (!isOneStatement)
            {
                sql.Execute("BEGIN DEFERRED");
            }

            return query(sql);
        }
        catch (SqliteException e)
        {
            metrics.Failed(lane, e, cancellation.IsCancellationRequested);
            cancellation.ThrowIfCancellationRequested();
            var problem = storage.MetByReader(e, sql);
            if (problem == e)
            {
                throw;
            }

            throw problem;
        }
        finally
        {
            deadline.End();

            // After an I/O error SQLite has rolled back by itself.
            if (raw.sqlite3_get_autocommit(sql.Connection.Handle!) == 0)
            {
                sql.Execute("ROLLBACK");
            }
        }
    }

    public void Dispose() => sql.Dispose();
}
