namespace ClaimTracker.Questions;

/// <summary>How two extents lie to each other.</summary>
internal enum Overlap
{
    /// <summary>Nothing is in both.</summary>
    None,

    /// <summary>They are the same, or one lies within the other.</summary>
    Within,

    /// <summary>Both begin and do not end, and they begin in different places.</summary>
    LowerBounds,

    /// <summary>Both end and do not begin, and they end in different places.</summary>
    UpperBounds,

    /// <summary>One begins and does not end, the other ends and does not begin, and they meet: together they enclose something.</summary>
    Facing,

    /// <summary>They share a part, and each has a part of its own.</summary>
    Partial,
}

/// <summary>All numbers, or all days by their number, that a value allows.</summary>
/// <param name="Low">The lower end; null where there is none.</param>
/// <param name="High">The upper end; null where there is none.</param>
/// <param name="IsOpenLow">Whether the lower end itself is not part of it.</param>
/// <param name="IsOpenHigh">Whether the upper end itself is not part of it.</param>
internal readonly record struct Extent(decimal? Low, decimal? High, bool IsOpenLow = false, bool IsOpenHigh = false)
{
    private bool IsLowerBound => Low is not null && High is null;

    private bool IsUpperBound => Low is null && High is not null;

    /// <summary>How it lies to another one; the same from both sides.</summary>
    public Overlap With(Extent other) =>
        EndsBefore(other) || other.EndsBefore(this) ? Overlap.None
        : this == other ? Overlap.Within
        : IsLowerBound && other.IsLowerBound ? Overlap.LowerBounds
        : IsUpperBound && other.IsUpperBound ? Overlap.UpperBounds
        : Holds(other) || other.Holds(this) ? Overlap.Within
        : (IsLowerBound && other.IsUpperBound) || (IsUpperBound && other.IsLowerBound) ? Overlap.Facing
        : Overlap.Partial;

    /// <summary>Whether a number is part of it.</summary>
    public bool Holds(decimal number) => Holds(new Extent(number, number));

    private bool Holds(Extent other) =>
        (Low is null || other.Low > Low || (other.Low == Low && (!IsOpenLow || other.IsOpenLow)))
        && (High is null || other.High < High || (other.High == High && (!IsOpenHigh || other.IsOpenHigh)));

    private bool EndsBefore(Extent other) => High < other.Low || (High == other.Low && High is not null && (IsOpenHigh || other.IsOpenLow));
}
