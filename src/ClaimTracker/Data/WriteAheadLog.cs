using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>
/// Keeps the write-ahead log short: at most <see cref="Bound" />, whatever is read and written in this process.
///
/// After every so many pages the writer copies the log into the file (a passive checkpoint: it waits for nobody). SQLite then begins the log anew in the first
/// moment in which no reader needs it. While long readers overlap that moment never comes, and the log would grow without end. So past half of the bound:
///
///   the heavy lane lets no query begin; writing and quick reading go on while those that run come to their end
///   the log is copied into the file as far as it can be, which is the long part of the work
///   the quick lane lets no query begin either: its queries take milliseconds, so nobody waits for long
///   with nobody reading, the log is cut off
///
/// Every query of ours ends at its deadline. Only past three quarters of the bound does writing wait for that. Readers in other processes (a backup, a check) have no
/// deadline: where one needs the log, all goes on at once, and it is tried again every few seconds.
/// </summary>
internal sealed class WriteAheadLog(Sql sql, string path, QuickReaders quick, HeavyReaders heavy, Storage storage, RecordMetrics metrics)
{
    /// <summary>The most bytes that it may have.</summary>
    public const long Bound = 64 << 20;

    private const long Long = Bound / 2;
    private const long TooLong = Bound / 4 * 3;
    private const int PagesBetween = 4_000;
    private const int PagesAfterPart = 1_000;
    private const int BusyTimeout = 5_000;
    private const int ShortBusyTimeout = 50;

    /// <summary>A little more than the deadline of a query.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1.25);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(4);

    private int pages;
    private long? closingSince;
    private long? failedAt;

    /// <summary>How long it is, in bytes.</summary>
    public long Length
    {
        get
        {
            // Looked at, never opened: closing the file would drop SQLite's locks.
            var file = new FileInfo(path + "-wal");
            return file.Exists ? file.Length : 0;
        }
    }

    /// <summary>After what time it is to be looked at again, even if nothing is written: others may have made it long.</summary>
    public TimeSpan Rest => closingSince is null ? Idle : Soon;

    /// <summary>Does what there is to do between two groups of changes. For the writer's thread. A damaged record is left as it is.</summary>
    public void Keep()
    {
        if (storage.State == StorageState.Damaged)
        {
            LetRead();
            return;
        }

        raw.sqlite3_db_status(sql.Connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        pages += written;
        if (pages >= PagesBetween)
        {
            Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        }

        if (failedAt is { } failed && Stopwatch.GetElapsedTime(failed) < Later)
        {
            return;
        }

        if (Length is > Long and var length)
        {
            Shorten(length);
        }
        else
        {
            LetRead();
        }
    }

    /// <summary>Opens the lanes again.</summary>
    public void LetRead()
    {
        closingSince = null;
        quick.Places.Open();
        heavy.Places.Open();
    }

    private void Shorten(long length)
    {
        closingSince ??= Stopwatch.GetTimestamp();

        // After a failure somebody else holds it: to wait for our own readers would not help.
        var mayWait = length > TooLong && failedAt is null;
        if (!heavy.Places.TryClose(mayWait ? MaxWait : TimeSpan.Zero))
        {
            if (mayWait || Stopwatch.GetElapsedTime(closingSince.Value) > MaxWait)
            {
                Fail();
            }

            return;
        }

        Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        if (quick.Places.TryClose(MaxWait) && Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE))
        {
            failedAt = null;
            LetRead();
        }
        else
        {
            Fail();
        }
    }

    private void Fail()
    {
        failedAt = Stopwatch.GetTimestamp();
        LetRead();
    }

    /// <returns>Whether all of the log is in the file.</returns>
    private bool Checkpoint(int mode)
    {
        var handle = sql.Connection.Handle!;
        var since = Stopwatch.GetTimestamp();
        raw.sqlite3_busy_timeout(handle, ShortBusyTimeout);
        var code = raw.sqlite3_wal_checkpoint_v2(handle, "main", mode, out var length, out var copied);
        raw.sqlite3_busy_timeout(handle, BusyTimeout);

        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
        {
            // The log is as it was; what stands in the way of copying it stands in the way of changes too.
            storage.MetByWriter(new SqliteException("The log could not be copied into the file.", code, raw.sqlite3_extended_errcode(handle)), sql);
        }

        var isComplete = code == raw.SQLITE_OK && copied == length;
        pages = isComplete ? 0 : PagesBetween - PagesAfterPart;
        var result = isComplete ? "complete" : code switch { raw.SQLITE_OK => "partial", raw.SQLITE_BUSY => "busy", _ => "failed" };
        metrics.Checkpointed(mode == raw.SQLITE_CHECKPOINT_PASSIVE ? "passive" : "truncate", result, since);
        return isComplete;
    }
}
