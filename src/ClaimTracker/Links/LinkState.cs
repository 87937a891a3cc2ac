namespace ClaimTracker.Links;

/// <summary>What people have decided about a link.</summary>
public enum LinkState
{
    /// <summary>Proposed. It counts for nothing until a person confirms it.</summary>
    Suggested,

    /// <summary>A person says that it holds.</summary>
    Confirmed,

    /// <summary>A person says that it does not hold. It is remembered.</summary>
    Rejected,

    /// <summary>It held, and it was settled which side was right.</summary>
    Resolved,
}
