using System.Globalization;

namespace ClaimTracker.Benchmarks;

/// <summary>What is measured, and how much.</summary>
/// <param name="Rounds">How often both sides are measured, in turns.</param>
/// <param name="Seconds">How long one side is measured at a time; warming it up takes three times as long.</param>
/// <param name="Claims">How many claims the records hold, from the smallest to the largest.</param>
/// <param name="Only">The groups of rows to measure; all where none is named.</param>
/// <param name="Records">Where made records are kept for the next run; null: they go with this one.</param>
/// <param name="Out">A file that takes the table too.</param>
internal sealed record Options(int Rounds, double Seconds, IReadOnlyList<int> Claims, IReadOnlyList<string> Only, string? Records, string? Out)
{
    public const string Usage = """
        Options:
          --rounds N         how often both sides are measured, in turns (5)
          --seconds S        how long one side is measured at a time (2)
          --claims A,B,C     how many claims the records hold (1000,100000,1000000)
          --only G,G         the groups of rows: get, lists, search, hostile, post, mixed, answers, import, start, memory (all)
          --records DIR      keep the records made, and take them from there the next time
          --out FILE         write the table to a file, too
        """;

    public static readonly string[] Groups = ["get", "lists", "search", "hostile", "post", "mixed", "answers", "import", "start", "memory"];

    private static readonly Options Default = new(5, 2, [1_000, 100_000, 1_000_000], Groups, null, null);

    public TimeSpan Window => TimeSpan.FromSeconds(Seconds);

    /// <summary>Not counted: the just-in-time compiler needs thousands of calls until it is done with either side.</summary>
    public TimeSpan WarmUp => 3 * Window;

    public int Smallest => Claims[0];

    /// <summary>Where changes are measured.</summary>
    public int Middle => Claims[Claims.Count / 2];

    public int Largest => Claims[^1];

    /// <summary>Reads the options.</summary>
    /// <returns>Null where one is unknown, or has a value that cannot be used.</returns>
    public static Options? Parse(string[] args)
    {
        var options = Default;
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || options.With(args[i], args[i + 1]) is not { } next)
            {
                return null;
            }

            options = next;
        }

        return options;
    }

    private Options? With(string name, string value) => name switch
    {
        "--rounds" when Count(value) is { } rounds => this with { Rounds = rounds },
        "--seconds" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 => this with { Seconds = seconds },
        "--claims" when value.Split(',').Select(Count).ToArray() is var sizes && sizes.All(size => size is not null) =>
            this with { Claims = [.. sizes.OfType<int>().Distinct().Order()] },
        "--only" when value.Split(',') is var groups && groups.All(Groups.Contains) => this with { Only = groups },
        "--records" => this with { Records = value },
        "--out" => this with { Out = value },
        _ => null,
    };

    private static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
}
