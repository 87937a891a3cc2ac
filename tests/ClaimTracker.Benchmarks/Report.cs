using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Benchmarks;

/// <summary>The table, in Markdown.</summary>
internal static class Report
{
    public static string Of(IReadOnlyList<Row> rows, Options options)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Machine()}; SDK {Says("dotnet", "--version")}, {RuntimeInformation.FrameworkDescription}; SQLite {new SqliteConnection().ServerVersion}; commit {Commit()}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Rounds {options.Rounds}, {Number.Of(options.Seconds, "0.##")} s a side, in turns (A B A B), after {Number.Of(options.WarmUp.TotalSeconds, "0.##")} s of each that are not counted; records of {string.Join(", ", options.Claims)} claims; groups: {string.Join(", ", options.Only)}.");
        text.AppendLine("Ratios are of the two sides of one round; rates and CPU are medians over the rounds, latencies are of all requests. CPU is the server's, for each request. Goals are those of DESIGN §5, held against the median.");
        text.AppendLine();
        text.AppendLine("| A | B | claims | clients | A:B min / **median** / max | goal | reached | A did | B did | A CPU µs | B CPU µs | A p50 · p99 ms | B p50 · p99 ms |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            string[] cells =
            [
                row.Ours, row.Other, row.Claims, row.Clients?.ToString(CultureInfo.InvariantCulture) ?? "", Ratio(row.Ratios),
                row.Goal?.Text ?? "", row.IsReached switch { true => "yes", false => "**no**", null => "" },
                row.A.Did, row.B.Did, row.A.Cpu, row.B.Cpu, row.A.Latencies, row.B.Latencies,
            ];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");
        }

        return text.ToString();
    }

    private static string Ratio(IReadOnlyList<double> values) =>
        values.Count == 0 ? "" : $"{Number.Of(values.Min(), "0.000")} / **{Number.Of(Number.Median(values), "0.000")}** / {Number.Of(values.Max(), "0.000")}";

    private static string Machine()
    {
        var cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return $"{cpu ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}";
    }

    private static string Commit() => Says("git", "describe", "--always", "--dirty");

    private static string Says(string program, params string[] arguments)
    {
        try
        {
            return Child.Run(new(program, arguments) { WorkingDirectory = AppContext.BaseDirectory }).Trim();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return "unknown";
        }
    }
}
