using ClaimTracker.Claimants;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>What a person may say of a claim.</summary>
/// <param name="Statement">What is claimed, in our words: one sentence that stands by itself. The content, never the speech act: not "Turkey denies using drones" but "Turkey is not using drones".</param>
/// <param name="Kind">What sort of statement it is.</param>
/// <param name="Ref">The caller's own key, unique among claims: "a4-c29".</param>
/// <param name="Claimant">Who claims it.</param>
/// <param name="ClaimantId">The same by id.</param>
/// <param name="ClaimantRef">The same by the claimant's own key.</param>
/// <param name="Period">What time it is about.</param>
/// <param name="Language">The language of the statement, a BCP 47 tag.</param>
/// <param name="Translations">The statement in other languages, by language tag.</param>
/// <param name="Topics">What it is about: "july-2020-clashes".</param>
/// <param name="Quantity">The figure it states.</param>
public sealed record ClaimContent(
    [property: Prose(Limits.Statement)] string Statement,
    ClaimKind Kind,
    [property: Ref] string? Ref = null,
    Party? Claimant = null,
    long? ClaimantId = null,
    [property: Ref] string? ClaimantRef = null,
    GivenDate? Period = null,
    [property: Language] string? Language = null,
    [property: Items(Limits.Translations)][property: Prose(Limits.Statement)] IReadOnlyDictionary<string, string>? Translations = null,
    [property: Items(Limits.Topics, Distinct = true)][property: Line(Limits.Topic)] IReadOnlyList<string>? Topics = null,
    Quantity? Quantity = null);
