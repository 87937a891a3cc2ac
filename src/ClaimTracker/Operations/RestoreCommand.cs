using System.CommandLine;
using System.Globalization;
using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Operations;

/// <summary>
/// <c>claimtracker restore</c>: a backup in the place of a folder's record. The order of the steps makes that at any of them, should the machine stop, the folder
/// holds the old record or the new one:
///
///   lock · check the backup · copy it beside the record, on the disk · fold the old log into the old file · copy the old file aside, on the disk · rename
///
/// Only the rename changes what the record is, and it is one step of the file system. Nothing is ever moved away first: between two renames there would be none.
/// </summary>
internal static class RestoreCommand
{
    private static readonly string[] Logs = ["-shm", "-wal", "-journal"];

    public static Command Make()
    {
        var data = CommandLine.Data("data");
        var from = new Option<string>("--from") { Description = "The backup.", Required = true };
        var checkpoint = CheckCommand.CheckpointOption();
        var command = new Command("restore", "Put a backup in the place of the record. The old files are kept.") { data, from, checkpoint };
        command.SetAction(parsed =>
        {
            var directory = new DataDirectory(parsed.GetValue(data)!);
            var file = CheckCommand.Existing(parsed.GetValue(from)!);
            if (directory.Owns(file))
            {
                throw new StartRefusal(ExitCode.Configuration, $"{file} belongs to the record itself. Name a backup.");
            }

            // A folder that has never held a record is not touched before the backup is known to be one.
            using var held = directory.HasTraces ? directory.Lock() : null;
            Migrator.Inspect(file);
            using var backup = Connections.Inspector(file);
            if (CheckCommand.Run(file, backup, CheckCommand.Noted(parsed.GetValue(checkpoint))) is not ExitCode.Done)
            {
                throw new StartRefusal(ExitCode.Damaged, $"{file} is damaged, and the record in {directory.Path} was left as it is. Name another backup.");
            }

            using var taken = held ?? Take(directory);
            var kept = Watched.Run(progress => Replace(directory, file, backup, TimeProvider.System, progress, _ => { }));
            Console.WriteLine($"The record in {directory.Path} is restored from {file}.{(kept is null ? "" : $" The old one is kept as {kept}.")}");
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>Puts the backup in the place of the record. The lock is held, and this process has no connection to the record.</summary>
    /// <param name="passed">Told after each step that changes the folder.</param>
    /// <returns>What the old record is kept as; null where there was none.</returns>
    internal static string? Replace(DataDirectory directory, string from, Sql backup, TimeProvider clock, Action<string, double> progress, Action<string> passed)
    {
        var record = directory.DatabasePath;
        var arriving = record + ".restoring";
        try
        {
            File.Delete(arriving);   // of a restore that was cut short
            RecordFile.Copy(backup, arriving, "copy", progress);
            Disk.Flush(arriving);
            passed("copied");

            var kept = Keep(record, clock, passed);
            File.Move(arriving, record, overwrite: true);
            Disk.FlushFolder(directory.Path);
            NewRecord.End(record);
            passed("replaced");
            return kept;
        }
        catch (SqliteException e)
        {
            throw RecordFile.CopyRefusal(from, arriving, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusal(ExitCode.Failed, $"The record in {directory.Path} cannot be replaced: {e.Message} It is the old one still.", e);
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    /// <summary>Copies the old record aside and takes its logs away, which would be read as the new one's.</summary>
    private static string? Keep(string record, TimeProvider clock, Action<string> passed)
    {
        Fold(record);
        passed("folded");
        var kept = $"{record}.before-restore-{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
        var parts = Logs.Prepend("").Where(part => File.Exists(record + part)).ToList();
        foreach (var part in parts)
        {
            var unfinished = $"{kept}{part}.tmp";
            File.Copy(record + part, unfinished);
            Disk.Flush(unfinished);
            File.Move(unfinished, kept + part);
        }

        Disk.FlushFolder(Path.GetDirectoryName(record)!);
        passed("kept");
        foreach (var log in parts.Where(part => part.Length > 0))
        {
            File.Delete(record + log);
        }

        passed("cleared");
        return parts.Count == 0 ? null : kept;
    }

    /// <summary>
    /// Makes the old record one file: its log is folded in and taken away, which SQLite does only where nobody else has it open. A file that SQLite cannot read
    /// stays as it is, with its log: it is kept for whoever can.
    /// </summary>
    private static void Fold(string record)
    {
        if (!File.Exists(record))
        {
            return;
        }

        string? mode;
        try
        {
            using var old = Connections.Sole(record);
            mode = old.Pragma("journal_mode = DELETE");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_IOERR)
        {
            return;
        }
        catch (SqliteException e)
        {
            throw Migrator.Refusal(record, e);
        }

        if (mode != "delete")
        {
            throw new StartRefusal(ExitCode.Locked, $"{record} is in use by another process. Try again when it is done.");
        }
    }

    private static IDisposable Take(DataDirectory directory)
    {
        directory.Make();
        return directory.Lock();
    }
}
