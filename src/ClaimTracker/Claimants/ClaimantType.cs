namespace ClaimTracker.Claimants;

/// <summary>What kind of speaker a claimant is.</summary>
public enum ClaimantType
{
    /// <summary>One human being.</summary>
    Person,

    /// <summary>A body: a ministry, a company, a think tank.</summary>
    Organization,

    /// <summary>A state or its government as a whole.</summary>
    State,

    /// <summary>A news outlet or agency.</summary>
    Outlet,

    /// <summary>A source that the article does not name. Known only within its article.</summary>
    Anonymous,

    /// <summary>A crowd: "observers", "conventional wisdom". Known only within its article.</summary>
    Collective,

    /// <summary>Nobody knows who. Known only within its article.</summary>
    Unknown,
}

internal static class ClaimantTypes
{
    /// <summary>Whether a claimant of this type belongs to one article: "a diplomat" of one article is not that of another.</summary>
    public static bool BelongsToArticle(this ClaimantType type) => type is ClaimantType.Anonymous or ClaimantType.Collective or ClaimantType.Unknown;
}
