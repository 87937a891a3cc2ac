namespace ClaimTracker.Questions;

/// <summary>Whether a dispute is settled.</summary>
public enum DisputeState
{
    /// <summary>It is not.</summary>
    Open,

    /// <summary>One answer is preferred, with a reason.</summary>
    Resolved,
}
