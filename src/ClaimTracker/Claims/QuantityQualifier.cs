namespace ClaimTracker.Claims;

/// <summary>How a figure is meant.</summary>
public enum QuantityQualifier
{
    /// <summary>Just this.</summary>
    Exact,

    /// <summary>This or more.</summary>
    AtLeast,

    /// <summary>This or less.</summary>
    AtMost,

    /// <summary>Roughly this.</summary>
    About,

    /// <summary>More than this.</summary>
    MoreThan,

    /// <summary>Less than this.</summary>
    LessThan,

    /// <summary>From `value` to `high`.</summary>
    Between,

    /// <summary>A word for a number: dozens, several hundred. `value` is null.</summary>
    Vague,
}
