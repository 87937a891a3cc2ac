namespace ClaimTracker.Text;

/// <summary>
/// The words someone says an article has: a W3C <c>TextQuoteSelector</c> (Web Annotation Data Model §4.2.4) with
/// the start of a <c>TextPositionSelector</c> (§4.2.5). All but the words is there to tell several places apart.
/// </summary>
/// <param name="Exact">The words. White space around them is left out.</param>
/// <param name="Prefix">What stands directly before them, or null.</param>
/// <param name="Suffix">What stands directly after them, or null.</param>
/// <param name="Start">Where they begin, in code points from the start of the text, or null.</param>
public sealed record TextQuote(string Exact, string? Prefix = null, string? Suffix = null, int? Start = null);
