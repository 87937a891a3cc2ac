using ClaimTracker.Text;

namespace ClaimTracker.Http;

/// <summary>The body of every action: why it is done.</summary>
/// <param name="Reason">Why, in a sentence. It is kept with the change.</param>
public sealed record Reasoned([property: Prose(Limits.Reason)] string Reason);
