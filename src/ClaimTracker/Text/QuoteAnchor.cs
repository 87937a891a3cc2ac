namespace ClaimTracker.Text;

/// <summary>How a stored quotation stands in another capture of its article, from best to worst.</summary>
public enum QuoteAnchor
{
    /// <summary>The same words at the same start.</summary>
    Exact,

    /// <summary>The same words, singled out, at another start.</summary>
    Shifted,

    /// <summary>The same words in several places, which the stored context does not tell apart.</summary>
    Ambiguous,

    /// <summary>The words are gone.</summary>
    Orphaned,
}
