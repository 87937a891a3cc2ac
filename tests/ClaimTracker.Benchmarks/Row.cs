using System.Globalization;

namespace ClaimTracker.Benchmarks;

/// <summary>A row of the table: what one side did, what the other did, and what DESIGN §5 asks for.</summary>
/// <param name="Ours">What is measured.</param>
/// <param name="Other">What it is measured against; empty where a bound stands alone.</param>
/// <param name="Claims">How many claims are on record.</param>
internal sealed record Row(string Ours, string Other, string Claims)
{
    public int? Clients { get; init; }

    /// <summary>Ours to the other's, round by round.</summary>
    public IReadOnlyList<double> Ratios { get; init; } = [];

    /// <summary>What the goal is held against, where that is no ratio.</summary>
    public double? Value { get; init; }

    public Goal? Goal { get; init; }

    public Side A { get; init; } = Side.None;

    public Side B { get; init; } = Side.None;

    public bool? IsReached => Goal is null ? null : Value is { } value ? Goal.IsReached(value) : Ratios.Count > 0 ? Goal.IsReached(Number.Median(Ratios)) : null;

    /// <summary>A row that says why there is nothing to say.</summary>
    public static Row Without(string ours, string claims, string why, Goal? goal = null) => new(ours, "", claims) { A = Side.None with { Did = why }, Goal = goal };

    /// <summary>The rates of a pair.</summary>
    public static Row OfRates(string ours, string other, string claims, Pair pair, Goal? goal = null) => new(ours, other, claims)
    {
        Clients = pair.Clients,
        Ratios = [.. pair.Rounds.Select(round => round.Ours.Rate / round.Other.Rate)],
        Goal = goal,
        A = Side.Of(pair.Rounds.Select(round => round.Ours)),
        B = Side.Of(pair.Rounds.Select(round => round.Other)),
    };

    /// <summary>The slowest hundredth of a pair's answers.</summary>
    public static Row OfP99(string ours, string other, string claims, Pair pair, Goal? goal = null) => OfRates($"{ours}: p99", other, claims, pair, goal) with
    {
        Ratios = [.. pair.Rounds.Select(round => round.Ours.Latencies.P99 / round.Other.Latencies.P99)],
    };
}

/// <summary>What one side did.</summary>
/// <param name="Did">A rate, a time, a size, with its unit.</param>
/// <param name="Cpu">Microseconds of CPU for each request or row.</param>
/// <param name="Latencies">Milliseconds to the answer: median and 99th percentile.</param>
internal sealed record Side(string Did, string Cpu, string Latencies)
{
    public static readonly Side None = new("", "", "");

    public static Side Of(IEnumerable<Window> windows)
    {
        var all = windows.ToList();
        var latencies = ClaimTracker.Benchmarks.Latencies.OfAll(all);
        return new Side(
            $"{Number.Of(Number.Median(all.Select(window => window.Rate)), "0")}/s", Number.Of(Number.Median(all.Select(window => window.Cpu)), "0.0"),
            $"{Number.Of(latencies.P50, "0.00")} · {Number.Of(latencies.P99, "0.00")}");
    }
}

/// <summary>Two ways of doing the same, measured in turns.</summary>
internal sealed record Pair(int Clients, IReadOnlyList<(Window Ours, Window Other)> Rounds);

/// <summary>A bound of DESIGN §5.</summary>
internal sealed record Goal(string Text, Func<double, bool> IsReached)
{
    public static Goal AtLeast(double bound, string what = "") => new($"{what}≥ {Number.Of(bound, "0.##")}", value => value >= bound);

    public static Goal AtMost(double bound, string what = "", string unit = "") => new($"{what}≤ {Number.Of(bound, "0.###")}{unit}", value => value <= bound);
}

internal static class Number
{
    public static string Of(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
