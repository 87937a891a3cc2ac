using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>One of the rival answers.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Value">What the claim says.</param>
/// <param name="Text">The same in words: "at least 18".</param>
/// <param name="Claim">The claim.</param>
/// <param name="Claimant">Who claims it.</param>
/// <param name="Said">When it was said.</param>
/// <param name="Appearances">Where it was reported, in which words: the first ones that stand. At most 3.</param>
/// <param name="AppearanceCount">How many appearances of it stand.</param>
/// <param name="IsPreferred">Whether it is the answer that settled the dispute.</param>
public sealed record DisputeAnswer(
    long Id,
    string? Ref,
    StatedValue Value,
    string Text,
    ContradictedClaim Claim,
    ClaimantReference Claimant,
    Dated? Said,
    IReadOnlyList<Appearance> Appearances,
    long AppearanceCount,
    bool IsPreferred);

/// <summary>One of the values that are answered, and who says so.</summary>
/// <param name="Text">The value in words: "at least 18".</param>
/// <param name="Claimants">Who answers so: the first ones. At most 5.</param>
/// <param name="ClaimantCount">How many claimants do, after merges, the unnamed ones with them.</param>
/// <param name="AnswerCount">How many answers say so.</param>
public sealed record RivalValue(string Text, IReadOnlyList<ClaimantReference> Claimants, long ClaimantCount, long AnswerCount);

/// <summary>The answer that settled a dispute.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Text">Its value in words.</param>
/// <param name="Claim">The claim that gives it.</param>
/// <param name="By">The name of whoever decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record PreferredAnswer(long Id, string? Ref, string Text, AnsweringClaim Claim, string By, DateTimeOffset At, string Reason);

/// <summary>How far figures reach that cannot all be right.</summary>
/// <param name="Low">The lowest figure; null where there is no lower end.</param>
/// <param name="High">The highest figure; null where there is no upper end.</param>
public sealed record FigureRange(decimal? Low, decimal? High);

/// <summary>How far dates reach that cannot all be right.</summary>
/// <param name="Earliest">The first day; null where there is none.</param>
/// <param name="Latest">The last day; null where there is none.</param>
public sealed record DateRange(DateOnly? Earliest, DateOnly? Latest);

/// <summary>A question whose confirmed answers differ, with the rivals side by side.</summary>
/// <param name="Question">What they answer.</param>
/// <param name="State">Whether it is settled.</param>
/// <param name="Range">Of quantities: from the lowest to the highest.</param>
/// <param name="Days">Of dates: from the first day to the last.</param>
/// <param name="IndependentSources">How many distinct claimants answer, after merges, without the unnamed ones.</param>
/// <param name="UnnamedSources">How many claimants answer that only their article knows: whether they are distinct, nobody can tell.</param>
/// <param name="Preferred">The answer that settled it, with who decided, when and why.</param>
/// <param name="Values">What is answered, each value once; those that most claimants give first. At most 20.</param>
/// <param name="ValueCount">How many there are in all.</param>
/// <param name="Answers">The answers, grouped by value in the order of `values`; within a group in the order in which they were said. At most 200.</param>
/// <param name="AnswerCount">How many there are in all.</param>
/// <param name="Links">How they stand to each other: the links that are confirmed or resolved, newest first. At most 200, those of the latest answers.</param>
/// <param name="LinkCount">How many there are in all, counted up to 10 000.</param>
/// <param name="ChangedAt">When the rivals, or what is preferred among them, last changed.</param>
public sealed record Dispute(
    Question Question,
    DisputeState State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FigureRange? Range,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateRange? Days,
    long IndependentSources,
    long UnnamedSources,
    PreferredAnswer? Preferred,
    IReadOnlyList<RivalValue> Values,
    long ValueCount,
    IReadOnlyList<DisputeAnswer> Answers,
    long AnswerCount,
    IReadOnlyList<Link> Links,
    long LinkCount,
    DateTimeOffset ChangedAt) : IResource
{
    long IResource.Id => Question.Id;

    long IResource.Revision => Question.Revision;

    string IResource.Href => $"/v1/disputes/{Question.Id}";
}

/// <summary>A dispute in a list.</summary>
/// <param name="Question">What its answers answer.</param>
/// <param name="State">Whether it is settled.</param>
/// <param name="Range">Of quantities: from the lowest to the highest.</param>
/// <param name="Days">Of dates: from the first day to the last.</param>
/// <param name="IndependentSources">How many distinct claimants answer, after merges, without the unnamed ones.</param>
/// <param name="UnnamedSources">How many claimants answer that only their article knows.</param>
/// <param name="Preferred">The answer that settled it, with who decided, when and why.</param>
/// <param name="Values">What is answered, each value once; those that most claimants give first. At most 20.</param>
/// <param name="ValueCount">How many there are in all.</param>
/// <param name="AnswerCount">How many answers it has.</param>
/// <param name="ChangedAt">When the rivals, or what is preferred among them, last changed.</param>
/// <param name="DateFit">How its claims fit the dates that were asked for: the best of them.</param>
public sealed record DisputeSummary(
    Question Question,
    DisputeState State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FigureRange? Range,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateRange? Days,
    long IndependentSources,
    long UnnamedSources,
    PreferredAnswer? Preferred,
    IReadOnlyList<RivalValue> Values,
    long ValueCount,
    long AnswerCount,
    DateTimeOffset ChangedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateFit? DateFit = null);
