using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;

namespace ClaimTracker.Links;

/// <summary>One end of a link.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Statement">What is claimed.</param>
/// <param name="Claimant">Who claims it.</param>
/// <param name="Value">What it says on the point in question: of links that a rule made.</param>
/// <param name="Span">Where its article says so: likewise.</param>
public sealed record LinkEnd(
    long Id,
    string? Ref,
    string Statement,
    ClaimantReference Claimant,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StatedValue? Value = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LinkedSpan? Span = null);

/// <summary>A passage in a text on record: the place of what a rule rests on.</summary>
/// <param name="AppearanceId">The appearance that quotes it.</param>
/// <param name="SnapshotId">The text.</param>
/// <param name="Exact">The words.</param>
/// <param name="Start">The first code point in that text.</param>
/// <param name="End">The code point after the last.</param>
public sealed record LinkedSpan(long AppearanceId, long? SnapshotId, string Exact, long? Start, long? End);

/// <summary>What a rule found, as the link keeps it.</summary>
/// <param name="QuestionId">The question that both ends answer.</param>
/// <param name="From">What the one end says.</param>
/// <param name="To">What the other says.</param>
internal sealed record LinkBasis(long? QuestionId, StatedValue From, StatedValue To);
