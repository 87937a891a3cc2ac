using System.ComponentModel.DataAnnotations;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>A passage of the article (W3C Web Annotation: TextQuoteSelector with the start of a TextPositionSelector). It is verified when it is written.</summary>
/// <param name="Exact">The words. Kinds of quotation marks, dashes and spaces, line breaks and the form of accents do not matter; stored is what the article says.</param>
/// <param name="Prefix">What stands before them: needed only where the words stand in several places.</param>
/// <param name="Suffix">What stands after them: likewise.</param>
/// <param name="Start">Where they begin, in Unicode code points: likewise.</param>
public sealed record GivenQuote(
    [property: Prose(Limits.Quotation)] string Exact,
    [property: Context(100)] string? Prefix = null,
    [property: Context(100)] string? Suffix = null,
    [property: Range(0, Limits.ArticleText)] long? Start = null);
