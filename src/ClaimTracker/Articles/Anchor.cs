namespace ClaimTracker.Articles;

/// <summary>How an appearance stands on the text of its article: the worst of its quotations, from best to worst.</summary>
public enum Anchor
{
    /// <summary>Every quotation stands where it was found.</summary>
    Exact,

    /// <summary>A quotation stands elsewhere in the newest text, in one place.</summary>
    Shifted,

    /// <summary>A quotation stands in several places of the newest text, and nothing tells which one is meant.</summary>
    Ambiguous,

    /// <summary>A quotation is gone from the newest text.</summary>
    Orphaned,

    /// <summary>Nothing is quoted.</summary>
    Unquoted,

    /// <summary>Quotations are given, and no text is held to check them against.</summary>
    Unheld,
}
