namespace ClaimTracker.Claims;

/// <summary>How a claim stands to another one.</summary>
public enum LinkType
{
    /// <summary>Both cannot be true. Symmetric.</summary>
    Contradicts,

    /// <summary>Rival positions. Symmetric.</summary>
    Disagrees,

    /// <summary>They differ, and both can be true. Symmetric.</summary>
    Discrepancy,

    /// <summary>Limits, conditions, or attacks the ground of the other.</summary>
    Qualifies,

    /// <summary>Gives reason for the other.</summary>
    Supports,

    /// <summary>The same claim by another claimant. Symmetric.</summary>
    Equivalent,

    /// <summary>The later claim, taking the place of the other.</summary>
    Updates,

    /// <summary>The later claim, taking the other back.</summary>
    Retracts,
}

internal static class LinkTypes
{
    /// <summary>
    /// Whether the claim `@Id` is in a contradiction that was not rejected and that hinders it from becoming a position. Those that answers make do not: they
    /// follow every change.
    /// </summary>
    public const string ContradictsByItself = """
        SELECT EXISTS (SELECT 1 FROM link WHERE (from_id = @Id OR to_id = @Id) AND type = 'contradicts' AND state <> 'rejected' AND origin NOT LIKE 'answers@%')
        """;

    /// <summary>Whether the type is one of the three that say that something does not fit.</summary>
    public static bool IsContradiction(this LinkType type) => type is LinkType.Contradicts or LinkType.Disagrees or LinkType.Discrepancy;

    /// <summary>Whether it says the same from both sides: such a pair is stored once, the lower id first.</summary>
    public static bool IsSymmetric(this LinkType type) => type.IsContradiction() || type == LinkType.Equivalent;
}
