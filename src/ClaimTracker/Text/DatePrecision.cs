namespace ClaimTracker.Text;

/// <summary>How finely a date is known, from fine to coarse: the greater value is the coarser one.</summary>
public enum DatePrecision
{
    /// <summary>A calendar day.</summary>
    Day,

    /// <summary>An ISO 8601 week, Monday to Sunday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A calendar year.</summary>
    Year,

    /// <summary>Ten years of which the first ends in 0.</summary>
    Decade,
}
