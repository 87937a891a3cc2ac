using ClaimTracker.Problems;

namespace ClaimTracker.Claims;

/// <summary>A claim, as other resources name it.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">Its own key, if it has one.</param>
/// <param name="Statement">What is claimed.</param>
public sealed record ClaimReference(long Id, string? Ref, string Statement)
{
    internal Existing AsExisting() => new(Id, $"/v1/claims/{Id}", Statement, Ref);
}
