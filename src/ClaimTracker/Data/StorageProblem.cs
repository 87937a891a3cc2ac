using System.Runtime.InteropServices;
using ClaimTracker.Problems;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>What an error of SQLite means to a caller. Constraints are asked before they are hit, so what is not listed is a fault of ours.</summary>
internal static partial class StorageProblem
{
    /// <summary>The same in every Unix: EPERM, EACCES, EROFS.</summary>
    private static readonly int[] NotPermitted = [1, 13, 30];

    /// <summary>ENOSPC and EFBIG; EDQUOT of Linux and of macOS.</summary>
    private static readonly int[] NoRoom = [28, 27, 122, 69];

    /// <param name="e">The error.</param>
    /// <param name="sql">The connection that has just met it: it knows what the operating system said.</param>
    public static Exception Of(SqliteException e, Sql sql) => (e.SqliteErrorCode, e.SqliteExtendedErrorCode) switch
    {
        (raw.SQLITE_INTERRUPT, _) => new ProblemException(ProblemKind.QueryTooExpensive, "The query was stopped at its deadline.") { RetryAfter = 5 },
        (raw.SQLITE_BUSY or raw.SQLITE_LOCKED, _) => ProblemException.Busy("Another process holds the record's write lock."),
        (raw.SQLITE_FULL, _) => NoRoomForIt(),
        (raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN, _) => ReadOnly(),
        (raw.SQLITE_IOERR, var how) => OfInputOutput(how, SystemError(sql.Connection.Handle!.DangerousGetHandle())),
        (raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB, _) => Storage.Damage,
        (raw.SQLITE_TOOBIG, _) => new ProblemException(ProblemKind.TooLarge, "A value is too large to be stored."),
        (raw.SQLITE_CONSTRAINT, raw.SQLITE_CONSTRAINT_TRIGGER) => new ProblemException(ProblemKind.Immutable, "Events and snapshots are append-only."),
        _ => e,
    };

    /// <summary>
    /// A write that the disk did not take has done nothing, and may be tried again. All else is damage: after a flush that failed, the system may have
    /// dropped what it was to write, and a read that failed leaves open what stands there.
    /// </summary>
    private static ProblemException OfInputOutput(int how, int system) => how switch
    {
        _ when NotPermitted.Contains(system) && !OperatingSystem.IsWindows() => ReadOnly(),
        raw.SQLITE_IOERR_FSYNC or raw.SQLITE_IOERR_DIR_FSYNC => Storage.Damage,
        raw.SQLITE_IOERR_WRITE or raw.SQLITE_IOERR_SHMSIZE => NoRoomForIt(),
        _ when NoRoom.Contains(system) && !OperatingSystem.IsWindows() => NoRoomForIt(),
        _ => Storage.Damage,
    };

    private static ProblemException NoRoomForIt() => new(ProblemKind.InsufficientStorage, "The disk has no room for the change, or does not take it.") { RetryAfter = 60 };

    private static ProblemException ReadOnly() => new(ProblemKind.StorageReadOnly, "The database file cannot be written.");

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_system_errno")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int SystemError(nint connection);
}
