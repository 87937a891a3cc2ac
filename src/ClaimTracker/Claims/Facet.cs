namespace ClaimTracker.Claims;

/// <summary>What two claims differ in.</summary>
public enum Facet
{
    /// <summary>How much, how many.</summary>
    Quantity,

    /// <summary>When.</summary>
    Date,

    /// <summary>Where.</summary>
    Place,

    /// <summary>Who did it.</summary>
    Actor,

    /// <summary>Whether at all.</summary>
    Polarity,

    /// <summary>Why.</summary>
    Cause,

    /// <summary>What a word means.</summary>
    Definition,

    /// <summary>What should be.</summary>
    Position,

    /// <summary>Who said it.</summary>
    Attribution,

    /// <summary>Something else.</summary>
    Other,
}
