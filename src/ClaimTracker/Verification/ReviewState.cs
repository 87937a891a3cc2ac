namespace ClaimTracker.Verification;

/// <summary>How far a review is.</summary>
public enum ReviewState
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>It waits for a reviewer.</summary>
    Submitted,

    /// <summary>A reviewer has approved it; it waits for an editor.</summary>
    Approved,

    /// <summary>It is published: it is never edited again. Under an embargo nobody below a contributor sees it yet.</summary>
    Published,

    /// <summary>It was taken back, with a reason.</summary>
    Withdrawn,
}
