using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Text;

namespace ClaimTracker.Links;

/// <summary>The link of a contradiction; its ends stand beside it in full.</summary>
/// <param name="Id">The link's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Type">How the two sides stand to each other.</param>
/// <param name="Facet">What they differ in.</param>
/// <param name="State">Always `confirmed` here.</param>
/// <param name="Origin">Where it comes from: `human`, `import`, or the rule that computed it.</param>
/// <param name="Explanation">Why, for a reader.</param>
/// <param name="Decision">Who confirmed it, when and why.</param>
/// <param name="QuestionId">The question that both sides answer, where their answers made the link.</param>
public sealed record ContradictionLink(
    long Id,
    string? Ref,
    LinkType Type,
    Facet? Facet,
    LinkState State,
    string Origin,
    string? Explanation,
    Decision? Decision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? QuestionId = null);

/// <summary>A claim, as a side of a contradiction.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Statement">What is claimed.</param>
/// <param name="Kind">What sort of statement it is.</param>
/// <param name="Status">What is known of its truth.</param>
/// <param name="Said">When it was said.</param>
/// <param name="Period">What time it is about.</param>
/// <param name="Topics">What it is about.</param>
public sealed record ContradictedClaim(long Id, string? Ref, string Statement, ClaimKind Kind, ClaimStatus Status, Dated? Said, Dated? Period, IReadOnlyList<string> Topics);

/// <summary>One side of a contradiction.</summary>
/// <param name="Claim">What is claimed.</param>
/// <param name="Claimant">Who claims it.</param>
/// <param name="Value">What it says on the point: its answer, where answers made the link, else its figure; null where it states none.</param>
/// <param name="Appearance">Where it was reported: in the article asked for, else first.</param>
/// <param name="AppearanceCount">How many appearances the claim has.</param>
public sealed record ContradictionSide(ContradictedClaim Claim, ClaimantReference Claimant, StatedValue? Value, Appearance? Appearance, int AppearanceCount);

/// <summary>Two claims that do not fit.</summary>
/// <param name="Link">How and why.</param>
/// <param name="Order">Which side was said first.</param>
/// <param name="From">One side.</param>
/// <param name="To">The other side.</param>
/// <param name="DateFit">How the side that was asked for fits the dates that were asked for.</param>
public sealed record Contradiction(
    ContradictionLink Link,
    SaidOrder Order,
    ContradictionSide From,
    ContradictionSide To,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateFit? DateFit = null);

/// <summary>A page of contradictions.</summary>
/// <param name="Items">The contradictions, newest first.</param>
/// <param name="NextCursor">What to send as `cursor` for the next page; null on the last.</param>
/// <param name="Suggested">How many more are suggested under these filters and wait for a reviewer; counted up to 1000.</param>
public sealed record ContradictionPage(IReadOnlyList<Contradiction> Items, string? NextCursor, long Suggested);
