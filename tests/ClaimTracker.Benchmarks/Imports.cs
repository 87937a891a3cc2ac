using System.Diagnostics;
using System.Globalization;

namespace ClaimTracker.Benchmarks;

/// <summary>The command line importing a file into an empty record, against SQLite's own shell taking the rows that this made into tables with the same indexes.</summary>
internal static class Imports
{
    private const int MaxRounds = 3;
    private const double GuessedRate = 3_000;

    public static IEnumerable<Step> Steps(Stage stage)
    {
        var (claims, rounds) = (stage.Options.Middle, Math.Min(stage.Options.Rounds, MaxRounds));
        yield return new Step($"import of {claims} claims", 2 * rounds * TimeSpan.FromSeconds(claims / GuessedRate), () =>
        {
            var lines = Path.Combine(stage.Records.NewFolder(), "claims.ndjson");
            new SyntheticRecord(claims).WriteLines(lines);
            var rival = new PlainTables(SyntheticRecord.PathOf(stage.Records.Copy(claims)), stage.Records.NewFolder());
            var measured = new List<((double Rate, double Cpu) Ours, (double Rate, double Cpu) Other)>();
            for (var round = 1; round <= rounds; round++)
            {
                var ours = Timed(claims, Child.Program(Child.Beside("claimtracker.dll"), "import", lines, "--data", stage.Records.NewFolder()));
                measured.Add((ours, Timed(claims, rival.Import(Path.Combine(stage.Records.NewFolder(), "rival.db")))));
            }

            return
            [
                new Row("import of NDJSON by the command line", rival.Name, Stage.Text(claims))
                {
                    Ratios = [.. measured.Select(round => round.Ours.Rate / round.Other.Rate)],
                    Goal = Goal.AtLeast(0.6),
                    A = Did(measured.Select(round => round.Ours)),
                    B = Did(measured.Select(round => round.Other)),
                },
            ];
        });
    }

    private static (double Rate, double Cpu) Timed(int claims, ProcessStartInfo import)
    {
        var (cpu, since) = (Child.CpuOfEnded, Stopwatch.GetTimestamp());
        Child.Run(import);
        return (claims / Stopwatch.GetElapsedTime(since).TotalSeconds, (Child.CpuOfEnded - cpu).TotalMicroseconds / claims);
    }

    private static Side Did(IEnumerable<(double Rate, double Cpu)> sides)
    {
        var all = sides.ToList();
        return new Side(
            string.Create(CultureInfo.InvariantCulture, $"{Number.Median(all.Select(side => side.Rate)):0}/s"), Number.Of(Number.Median(all.Select(side => side.Cpu)), "0.0"), "");
    }
}
