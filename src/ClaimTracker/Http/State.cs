namespace ClaimTracker.Http;

/// <summary>Whether a resource stands. Nothing is deleted: what is withdrawn stays readable and can be restored.</summary>
public enum State
{
    /// <summary>It stands.</summary>
    Active,

    /// <summary>It was taken back, with a reason.</summary>
    Withdrawn,

    /// <summary>It is the same as another one, which took it in.</summary>
    Merged,
}
