namespace ClaimTracker.Links;

/// <summary>How a contradiction was settled.</summary>
public enum ResolveOutcome
{
    /// <summary>`from` was right.</summary>
    FromRight,

    /// <summary>`to` was right.</summary>
    ToRight,

    /// <summary>Neither was.</summary>
    BothWrong,

    /// <summary>It cannot be found out.</summary>
    Unresolvable,
}
