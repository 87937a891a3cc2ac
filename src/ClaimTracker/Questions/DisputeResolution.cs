namespace ClaimTracker.Questions;

/// <summary>How a dispute was settled.</summary>
/// <param name="AnswerId">The answer that is preferred.</param>
/// <param name="By">The name of whoever decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record DisputeResolution(long AnswerId, string By, DateTimeOffset At, string Reason);
