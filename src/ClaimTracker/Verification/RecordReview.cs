using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Verification;

/// <summary>A review to record.</summary>
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
/// <param name="Publish">With `true`, an editor publishes it in the same request.</param>
public sealed record RecordReview(
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
    [property: Ref] string? Ref = null,
    bool Publish = false) : ICommand<Recorded<Review>>
{
    internal ReviewContent Content => new(
        Verdict, ClaimIds, ClaimRefs, Rating, Explanation, EvidenceIds, EvidenceRefs, Language, Url, Title, Author, EmbargoUntil, Ref);
}

internal static class RecordReviewEndpoint
{
    /// <summary>Record a review</summary>
    /// <remarks>
    /// A draft, which goes on with submit, approve and publish; or, with `publish: true` from an editor's key, published at once. What is missing for
    /// publication is told all at once. Until it is published and its embargo is over, nobody below a contributor sees it. The same ref with the same content
    /// answers 200 and changes nothing.
    /// </remarks>
    /// <param name="review">The review.</param>
    public static async Task<RecordedAnswer<Review>> Post(Body<RecordReview> review, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(review.Value, cancellation));
}

internal sealed class RecordReviewHandler(Database database, Caller caller, EmbargoAlarm alarm) : CommandHandler<RecordReview, Recorded<Review>>(database, caller)
{
    protected override Recorded<Review> Handle(RecordReview command, WriteTransaction tx)
    {
        if (command.Publish && tx.Actor.Role < Role.Editor)
        {
            throw new ProblemException(ProblemKind.Forbidden, "An editor publishes.") { RequiredRole = Names.Of(Role.Editor) };
        }

        var faults = new List<Fault>();
        var known = ReviewRow.HolderOf(tx.Sql, command.Ref);
        var review = ReviewRow.Prepare(tx, command.Content, null, _ => true, faults);
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (known is not null)
        {
            return review.IsSameAs(known)
                ? new Recorded<Review>(known, IsNew: false)
                : throw new ProblemException(ProblemKind.Differs, $"The ref {command.Ref} is on record with other content.") { Existing = known.AsExisting() };
        }

        var recorded = Review.Get(tx.Sql, ReviewRow.Insert(tx, review));
        if (command.Publish)
        {
            recorded = MoveReviewHandler.Publish(tx, recorded, null, alarm);
        }

        return new Recorded<Review>(recorded.Mark(tx.AddedClaimants), IsNew: true);
    }
}
