namespace ClaimTracker.Claims;

/// <summary>How firmly the claim is made, as the article reports it.</summary>
public enum Hedge
{
    /// <summary>It is asserted.</summary>
    None,

    /// <summary>It is called likely, or holds under a condition.</summary>
    Likely,

    /// <summary>It is called possible.</summary>
    Possible,

    /// <summary>It is called alleged.</summary>
    Alleged,
}
