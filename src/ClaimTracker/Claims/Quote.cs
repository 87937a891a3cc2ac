using System.Text.Json.Serialization;
using ClaimTracker.Articles;

namespace ClaimTracker.Claims;

/// <summary>A passage of an article, as the article has it (W3C Web Annotation: TextQuoteSelector and TextPositionSelector). Positions are Unicode code points.</summary>
/// <param name="Exact">The words.</param>
/// <param name="Prefix">What stands before them.</param>
/// <param name="Suffix">What stands after them.</param>
/// <param name="Start">The first code point in the snapshot they were verified in.</param>
/// <param name="End">The code point after the last.</param>
/// <param name="Anchor">How they stand on the newest text.</param>
/// <param name="Now">Where they stand in the newest text, if that is elsewhere.</param>
public sealed record Quote(
    string Exact,
    string? Prefix,
    string? Suffix,
    long? Start,
    long? End,
    Anchor Anchor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TextSpan? Now = null);
