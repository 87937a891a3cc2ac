namespace ClaimTracker.Verification;

/// <summary>A public correction of a published review.</summary>
/// <param name="At">When it was added.</param>
/// <param name="By">Who added it.</param>
/// <param name="Text">What was wrong and what is right.</param>
/// <param name="Reason">Why.</param>
public sealed record Correction(DateTimeOffset At, string By, string Text, string Reason);

/// <summary>A notice that a published review is being looked at again.</summary>
/// <param name="At">Since when.</param>
/// <param name="Explanation">Why.</param>
public sealed record Reopening(DateTimeOffset At, string Explanation);
