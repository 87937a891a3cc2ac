namespace ClaimTracker.Links;

/// <summary>Why a link does not hold.</summary>
public enum RejectReason
{
    /// <summary>The claims are about two events.</summary>
    DifferentEvent,

    /// <summary>They count two things.</summary>
    DifferentThingCounted,

    /// <summary>They are about two times.</summary>
    DifferentTime,

    /// <summary>They use a word in two senses.</summary>
    DifferentDefinition,

    /// <summary>They fit together.</summary>
    NotAContradiction,

    /// <summary>The same is said by another link.</summary>
    Duplicate,
}
