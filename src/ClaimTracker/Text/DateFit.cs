namespace ClaimTracker.Text;

/// <summary>How surely a date lies within the days that were asked for.</summary>
public enum DateFit
{
    /// <summary>It lies within them.</summary>
    Certain,

    /// <summary>It may lie within them: it is known less precisely than was asked.</summary>
    Possible,

    /// <summary>No day is known.</summary>
    Unknown,
}
