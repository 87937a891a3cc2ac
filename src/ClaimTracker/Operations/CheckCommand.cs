using System.CommandLine;
using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Operations;

/// <summary><c>claimtracker check</c>: everything that can be told about a record or a backup of one. Nothing in it is changed; a service may run meanwhile.</summary>
internal static class CheckCommand
{
    private const int MaxShown = 100;

    public static Command Make()
    {
        var data = CommandLine.Data("data");
        var file = new Argument<string?>("file") { Description = "A backup to check, in place of the record of a folder.", Arity = ArgumentArity.ZeroOrOne };
        var checkpoint = CheckpointOption();
        var command = new Command("check", "Check a record, or a backup of one: pages, references, events, and that every row is what its events say.") { file, data, checkpoint };
        command.Validators.Add(given =>
        {
            if (given.GetResult(file) is { Tokens.Count: > 0 } && given.GetResult(data) is { Implicit: false })
            {
                given.AddError("Name a file, or a folder with --data, not both.");
            }
        });
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file) is { } named ? Existing(named) : InFolder(parsed.GetValue(data)!);
            Migrator.Inspect(path);
            using var sql = Open(path, isBackup: parsed.GetValue(file) is not null);
            return (int)Run(path, sql, Noted(parsed.GetValue(checkpoint)));
        });
        return command;
    }

    /// <summary>An event that must be there, as <c>backup</c> has printed it.</summary>
    public static Option<string?> CheckpointOption()
    {
        var option = new Option<string?>("--checkpoint") { Description = "SEQ:HASH as backup printed it: the events must hold that one, so that a chain that was cut off or made anew is found." };
        option.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && Checkpoint.Parse(text) is null)
            {
                given.AddError("--checkpoint is an event's number and its hash of 64 hexadecimal digits, with a colon between.");
            }
        });
        return option;
    }

    public static Checkpoint? Noted(string? text) => text is null ? null : Checkpoint.Parse(text);

    /// <summary>The full path of a file that is there.</summary>
    public static string Existing(string file) =>
        File.Exists(file) ? Path.GetFullPath(file) : throw new StartRefusal(ExitCode.Configuration, $"There is no file {Path.GetFullPath(file)}.");

    /// <summary>Checks a record and tells what is wrong with it.</summary>
    public static ExitCode Run(string path, Sql sql, Checkpoint? checkpoint)
    {
        var (count, shown) = (0L, new List<Finding>());
        var isOlder = RecordFile.IsOlder(sql);
        var checks = isOlder ? RecordChecks.OfAnySchema(checkpoint) : RecordChecks.All(checkpoint);
        var holdings = Watched.Run(progress => RecordFile.Check(sql, checks, Take, progress));
        foreach (var finding in shown)
        {
            Console.WriteLine(finding);
        }

        if (count > MaxShown)
        {
            Console.WriteLine($"and {count - MaxShown} more.");
        }

        if (isOlder)
        {
            Console.WriteLine("The record is of an older schema: its rows were not compared with its events. That is done once this version has served it.");
        }

        if (count > 0)
        {
            Console.WriteLine($"{path} is damaged: {count} findings. Keep it as it is, and restore a backup: claimtracker restore --from FILE.");
            return ExitCode.Damaged;
        }

        Console.WriteLine($"{path} is right: {holdings}.");
        Console.WriteLine($"Checkpoint: {holdings!.Noted}");
        return ExitCode.Done;

        void Take(Finding finding)
        {
            if (++count <= MaxShown)
            {
                shown.Add(finding);
            }
        }
    }

    private static string InFolder(string folder)
    {
        var directory = new DataDirectory(folder);
        directory.Prepare(mayMake: false);
        return directory.DatabasePath;
    }

    private static Sql Open(string path, bool isBackup)
    {
        try
        {
            var hasLog = Database.HasLog(path);
            var sql = isBackup ? Connections.Inspector(path) : Connections.Reader(path);
            Connections.FoldsAtClose(sql, !hasLog);   // what a crash has left stays as it is
            return sql;
        }
        catch (SqliteException e)
        {
            throw Migrator.Refusal(path, e);
        }
    }
}
