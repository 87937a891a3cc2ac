using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using ClaimTracker.Verification;

namespace ClaimTracker.Interchange;

/// <summary>Evidence in an import line: what POST takes, and the claim, which stands in the path there.</summary>
/// <param name="Stance">How it stands to the claim.</param>
/// <param name="ClaimId">The claim.</param>
/// <param name="ClaimRef">The same by its own key.</param>
/// <param name="Tier">How near the source is to what it is about.</param>
/// <param name="Source">Passages of an article on record.</param>
/// <param name="Citation">A document that is not on record.</param>
/// <param name="Search">A search that found nothing.</param>
/// <param name="IndependenceGroup">Evidence that goes back to one origin has one name here.</param>
/// <param name="Note">What it shows, and how far.</param>
/// <param name="Ref">The caller's own key.</param>
internal sealed record ImportedEvidence(
    Stance Stance,
    long? ClaimId = null,
    [property: Ref] string? ClaimRef = null,
    Tier? Tier = null,
    GivenSource? Source = null,
    Citation? Citation = null,
    EmptySearch? Search = null,
    [property: Line(Limits.Name)] string? IndependenceGroup = null,
    [property: Prose(Limits.Explanation)] string? Note = null,
    [property: Ref] string? Ref = null) : IHasRules
{
    public AddEvidence Message => new(ClaimId, ClaimRef, Content);

    private EvidenceContent Content => new(Stance, Tier, Source, Citation, Search, IndependenceGroup, Note, Ref);

    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((ClaimId is null) == (ClaimRef is null))
        {
            yield return Fault.At($"{pointer}/claimId", "one_of", "Name the claim by claimId or by claimRef.");
        }

        foreach (var fault in ((IHasRules)Content).BrokenRules(pointer))
        {
            yield return fault;
        }
    }
}
