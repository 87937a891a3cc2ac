namespace ClaimTracker.Articles;

/// <summary>How many appearances and pieces of evidence that quote an article have which anchor.</summary>
/// <param name="Exact">The words stand where they stood.</param>
/// <param name="Shifted">The words stand elsewhere, in one place.</param>
/// <param name="Ambiguous">The words stand in several places, and nothing tells which.</param>
/// <param name="Orphaned">The words are gone.</param>
public sealed record AnchorCounts(long Exact, long Shifted, long Ambiguous, long Orphaned)
{
    internal static AnchorCounts Of(IReadOnlyList<AnchorChange> anchors)
    {
        return new AnchorCounts(Count(Anchor.Exact), Count(Anchor.Shifted), Count(Anchor.Ambiguous), Count(Anchor.Orphaned));

        long Count(Anchor anchor) => anchors.Count(a => a.Now == anchor);
    }
}
