using System.Globalization;
using System.Text;
using ClaimTracker.Text;

namespace ClaimTracker.Index;

/// <summary>
/// The words by which the index knows what lists are narrowed by: a search for words and filters is one MATCH, and costs as much as its rarest part.
/// They begin with underscores, which no word of a text holds.
/// </summary>
internal static class FilterTerm
{
    private const string Mark = "___";
    private const string TopicMark = $"{Mark}topic_";

    /// <summary>Dates that lie within more years than this are found under "any".</summary>
    private const int MaxYears = 12;

    /// <summary>Neighbouring claims share a block, so that a search can be confined to some of them.</summary>
    private const int BlockBits = 14;

    public static string State(string state) => $"{Mark}state_{state}";

    public static string Kind(string kind) => $"{Mark}kind_{kind}";

    public static string Status(string status) => $"{Mark}status_{status}";

    public static string Language(string language) => $"{Mark}language_{language.ToLowerInvariant().Replace('-', '_')}";

    public static string Claimant(long id) => Of("claimant", id);

    public static string Article(long id) => Of("article", id);

    public static string Publisher(long id) => Of("publisher", id);

    public static string Question(long id) => Of("question", id);

    public static string Topic(string topic) => $"{TopicMark}{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(topic))}";

    public static bool IsTopic(string term) => term.StartsWith(TopicMark, StringComparison.Ordinal);

    public static string Block(long block) => Of("block", block);

    public static long BlockOf(long claimId) => claimId >> BlockBits;

    /// <summary>The first claim of a block.</summary>
    public static long StartOf(long block) => block << BlockBits;

    /// <summary>The years within which a date lies, or "any" where they are unknown or too many.</summary>
    /// <param name="date">Which date: "said" or "period".</param>
    /// <param name="earliest">The first day, year first.</param>
    /// <param name="latest">The last day.</param>
    public static IEnumerable<string> Years(string date, string? earliest, string? latest) =>
        YearOf(earliest) is { } from && YearOf(latest) is { } to && to - from < MaxYears
            ? Enumerable.Range(from, to - from + 1).Select(year => Of(date, year))
            : [$"{Mark}{date}_any"];

    /// <summary>The words of which one stands with every date that may lie within these days; null where there would be too many.</summary>
    public static IReadOnlyList<string>? Within(string date, DateOnly? from, DateOnly? to) =>
        from is { } first && to is { } last && first <= last && last.Year - first.Year < MaxYears
            ? [.. Enumerable.Range(first.Year, last.Year - first.Year + 1).Select(year => Of(date, year)), $"{Mark}{date}_any"]
            : null;

    /// <summary>What a word of the filters says, and of what: ("kind", "fact").</summary>
    public static (string What, string Value) Read(string term)
    {
        if (!term.StartsWith(Mark, StringComparison.Ordinal))
        {
            return ("", term);
        }

        var end = term.IndexOf('_', Mark.Length);
        var (what, value) = (term[Mark.Length..end], term[(end + 1)..]);
        return what switch
        {
            "topic" => (what, Encoding.UTF8.GetString(Convert.FromHexString(value))),
            "language" when LanguageTag.TryCanonicalize(value.Replace('_', '-'), out var tag) => (what, tag),
            _ => (what, value),
        };
    }

    private static string Of(string what, long value) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{what}_{value}");

    private static int? YearOf(string? day) => day is { Length: >= 4 } && int.TryParse(day.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
