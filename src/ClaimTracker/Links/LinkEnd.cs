using ClaimTracker.Claimants;

namespace ClaimTracker.Links;

/// <summary>One end of a link.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Statement">What is claimed.</param>
/// <param name="Claimant">Who claims it.</param>
public sealed record LinkEnd(long Id, string? Ref, string Statement, ClaimantReference Claimant);
