namespace ClaimTracker.Claims;

/// <summary>The one rule of what is public of reviews, in SQL that knows a <c>review</c>: what shows reviews asks it, and so does what a claim's status rests on.</summary>
internal static class PublicReview
{
    /// <summary>Everybody reads it: it was published, and its embargo is over; also after it was withdrawn.</summary>
    public const string Is = "review.published_at IS NOT NULL";

    /// <summary>Its verdict counts: it is public and was not withdrawn.</summary>
    public const string Counts = $"review.state = 'published' AND {Is}";
}
