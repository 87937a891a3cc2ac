using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Claimants;

/// <summary>What a person may say of a claimant.</summary>
/// <param name="Name">The name, as readers know it.</param>
/// <param name="Type">What kind of speaker.</param>
/// <param name="Aliases">Other spellings, transliterations, former names, acronyms: "Türkiye" for Turkey, "Hajiev" for Hajiyev.</param>
/// <param name="SameAs">Addresses that identify the claimant: Wikidata, Wikipedia, an official site.</param>
/// <param name="Ref">The caller's own key, unique among claimants.</param>
public sealed record ClaimantContent(
    [property: Line(Limits.Name)] string Name,
    ClaimantType Type,
    [property: Items(Limits.Aliases, Distinct = true)][property: Line(Limits.Name)] IReadOnlyList<string>? Aliases = null,
    [property: Items(Limits.SameAs, Distinct = true)][property: Address] IReadOnlyList<string>? SameAs = null,
    [property: Ref] string? Ref = null);
