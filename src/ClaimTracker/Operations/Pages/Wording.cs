using System.Globalization;
using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Links;
using ClaimTracker.Questions;
using ClaimTracker.Text;
using ClaimTracker.Verification;

namespace ClaimTracker.Operations.Pages;

/// <summary>The terms of the record in the words of a reader.</summary>
internal static class Wording
{
    public static string Of(LinkType type) => type switch
    {
        LinkType.Contradicts => "Cannot both be true",
        LinkType.Disagrees => "Rival positions",
        LinkType.Discrepancy => "Differ, and both can be true",
        LinkType.Qualifies => "Qualifies",
        LinkType.Supports => "Supports",
        LinkType.Equivalent => "Says the same",
        LinkType.Updates => "Takes the place of",
        _ => "Takes back",
    };

    /// <summary>The same from the other end.</summary>
    public static string Reverse(LinkType type) => type switch
    {
        LinkType.Qualifies => "Is qualified by",
        LinkType.Supports => "Is supported by",
        LinkType.Updates => "Is replaced by",
        LinkType.Retracts => "Is taken back by",
        _ => Of(type),
    };

    public static string Of(Facet facet) => facet switch
    {
        Facet.Quantity => "how many",
        Facet.Date => "when",
        Facet.Place => "where",
        Facet.Actor => "who did it",
        Facet.Polarity => "whether at all",
        Facet.Cause => "why",
        Facet.Definition => "what a word means",
        Facet.Position => "what should be",
        Facet.Attribution => "who said it",
        _ => "something else",
    };

    /// <summary>How a contradiction was settled.</summary>
    public static string Of(ResolveOutcome? outcome, ClaimantReference from, ClaimantReference to) => outcome switch
    {
        ResolveOutcome.FromRight => $"settled: {from.Name} was right",
        ResolveOutcome.ToRight => $"settled: {to.Name} was right",
        ResolveOutcome.BothWrong => "settled: neither was right",
        _ => "settled: it cannot be found out",
    };

    public static string Of(ClaimStatus status) => status switch
    {
        ClaimStatus.NotCheckable => "Not checkable",
        ClaimStatus.Contested => "Contested",
        ClaimStatus.Supported => "Supported",
        ClaimStatus.Refuted => "Refuted",
        ClaimStatus.Mixed => "Mixed",
        ClaimStatus.Unproven => "Unproven",
        ClaimStatus.Disputed => "Disputed",
        ClaimStatus.InReview => "In review",
        _ => "Unverified",
    };

