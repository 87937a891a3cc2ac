using ClaimTracker.Claimants;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Articles;

/// <summary>What a person may say of an article. Each member may be unknown, as it is for many real ones.</summary>
/// <param name="Ref">The caller's own key, unique among articles: a CMS id, "a4".</param>
/// <param name="Headline">The headline.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Authors">Who wrote it, in the order of the byline.</param>
/// <param name="Url">Its address. One page is one article: the address counts without tracking parameters.</param>
/// <param name="Published">When it was published.</param>
/// <param name="Language">Its language, a BCP 47 tag.</param>
/// <param name="CapturedAt">When it was captured.</param>
/// <param name="ArchivedUrl">Where an archived copy stands.</param>
public sealed record ArticleContent(
    [property: Ref] string? Ref = null,
    [property: Line(Limits.Headline)] string? Headline = null,
    Party? Publisher = null,
    [property: Items(Limits.Authors)] IReadOnlyList<Party>? Authors = null,
    [property: Address] string? Url = null,
    GivenDate? Published = null,
    [property: Language] string? Language = null,
    DateTimeOffset? CapturedAt = null,
    [property: Address] string? ArchivedUrl = null);
