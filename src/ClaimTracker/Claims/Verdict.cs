namespace ClaimTracker.Claims;

/// <summary>What a review says of the claims it is about.</summary>
public enum Verdict
{
    /// <summary>The evidence supports it.</summary>
    Supported,

    /// <summary>The evidence refutes it.</summary>
    Refuted,

    /// <summary>Part of it holds and part does not, or it misleads.</summary>
    Mixed,

    /// <summary>The evidence decides neither way.</summary>
    Unproven,

    /// <summary>There is nothing to check: a position, a taste, a wish.</summary>
    NotCheckable,
}
