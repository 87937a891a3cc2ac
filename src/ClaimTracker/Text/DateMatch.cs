namespace ClaimTracker.Text;

/// <summary>Which dates a list keeps.</summary>
public enum DateMatch
{
    /// <summary>Those that lie or may lie within the days, the undated too.</summary>
    Possible,

    /// <summary>Only those that surely lie within them.</summary>
    Certain,
}
