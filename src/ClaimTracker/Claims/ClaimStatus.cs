namespace ClaimTracker.Claims;

/// <summary>What is known of a claim's truth. It is derived, never given.</summary>
public enum ClaimStatus
{
    /// <summary>A position: there is nothing to check.</summary>
    NotCheckable,

    /// <summary>It is contradicted by another claim that stands.</summary>
    Disputed,

    /// <summary>Nobody has checked it yet.</summary>
    Unverified,
}

/// <summary>What a claim's status is derived from.</summary>
/// <param name="Kind">What sort of statement it is.</param>
/// <param name="HasOpenContradiction">Whether a confirmed, unresolved `contradicts` joins it to a claim that is active and not retracted.</param>
internal readonly record struct ClaimFacts(ClaimKind Kind, bool HasOpenContradiction)
{
    /// <summary>The status: a pure function, the first that applies.</summary>
    public ClaimStatus Status =>
        Kind == ClaimKind.Position ? ClaimStatus.NotCheckable
        : HasOpenContradiction ? ClaimStatus.Disputed
        : ClaimStatus.Unverified;
}
