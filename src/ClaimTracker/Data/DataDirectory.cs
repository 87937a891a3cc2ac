using System.Globalization;

namespace ClaimTracker.Data;

/// <summary>
/// The folder of one record: the database, the lock of the process that serves it, and that process's number.
/// The lock is a file of its own, because only SQLite may open the database.
/// </summary>
internal sealed class DataDirectory(string path)
{
    private const string DatabaseName = "claimtracker.db";

    /// <summary>EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows.</summary>
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string DatabasePath => System.IO.Path.Combine(Path, DatabaseName);

    private string LockPath => System.IO.Path.Combine(Path, "claimtracker.lock");

    private string HolderPath => System.IO.Path.Combine(Path, "claimtracker.pid");

    /// <summary>Whether a path is the database or one of the files beside it: no other part may open those.</summary>
    public bool Owns(string file) =>
        System.IO.Path.GetFullPath(file) is var full && (full == LockPath || full == HolderPath || full == DatabasePath || full.StartsWith(DatabasePath + "-", StringComparison.Ordinal));

    public bool HasRecord => File.Exists(DatabasePath) && !NewRecord.IsBegun(DatabasePath);

    /// <summary>Whether it holds a record or has held one.</summary>
    public bool HasTraces => HasRecord || (!NewRecord.IsBegun(DatabasePath) && (File.Exists(LockPath) || File.Exists(DatabasePath + "-wal")));

    /// <summary>
    /// Makes the folder for a new record. Where traces of a record are left and the database is gone, an empty one in its place would hide
    /// the loss: that is refused, and so is a database whose log is gone.
    /// </summary>
    /// <param name="mayMake">False where an empty record would be of no use.</param>
    public void Prepare(bool mayMake = true)
    {
        if (Directory.Exists(DatabasePath))
        {
            throw new StartRefusal(ExitCode.Damaged, $"{DatabasePath} is a folder, not a ClaimTracker record. Take it away, or name another folder with --data.");
        }

        if (HasRecord)
        {
            // SQLite takes them away the other way round: the log last.
            if (File.Exists(DatabasePath + "-shm") && !File.Exists(DatabasePath + "-wal"))
            {
                throw new StartRefusal(ExitCode.Damaged,
                    $"{DatabasePath}-wal is missing: it held the last changes of {DatabasePath}, which was not closed in order. Put it back, or restore a backup. "
                    + $"To go on without those changes, remove {DatabasePath}-shm, and look what is left with claimtracker check.");
            }

            return;
        }

        if (HasTraces)
        {
            throw new StartRefusal(ExitCode.Damaged,
                $"{DatabasePath} is missing, though {Path} has held a record. Put the file back, or name an empty folder with --data.");
        }

        if (!mayMake)
        {
            throw new StartRefusal(ExitCode.Configuration, $"There is no record in {Path}. Name its folder with --data.");
        }

        Make();
        try
        {
            NewRecord.Begin(DatabasePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>Makes the folder itself, on the disk: a record that is safe in a folder that is not would be gone with it.</summary>
    public void Make()
    {
        try
        {
            var missing = new Stack<string>();
            for (var folder = Path; !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder)!)
            {
                missing.Push(folder);
            }

            foreach (var folder in missing)
            {
                Directory.CreateDirectory(folder);
                Disk.FlushFolder(System.IO.Path.GetDirectoryName(folder)!);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusal(ExitCode.Configuration, $"The folder {Path} cannot be made: {e.Message}", e);
        }
    }

    /// <summary>Takes the lock until it is disposed; the system frees it when the process ends, however it ends.</summary>
    public IDisposable Lock()
    {
        FileStream? held = null;
        try
        {
            held = new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return held;
        }
        catch (IOException e) when (held is null && HeldByAnother.Contains(e.HResult))
        {
            var holder = File.Exists(HolderPath) ? File.ReadAllText(HolderPath) : "unknown";
            throw new StartRefusal(ExitCode.Locked, $"{DatabasePath} is in use by process {holder}. Stop it, or name another folder with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw NotWritable(e);
        }
    }

    private StartRefusal NotWritable(Exception cause) => new(ExitCode.Configuration, $"The folder {Path} cannot be written: {cause.Message}", cause);
}