    public static string MeaningOf(Claim claim) => claim.Status switch
    {
        ClaimStatus.NotCheckable => claim.Kind == ClaimKind.Position ? "it says what should be, which is neither true nor false" : "a published review finds nothing in it that can be checked",
        ClaimStatus.Contested => "it was reviewed, and what the review rests on has been shaken since, or its reviews differ",
        ClaimStatus.Supported => "a published review supports it",
        ClaimStatus.Refuted => "a published review refutes it",
        ClaimStatus.Mixed => "a published review finds that part of it holds",
        ClaimStatus.Unproven => "a published review finds that the evidence does not decide",
        ClaimStatus.Disputed => "another claim that stands cannot be true together with it",
        ClaimStatus.InReview => "a review of it is under way",
        _ => "nobody has checked it yet",
    };

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "Supported",
        Verdict.Refuted => "Refuted",
        Verdict.Mixed => "Mixed: part of it holds",
        Verdict.Unproven => "Unproven: the evidence does not decide",
        _ => "Not checkable",
    };

    public static string Of(ClaimKind kind) => kind switch
    {
        ClaimKind.Position => "a position: what should be",
        ClaimKind.Prediction => "a prediction: what will be",
        _ => "a statement of fact: true or false",
    };

    public static string Of(AppearanceMode mode) => mode switch
    {
        AppearanceMode.DirectQuote => "quoted in full",
        AppearanceMode.PartialQuote => "quoted in part",
        AppearanceMode.ReportedSpeech => "in the article’s words",
        AppearanceMode.OwnVoice => "in the article’s own voice",
        AppearanceMode.Headline => "in the headline",
        AppearanceMode.Caption => "in a caption",
        _ => "in a note that corrects the article",
    };

    /// <summary>How firmly it is said; null where it is plainly asserted.</summary>
    public static string? Of(Hedge hedge) => hedge switch
    {
        Hedge.Likely => "called likely",
        Hedge.Possible => "called possible",
        Hedge.Alleged => "called alleged",
        _ => null,
    };

    /// <summary>What is wrong with the ground of a quotation; null where nothing is.</summary>
    public static string? Of(Anchor anchor) => anchor switch
    {
        Anchor.Ambiguous => "the newest text of the article has these words in several places",
        Anchor.Orphaned => "these words are gone from the newest text of the article",
        Anchor.Unheld => "not checked: no text of the article is on record",
        _ => null,
    };

    /// <summary>What sort of source it is, of those that only one article knows; null of all others.</summary>
    public static string? Of(ClaimantType type) => type switch
    {
        ClaimantType.Anonymous => "unnamed source",
        ClaimantType.Collective => "unnamed group",
        ClaimantType.Unknown => "unknown source",
        _ => null,
    };

    public static string Of(Stance stance) => stance switch
    {
        Stance.Supports => "Supports it",
        Stance.Refutes => "Refutes it",
        Stance.Qualifies => "Qualifies it",
        Stance.Context => "Context",
        _ => "Does not decide",
    };

    public static string Of(DisputeState state) => state == DisputeState.Open ? "Open" : "Settled";

    /// <summary>A day that is known to lie within bounds: "12 July 2020", "July 2020", "between 11 August and 1 October 2020"; else the words it rests on.</summary>
    public static string? SomeDay(Dated? date) => date switch
    {
        null => null,
        { Edtf: { } edtf } when !edtf.Contains('/', StringComparison.Ordinal) => DateText.Of(edtf),
        { Earliest: { } from, Latest: { } to } when IsOne(from, to) => About(date, DateText.Of(from, to)),
        { Earliest: { } from, Latest: { } to } => About(date, $"between {(from.Year == to.Year ? from.ToString("d MMMM", CultureInfo.InvariantCulture) : Day(from))} and {Day(to)}"),
        { Earliest: { } from } => About(date, $"{End(from, from)} or later"),
        { Latest: { } to } => About(date, $"{End(to, to.AddDays(1))} or earlier"),
        { Basis: { } basis } => $"date not known: {basis}",
        _ => null,
    };

    /// <summary>A time throughout which something holds: "July 2020", "12 July 2020 to 16 July 2020"; else the words it rests on.</summary>
    public static string? Time(Dated? period) => period?.Edtf is { } edtf ? DateText.Of(edtf) : period?.Basis;

    public static string Day(DateTimeOffset instant) => Day(DateOnly.FromDateTime(instant.UtcDateTime));

    public static string Range(FigureRange range) => range switch
    {
        { Low: { } low, High: { } high } => $"from {ValueText.Of(low)} to {ValueText.Of(high)}",
        { Low: { } low } => $"from {ValueText.Of(low)} upwards",
        { High: { } high } => $"up to {ValueText.Of(high)}",
        _ => "without bounds",
    };

    /// <summary>"1 source", "2 sources".</summary>
    public static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many ?? one + "s")}");

    public static string Sources(long independent, long unnamed) => (independent, unnamed) switch
    {
        (_, 0) => Count(independent, "independent source"),
        (0, _) => Count(unnamed, "unnamed source"),
        _ => $"{Count(independent, "independent source")}, {unnamed.ToString("#,0", CultureInfo.InvariantCulture)} unnamed",
    };

    /// <summary>A text as one line in which nothing turns the direction around: for places that hold no markup.</summary>
    public static string Line(string text) => string.Concat(text.Where(c => c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')).Select(c => char.IsControl(c) ? ' ' : c));

    private static string About(Dated date, string days) => date.IsCertain ? days : $"about {days}";

    private static string Day(DateOnly day) => DateText.Of(day, day);

    /// <summary>The one end that there is: a whole year or month where a new one begins.</summary>
    private static string End(DateOnly day, DateOnly turn) => turn switch
    {
        { Month: 1, Day: 1 } => day.Year.ToString(CultureInfo.InvariantCulture),
        { Day: 1 } => day.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        _ => Day(day),
    };

    /// <summary>Whether the days are one day, one month or one year.</summary>
    private static bool IsOne(DateOnly from, DateOnly to) => from == to || (from.Day == 1 && (to == from.AddMonths(1).AddDays(-1) || (from.Month == 1 && to == from.AddYears(1).AddDays(-1))));
}
