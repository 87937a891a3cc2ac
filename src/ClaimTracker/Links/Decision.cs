using System.Text.Json.Serialization;

namespace ClaimTracker.Links;

/// <summary>Who settled a link's state, when, and why.</summary>
/// <param name="By">The name of whoever decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Rejected">Why it was rejected.</param>
/// <param name="Outcome">How it was resolved.</param>
/// <param name="QuestionId">The question whose dispute was settled, where that resolved it.</param>
public sealed record Decision(
    string By,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RejectReason? Rejected = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResolveOutcome? Outcome = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? QuestionId = null);
