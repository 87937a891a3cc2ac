using System.CommandLine;
using System.Text.Json;
using ClaimTracker.Data;
using ClaimTracker.Interchange;
using Microsoft.Data.Sqlite;
using Spectre.Console;
using Cell = Spectre.Console.Text;

namespace ClaimTracker.Operations;

/// <summary>
/// <c>claimtracker import</c>: NDJSON import lines, or the folder of an annotated corpus. A row that is refused is reported and the others go on; the same file
/// again adds nothing, so a corrected file is simply imported once more. A dry run does all of it in a copy of the record.
/// </summary>
internal static class ImportCommand
{
    private const int MaxShown = 50;

    public static Command Make()
    {
        var data = CommandLine.Data("data");
        var files = new Argument<string[]>("file") { Description = "NDJSON files, or folders with articles.json and claims.json. - is standard input.", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Report what would happen, and change nothing." };
        var report = new Option<FileInfo?>("--report") { Description = "Write the report of every row to this file, as NDJSON." };
        var command = new Command("import", "Import articles, claimants, claims, links, questions, answers, evidence and reviews.") { files, data, dryRun, report };
        command.SetAction(async (parsed, cancellation) =>
        {
            var directory = new DataDirectory(parsed.GetValue(data)!);
            var (given, reportTo) = (parsed.GetValue(files)!, parsed.GetValue(report)?.FullName);
            if (given.Append(reportTo).FirstOrDefault(file => file is not null && directory.Owns(file)) is { } own)
            {
                throw new StartRefusal(ExitCode.Configuration, $"{own} belongs to the record itself, and only the record opens it. Name another file.");
            }

            await using var reporting = reportTo is null ? null : Report(reportTo);
            using var rehearsal = parsed.GetValue(dryRun) ? new Rehearsal(directory) : null;
            if (rehearsal is null)
            {
                directory.Prepare();
            }

            using var database = Database.Open(rehearsal?.DatabasePath ?? directory.DatabasePath, TimeProvider.System, isSole: false);
            await using var services = CommandLine.Messages(database);
            var rows = await Import(new Importer(services), given, cancellation);
            await Tell(rows, reporting, isDry: rehearsal is not null);
            return (int)(rows.Any(r => r.Outcome == ImportOutcome.Refused) ? ExitCode.Failed : ExitCode.Done);
        });
        return command;
    }

    /// <summary>Imports files with a progress bar.</summary>
    public static async Task<List<ImportRow>> Import(Importer importer, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var rows = new List<ImportRow>();
        await CommandLine.ForPeople(Console.Error).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                foreach (var file in files)
                {
                    var task = progress.AddTask(Markup.Escape(Path.GetFileName(Path.TrimEndingDirectorySeparator(file))));
                    await Import(importer, file, rows, task, cancellation);
                    task.Value = task.MaxValue;
                }
            });
        return rows;
    }

    private static async Task Import(Importer importer, string file, List<ImportRow> rows, ProgressTask task, CancellationToken cancellation)
    {
        try
        {
            if (Corpus.Is(file))
            {
                var corpus = Corpus.Open(file);
                task.MaxValue = corpus.Lines().Count();
                await new CorpusImporter(importer).Import(corpus, row => Add(row, task.Value + 1), cancellation);
                return;
            }

            await using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            task.MaxValue = stream.CanSeek ? Math.Max(1, stream.Length) : double.MaxValue;
            await importer.Import(file, stream, row => Add(row, stream.CanSeek ? stream.Position : 0), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw new StartRefusal(ExitCode.Configuration, $"{file} cannot be imported: {e.Message}", e);
        }

        void Add(ImportRow row, double done)
        {
            rows.Add(row);
            task.Value = done;
        }
    }

    private static async Task Tell(List<ImportRow> rows, TextWriter? report, bool isDry)
    {
        var console = CommandLine.ForPeople(Console.Out);
        if (rows.Where(r => r.Outcome == ImportOutcome.Refused).ToList() is { Count: > 0 } refused)
        {
            var table = new Table().AddColumns("file", "line", "what", "why");
            foreach (var row in refused.Take(MaxShown))
            {
                var why = row.Faults is { Count: > 0 } faults ? string.Join('\n', faults.Select(f => $"{f.Pointer}: {f.Detail}")) : row.Detail!;
                table.AddRow(new Cell(row.File), new Cell($"{row.Line}"), new Cell($"{row.Kind} {row.Name}"), new Cell(why));
            }

            console.Write(table);
            if (refused.Count > MaxShown)
            {
                console.WriteLine($"and {refused.Count - MaxShown} more: see them all with --report FILE.");
            }
        }

        if (report is not null)
        {
            foreach (var row in rows)
            {
                await report.WriteLineAsync(Json.Write(row));
            }
        }

        console.WriteLine($"{(isDry ? "Dry run, nothing was changed: " : "")}{Sum(rows)}");
    }

    /// <summary>"386 rows: 186 added, 200 known."</summary>
    public static string Sum(IReadOnlyCollection<ImportRow> rows)
    {
        var parts = rows.GroupBy(r => r.Outcome).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Names.Of(g.Key)}");
        return $"{rows.Count} rows{(rows.Count == 0 ? "" : ": ")}{string.Join(", ", parts)}.";
    }

    /// <summary>Opened before the import, so that a path that cannot be written is told before anything is done.</summary>
    private static StreamWriter Report(string path)
    {
        try
        {
            return File.CreateText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusal(ExitCode.Configuration, $"The report {path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>A copy of the record as it is now, or an empty one where there is none, in a folder that goes with it.</summary>
    private sealed class Rehearsal : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-dry-run-");

        public Rehearsal(DataDirectory directory)
        {
            DatabasePath = Path.Combine(folder.FullName, "claimtracker.db");
            if (!directory.HasRecord)
            {
                return;
            }

            try
            {
                Migrator.Inspect(directory.DatabasePath);
                using var record = Connections.Probe(directory.DatabasePath);
                using var command = record.CreateCommand();
                command.CommandText = "VACUUM INTO $path";
                command.Parameters.Add(new SqliteParameter("$path", DatabasePath));
                command.ExecuteNonQuery();
            }
            catch (SqliteException e)
            {
                Dispose();
                throw RecordFile.CopyRefusal(directory.DatabasePath, DatabasePath, e);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public string DatabasePath { get; }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
