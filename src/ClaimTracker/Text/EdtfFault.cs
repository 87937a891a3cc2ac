namespace ClaimTracker.Text;

/// <summary>Why a text is not a date that <see cref="Edtf"/> reads.</summary>
public enum EdtfFault
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It has none of the forms that are read.</summary>
    Malformed,

    /// <summary>It has a right form, but the calendar has no such month or day.</summary>
    NoSuchDay,

    /// <summary>An interval that is over before it begins.</summary>
    IntervalReversed,
}
