namespace ClaimTracker.Claims;

/// <summary>What is known of a claim's truth. It is derived, never given: the first that applies.</summary>
public enum ClaimStatus
{
    /// <summary>A position, or a published review says that there is nothing to check.</summary>
    NotCheckable,

    /// <summary>It was reviewed, and what the review rests on has been shaken since; or its published reviews differ.</summary>
    Contested,

    /// <summary>A published review supports it.</summary>
    Supported,

    /// <summary>A published review refutes it.</summary>
    Refuted,

    /// <summary>A published review finds that part of it holds.</summary>
    Mixed,

    /// <summary>A published review finds that the evidence does not decide.</summary>
    Unproven,

    /// <summary>It is contradicted by another claim that stands.</summary>
    Disputed,

    /// <summary>A review of it is under way.</summary>
    InReview,

    /// <summary>Nobody has checked it yet.</summary>
    Unverified,
}

/// <summary>What a claim's status is derived from.</summary>
/// <param name="Kind">What sort of statement it is.</param>
/// <param name="IsChallenged">Whether a challenge to its published review is open.</param>
/// <param name="Verdicts">The verdicts of its published reviews, each once.</param>
/// <param name="IsContradicted">Whether a confirmed, unresolved `contradicts` joins it to a claim that is active, not retracted and not refuted.</param>
/// <param name="IsInReview">Whether a review of it is under way that is not public.</param>
internal readonly record struct ClaimFacts(ClaimKind Kind, bool IsChallenged, IReadOnlyList<Verdict> Verdicts, bool IsContradicted, bool IsInReview)
{
    /// <summary>The status: a pure function, the first that applies.</summary>
    public ClaimStatus Status =>
        Kind == ClaimKind.Position ? ClaimStatus.NotCheckable
        : IsChallenged || Verdicts.Count > 1 ? ClaimStatus.Contested
        : Verdicts.Count == 1 ? Of(Verdicts[0])
        : IsContradicted ? ClaimStatus.Disputed
        : IsInReview ? ClaimStatus.InReview
        : ClaimStatus.Unverified;

    /// <summary>The status of a claim about which nothing is known but its kind.</summary>
    public static ClaimStatus OfNew(ClaimKind kind) => new ClaimFacts(kind, false, [], false, false).Status;

    private static ClaimStatus Of(Verdict verdict) => verdict switch
    {
        Verdict.Supported => ClaimStatus.Supported,
        Verdict.Refuted => ClaimStatus.Refuted,
        Verdict.Mixed => ClaimStatus.Mixed,
        Verdict.Unproven => ClaimStatus.Unproven,
        _ => ClaimStatus.NotCheckable,
    };
}
