namespace ClaimTracker.Verification;

/// <summary>How a piece of evidence stands to the claim.</summary>
public enum Stance
{
    /// <summary>It speaks for the claim.</summary>
    Supports,

    /// <summary>It speaks against the claim.</summary>
    Refutes,

    /// <summary>It limits the claim.</summary>
    Qualifies,

    /// <summary>It helps to understand the claim and decides nothing.</summary>
    Context,

    /// <summary>It was looked at and decides nothing.</summary>
    Inconclusive,
}
