using ClaimTracker.Claimants;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>What may be amended of an appearance.</summary>
/// <param name="Mode">How the article brings it.</param>
/// <param name="Said">When it was said.</param>
/// <param name="Role">What the article calls the speaker.</param>
/// <param name="Hedge">How firmly it is said.</param>
/// <param name="Attribution">The relays between claimant and article, nearest the claimant first. Replaced as a whole.</param>
/// <param name="Quotes">The passages that carry it. Replaced as a whole, and checked against the newest text.</param>
/// <param name="Ref">The caller's own key.</param>
public sealed record AppearanceContent(
    AppearanceMode Mode,
    GivenSaid? Said = null,
    [property: Line(Limits.Name)] string? Role = null,
    Hedge Hedge = Hedge.None,
    [property: Items(Limits.Relays)] IReadOnlyList<Party>? Attribution = null,
    [property: Items(Limits.Quotes)] IReadOnlyList<GivenQuote>? Quotes = null,
    [property: Ref] string? Ref = null);
