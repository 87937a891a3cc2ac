namespace ClaimTracker.Links;

/// <summary>Which side was said first.</summary>
public enum SaidOrder
{
    /// <summary>`from` was said before `to`.</summary>
    FromFirst,

    /// <summary>`to` was said before `from`.</summary>
    ToFirst,

    /// <summary>The dates do not tell.</summary>
    Unknown,
}
