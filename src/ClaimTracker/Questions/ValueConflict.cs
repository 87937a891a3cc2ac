using ClaimTracker.Claims;

namespace ClaimTracker.Questions;

/// <summary>Why two values do not go together, whoever gives them.</summary>
/// <param name="Excludes">Whether they cannot both be true; otherwise they differ, and yet can.</param>
/// <param name="Facet">What they differ in.</param>
/// <param name="Reason">Why, as the part of a sentence that follows a colon; null where the values speak for themselves.</param>
internal sealed record ValueConflict(bool Excludes, Facet Facet, string? Reason = null)
{
    public static ValueConflict Exclusive(Facet facet, string? reason = null) => new(true, facet, reason);

    public static ValueConflict Discrepant(Facet facet, string reason) => new(false, facet, reason);
}
