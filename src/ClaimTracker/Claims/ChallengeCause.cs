namespace ClaimTracker.Claims;

/// <summary>What has shaken a published verdict.</summary>
public enum ChallengeCause
{
    /// <summary>Evidence that the review cites was withdrawn.</summary>
    EvidenceWithdrawn,

    /// <summary>Quoted words are gone from the newest text of their article, or stand in several places of it.</summary>
    QuoteChanged,

    /// <summary>A contradiction with a claim that stands was confirmed after publication.</summary>
    NewContradiction,

    /// <summary>An editor has reopened the review.</summary>
    Reopened,
}
