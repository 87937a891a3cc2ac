using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ClaimTracker.Benchmarks;

/// <summary>The table.</summary>
internal static class Report
{
    public static string Of(IReadOnlyList<Pair> pairs, Options options)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Machine()}; commit {Commit()}; {options.Claims} claims; {options.Rounds} rounds of {options.Seconds} s a side, in turns.");
        text.AppendLine("Rates are medians; ratios are of the two sides of one round: minimum / median / maximum.");
        text.AppendLine();
        text.AppendLine("| A | B | clients | A req/s | B req/s | rate A:B | A CPU µs | B CPU µs | CPU B:A | A p50 ms | B p50 ms | A p99 ms | B p99 ms | p99 A:B |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (ours, other, clients, rounds) in pairs)
        {
            string[] cells =
            [
                ours, other, Number(clients, "0"),
                Median(rounds.Select(r => r.Ours.Rate), "0"), Median(rounds.Select(r => r.Other.Rate), "0"), Ratio(rounds.Select(r => r.Ours.Rate / r.Other.Rate)),
                Median(rounds.Select(r => r.Ours.Cpu), "0.0"), Median(rounds.Select(r => r.Other.Cpu), "0.0"), Ratio(rounds.Select(r => r.Other.Cpu / r.Ours.Cpu)),
                Median(rounds.Select(r => r.Ours.P50), "0.00"), Median(rounds.Select(r => r.Other.P50), "0.00"),
                Median(rounds.Select(r => r.Ours.P99), "0.00"), Median(rounds.Select(r => r.Other.P99), "0.00"), Ratio(rounds.Select(r => r.Ours.P99 / r.Other.P99)),
            ];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");
        }

        return text.ToString();
    }

    private static string Ratio(IEnumerable<double> values) =>
        values.ToArray() is var all ? $"{Number(all.Min(), "0.00")} / **{Median(all, "0.00")}** / {Number(all.Max(), "0.00")}" : "";

    private static string Median(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return Number(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, format);
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Machine()
    {
        var cpu = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        return $"{cpu ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}";
    }

    private static string Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory })!;
            var name = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? name : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown: there is no git";
        }
    }
}
