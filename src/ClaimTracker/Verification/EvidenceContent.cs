using ClaimTracker.Claims;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Verification;

/// <summary>Passages of an article on record.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="ArticleRef">The same by the article's own key.</param>
/// <param name="Quotes">The passages. Each is checked against the text that is held.</param>
public sealed record GivenSource(
    long? ArticleId = null,
    [property: Ref] string? ArticleRef = null,
    [property: Items(Limits.Quotes)] IReadOnlyList<GivenQuote>? Quotes = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((ArticleId is null) == (ArticleRef is null))
        {
            yield return Fault.At($"{pointer}/articleId", "one_of", "Name the article by articleId or by articleRef.");
        }
    }
}

/// <summary>What speaks for or against a claim. It rests on one of three: a `source` on record, a `citation`, or a `search` that found nothing.</summary>
/// <param name="Stance">How it stands to the claim.</param>
/// <param name="Tier">How near the source is to what it is about. A search needs none.</param>
/// <param name="Source">Passages of an article on record.</param>
/// <param name="Citation">A document that is not on record.</param>
/// <param name="Search">A search that found nothing.</param>
/// <param name="IndependenceGroup">Evidence that goes back to one origin has one name here: "agency report of July 16".</param>
/// <param name="Note">What it shows, and how far.</param>
/// <param name="Ref">The caller's own key, unique among evidence.</param>
public sealed record EvidenceContent(
    Stance Stance,
    Tier? Tier = null,
    GivenSource? Source = null,
    Citation? Citation = null,
    EmptySearch? Search = null,
    [property: Line(Limits.Name)] string? IndependenceGroup = null,
    [property: Prose(Limits.Explanation)] string? Note = null,
    [property: Ref] string? Ref = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (new object?[] { Source, Citation, Search }.Count(part => part is not null) != 1)
        {
            yield return Fault.At(pointer, "one_of", "Evidence rests on one of three: source, citation or search.");
        }

        if (Tier is null && Search is null)
        {
            yield return Fault.At($"{pointer}/tier", "tier_required", "A source and a citation have a tier: primary, secondary or tertiary.");
        }
    }
}
