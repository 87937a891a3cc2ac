namespace ClaimTracker.Text;

/// <summary>Where a stored quotation stands in another capture of its article.</summary>
/// <param name="Anchor">How well it is anchored there.</param>
/// <param name="Place">Its new place, or null where it is ambiguous or orphaned.</param>
public sealed record Reanchored(QuoteAnchor Anchor, QuoteMatch.Found? Place);
