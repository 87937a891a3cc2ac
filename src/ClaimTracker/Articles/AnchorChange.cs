namespace ClaimTracker.Articles;

/// <summary>An appearance whose anchor a new text has changed.</summary>
/// <param name="AppearanceId">The appearance.</param>
/// <param name="ClaimId">Its claim.</param>
/// <param name="Was">The anchor before.</param>
/// <param name="Now">The anchor now.</param>
public sealed record AnchorChange(long AppearanceId, long ClaimId, Anchor Was, Anchor Now);
