using ClaimTracker.Problems;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Data;

/// <summary>Whether a record takes changes, as far as the last one has shown.</summary>
internal enum StorageState
{
    /// <summary>It does.</summary>
    Writable,

    /// <summary>The disk has no room for them.</summary>
    Full,

    /// <summary>The file or its folder is read-only.</summary>
    ReadOnly,

    /// <summary>The file is damaged: for good, until the record is checked and opened anew.</summary>
    Damaged,
}

/// <summary>
/// How the storage of a record stands: what the writer and the readers have met, in one place for whoever asks. A full disk and a read-only file pass;
/// damage stays, because a change of a damaged file makes it worse.
/// </summary>
internal sealed class Storage(string path)
{
    /// <summary>With less than this, what fails for want of room fails again at once.</summary>
    private const long Room = 1 << 20;

    private readonly Lock gate = new();
    private readonly DriveInfo disk = new(OperatingSystem.IsWindows() ? Path.GetPathRoot(path)! : Path.GetDirectoryName(path)!);
    private volatile StorageState state;

    public StorageState State => state;

    /// <summary>Whether changes fail for a reason that may pass.</summary>
    public bool IsHindered => state is StorageState.Full or StorageState.ReadOnly;

    /// <summary>Tells of each change of the state, and what SQLite said.</summary>
    public event Action<StorageState, SqliteException?>? Changed;

    public static ProblemException Damage => new(ProblemKind.StorageDamaged, "The database file is damaged. Nothing more is written.");

    /// <summary>Whether it is worth trying if what stood in the way is over.</summary>
    public bool MayRecover() => IsHindered && (state == StorageState.ReadOnly || HasRoom());

    /// <summary>A change is on the disk, and there is room for more.</summary>
    public void Recover() => Become(StorageState.Writable, null);

    /// <summary>Takes note of what the writer has met, and tells what it means to the caller.</summary>
    public Exception MetByWriter(SqliteException e, Sql sql)
    {
        var meaning = StorageProblem.Of(e, sql);
        if (StateOf(meaning) is { } met)
        {
            Become(met, e);
        }

        return meaning;
    }

    /// <summary>Takes note of what a reader has met: damage alone says something of the file, for all else the reader may be at fault.</summary>
    public Exception MetByReader(SqliteException e, Sql sql)
    {
        var meaning = StorageProblem.Of(e, sql);
        if (StateOf(meaning) == StorageState.Damaged)
        {
            Become(StorageState.Damaged, e);
        }

        return meaning;
    }

    /// <summary>Where the disk cannot be asked, only a try can tell.</summary>
    private bool HasRoom()
    {
        try
        {
            return disk.AvailableFreeSpace >= Room;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static StorageState? StateOf(Exception meaning) => meaning switch
    {
        ProblemException { Kind: var kind } when kind == ProblemKind.InsufficientStorage => StorageState.Full,
        ProblemException { Kind: var kind } when kind == ProblemKind.StorageReadOnly => StorageState.ReadOnly,
        ProblemException { Kind: var kind } when kind == ProblemKind.StorageDamaged => StorageState.Damaged,
        _ => null,
    };

    private void Become(StorageState next, SqliteException? cause)
    {
        lock (gate)
        {
            if (state == next || state == StorageState.Damaged)
            {
                return;
            }

            state = next;
            Changed?.Invoke(next, cause);
        }
    }
}
