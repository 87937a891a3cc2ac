namespace ClaimTracker.Articles;

/// <summary>How many appearances of an article have which anchor.</summary>
/// <param name="Exact">The words stand where they stood.</param>
/// <param name="Shifted">The words stand elsewhere, in one place.</param>
/// <param name="Ambiguous">The words stand in several places, and nothing tells which.</param>
/// <param name="Orphaned">The words are gone.</param>
public sealed record AnchorCounts(long Exact, long Shifted, long Ambiguous, long Orphaned);
