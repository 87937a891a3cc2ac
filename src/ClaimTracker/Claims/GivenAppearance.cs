using ClaimTracker.Claimants;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>One utterance of a claim, as one article reports it.</summary>
/// <param name="Mode">How the article brings it.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="ArticleRef">The same by the article's own key.</param>
/// <param name="Said">When it was said. In own voice, left out, the day of publication.</param>
/// <param name="Role">What the article calls the speaker: "foreign minister".</param>
/// <param name="Hedge">How firmly it is said.</param>
/// <param name="Attribution">The relays between claimant and article, nearest the claimant first: the agency, the other paper.</param>
/// <param name="Quotes">The passages of the article that carry it. Each is checked against the text that is held.</param>
/// <param name="Ref">The caller's own key, unique among appearances.</param>
public sealed record GivenAppearance(
    AppearanceMode Mode,
    long? ArticleId = null,
    [property: Ref] string? ArticleRef = null,
    GivenSaid? Said = null,
    [property: Line(Limits.Name)] string? Role = null,
    Hedge Hedge = Hedge.None,
    [property: Items(Limits.Relays)] IReadOnlyList<Party>? Attribution = null,
    [property: Items(Limits.Quotes)] IReadOnlyList<GivenQuote>? Quotes = null,
    [property: Ref] string? Ref = null) : IHasRules
{
    internal AppearanceContent Content => new(Mode, Said, Role, Hedge, Attribution, Quotes, Ref);

    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((ArticleId is null) == (ArticleRef is null))
        {
            yield return Fault.At($"{pointer}/articleId", "one_of", "Name the article by articleId or by articleRef.");
        }
    }
}
