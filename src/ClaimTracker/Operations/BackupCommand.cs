using System.CommandLine;
using System.Security.Cryptography;
using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Operations;

/// <summary>
/// <c>claimtracker backup</c>: the record as it is at one moment, in one file, also while a service writes it. The copy is made and verified under another name
/// and gets its own when all is on the disk: a file of that name is a whole backup.
/// </summary>
internal static class BackupCommand
{
    public static Command Make()
    {
        var data = CommandLine.Data("data");
        var to = new Option<string>("--to") { Description = "The file to write.", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace the file if it is there." };
        var command = new Command("backup", "Copy the record into one verified file, beside a running service too.") { data, to, force };
        command.SetAction(parsed =>
        {
            var directory = new DataDirectory(parsed.GetValue(data)!);
            var file = Path.GetFullPath(parsed.GetValue(to)!);
            CheckTarget(directory, file, parsed.GetValue(force));
            directory.Prepare(mayMake: false);
            Migrator.Inspect(directory.DatabasePath);
            var (holdings, sha256) = Watched.Run(progress => Write(directory.DatabasePath, file, parsed.GetValue(force), progress));
            Console.WriteLine($"{file} holds {holdings}.");
            Console.WriteLine($"SHA-256: {sha256}");
            Console.WriteLine($"Checkpoint: {holdings.Noted}");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void CheckTarget(DataDirectory directory, string file, bool force)
    {
        var fault = directory.Owns(file) ? $"{file} belongs to the record itself. Name another file."
            : Directory.Exists(file) ? $"{file} is a folder. Name a file in it."
            : !Directory.Exists(Path.GetDirectoryName(file)) ? $"The folder of {file} is not there. Make it first."
            : File.Exists(file) && !force ? $"{file} is there already. Name another file, or replace it with --force."

            // Beside a new file SQLite would take them for its own.
            : File.Exists(file + "-wal") || File.Exists(file + "-journal") ? $"{file} is a database in use: its log stands beside it. Name another file."
            : null;
        if (fault is not null)
        {
            throw new StartRefusal(ExitCode.Configuration, fault);
        }
    }

    private static (Holdings Holdings, string Sha256) Write(string record, string file, bool force, Action<string, double> progress)
    {
        var unfinished = $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Copy(record, unfinished, progress);
            var holdings = Verify(unfinished, progress);
            Disk.Flush(unfinished);
            using var written = File.OpenRead(unfinished);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(written));
            File.Move(unfinished, file, force);
            Disk.FlushFolder(Path.GetDirectoryName(file)!);
            return (holdings, sha256);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusal(ExitCode.Failed, $"{file} cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void Copy(string record, string unfinished, Action<string, double> progress)
    {
        try
        {
            using var sql = Connections.Reader(record);
            sql.Pragma("query_only = OFF");   // else it may not write the other file either
            RecordFile.Copy(sql, unfinished, "copy", progress);
        }
        catch (SqliteException e)
        {
            throw RecordFile.CopyRefusal(record, unfinished, e);
        }
    }

    private static Holdings Verify(string unfinished, Action<string, double> progress)
    {
        var findings = new List<Finding>();
        using var sql = Connections.Inspector(unfinished);
        var holdings = RecordFile.Check(sql, [new IntegrityCheck(isQuick: true), new ForeignKeyCheck(), new ChainCheck()], findings.Add, progress);
        return findings.Count == 0
            ? holdings!
            : throw new StartRefusal(ExitCode.Damaged, $"The record is damaged, and no backup was written. {findings[0]} See all with claimtracker check.");
    }
}
