using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Verification;

/// <summary>What may be said of a review.</summary>
/// <param name="Verdict">What it says of its claims.</param>
/// <param name="ClaimIds">The claims it is about.</param>
/// <param name="ClaimRefs">The same by their own keys.</param>
/// <param name="Rating">Its rating: a step of a scale, which stands for the verdict.</param>
/// <param name="Explanation">Why, for a reader: what the evidence shows, and what it leaves open.</param>
/// <param name="EvidenceIds">The evidence it rests on, each of one of its claims.</param>
/// <param name="EvidenceRefs">The same by their own keys.</param>
/// <param name="Language">The language of the review, a BCP 47 tag.</param>
/// <param name="Url">Where it is published for readers.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Who answers for it: a person or an organization.</param>
/// <param name="EmbargoUntil">When everybody may read it.</param>
/// <param name="Ref">The caller's own key, unique among reviews.</param>
public sealed record ReviewContent(
    Verdict Verdict,
    [property: Items(Limits.ReviewedClaims)] IReadOnlyList<long>? ClaimIds = null,
    [property: Items(Limits.ReviewedClaims)][property: Ref] IReadOnlyList<string>? ClaimRefs = null,
    GivenRating? Rating = null,
    [property: Prose(Limits.Explanation)] string? Explanation = null,
    [property: Items(Limits.CitedEvidence)] IReadOnlyList<long>? EvidenceIds = null,
    [property: Items(Limits.CitedEvidence)][property: Ref] IReadOnlyList<string>? EvidenceRefs = null,
    [property: Language] string? Language = null,
    [property: Address] string? Url = null,
    [property: Line(Limits.Headline)] string? Title = null,
    Party? Author = null,
    DateTimeOffset? EmbargoUntil = null,
    [property: Ref] string? Ref = null);
