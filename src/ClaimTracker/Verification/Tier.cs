namespace ClaimTracker.Verification;

/// <summary>How near a source is to what it is about.</summary>
public enum Tier
{
    /// <summary>The thing itself: a document, a recording, data, a witness.</summary>
    Primary,

    /// <summary>A report that rests on primary sources.</summary>
    Secondary,

    /// <summary>A summary of reports: an encyclopedia, a round-up.</summary>
    Tertiary,
}
