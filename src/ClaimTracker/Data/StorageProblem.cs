using ClaimTracker.Problems;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Data;

/// <summary>What an error of SQLite means to a caller. Constraints are asked before they are hit, so what is not listed is a fault of ours.</summary>
internal static class StorageProblem
{
    public static Exception Of(SqliteException e) => (e.SqliteErrorCode, e.SqliteExtendedErrorCode) switch
    {
        (SQLitePCL.raw.SQLITE_INTERRUPT, _) => new ProblemException(ProblemKind.QueryTooExpensive, "The query was stopped at its deadline.") { RetryAfter = 5 },
        (SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED, _) => ProblemException.Busy("Another process holds the record's write lock."),
        (SQLitePCL.raw.SQLITE_FULL, _) or (SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_IOERR_WRITE) =>
            new ProblemException(ProblemKind.InsufficientStorage, "The disk has no room for the change.") { RetryAfter = 60 },
        (SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN, _) =>
            new ProblemException(ProblemKind.StorageReadOnly, "The database file cannot be written."),
        (SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_IOERR, _) =>
            new ProblemException(ProblemKind.StorageDamaged, "The database file is damaged."),
        (SQLitePCL.raw.SQLITE_TOOBIG, _) => new ProblemException(ProblemKind.TooLarge, "A value is too large to be stored."),
        (SQLitePCL.raw.SQLITE_CONSTRAINT, SQLitePCL.raw.SQLITE_CONSTRAINT_TRIGGER) =>
            new ProblemException(ProblemKind.Immutable, "Events and snapshots are append-only."),
        _ => e,
    };
}
