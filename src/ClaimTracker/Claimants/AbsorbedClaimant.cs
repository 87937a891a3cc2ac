namespace ClaimTracker.Claimants;

/// <summary>A claimant that was merged into another one.</summary>
/// <param name="Id">Its id: restore it to take the merge back.</param>
/// <param name="Ref">Its own key, if it has one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Aliases">Its other spellings.</param>
public sealed record AbsorbedClaimant(long Id, string? Ref, string Name, IReadOnlyList<string> Aliases);
