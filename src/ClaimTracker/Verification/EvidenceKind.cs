namespace ClaimTracker.Verification;

/// <summary>What a piece of evidence rests on.</summary>
public enum EvidenceKind
{
    /// <summary>Passages of an article on record.</summary>
    Source,

    /// <summary>A document that is not on record.</summary>
    Citation,

    /// <summary>A search that found nothing.</summary>
    Search,
}
