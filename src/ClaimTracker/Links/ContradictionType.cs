namespace ClaimTracker.Links;

/// <summary>The three types of link that are contradictions.</summary>
public enum ContradictionType
{
    /// <summary>Both cannot be true.</summary>
    Contradicts,

    /// <summary>Rival positions.</summary>
    Disagrees,

    /// <summary>They differ, and both can be true.</summary>
    Discrepancy,
}
