namespace ClaimTracker.Claims;

/// <summary>How many confirmed contradictions join a claim to claims that stand, and how many wait for a decision.</summary>
/// <param name="Contradicts">Claims that cannot be true together with it.</param>
/// <param name="Disagrees">Rival positions.</param>
/// <param name="Discrepancy">Claims that differ from it and can yet be true together with it.</param>
/// <param name="Suggested">Contradictions that nobody has confirmed or rejected yet.</param>
public sealed record LinkCounts(long Contradicts, long Disagrees, long Discrepancy, long Suggested);
