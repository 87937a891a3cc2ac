using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record MoveReview(long Id, ReviewState To, string Reason, IfMatch IfMatch) : ICommand<Review>;

internal static class MoveReviewEndpoint
{
    /// <summary>Submit a review</summary>
    /// <remarks>The draft is done and waits for a reviewer.</remarks>
    /// <param name="id">The review's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Review>> Submit(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new MoveReview(id, ReviewState.Submitted, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Approve a review</summary>
    /// <remarks>It waits for an editor, and is not amended any more.</remarks>
    /// <param name="id">The review's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Review>> Approve(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new MoveReview(id, ReviewState.Approved, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Publish a review</summary>
    /// <remarks>
    /// From then on its verdict is the status of its claims, and it is never edited again. Refused with all that is missing. Under an embargo everybody reads it
    /// from that hour on, and until then its claims are `in_review`.
    /// </remarks>
    /// <param name="id">The review's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Review>> Publish(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new MoveReview(id, ReviewState.Published, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class MoveReviewHandler(Database database, Caller caller, EmbargoAlarm alarm) : CommandHandler<MoveReview, Review>(database, caller)
{
    /// <summary>Publishes a review that has all it needs.</summary>
    public static Review Publish(WriteTransaction tx, Review review, string? reason, EmbargoAlarm alarm)
    {
        PublicationGate.Check(tx, review);
        var isPublic = review.EmbargoUntil is not { } until || until <= tx.Now;
        if (!isPublic)
        {
            alarm.Ring();
        }

        return ReviewRow.Change(tx, review, "review.published", ReviewState.Published, reason, isPublic ? tx.Now : null);
    }

    protected override Review Handle(MoveReview command, WriteTransaction tx)
    {
        var review = Review.Get(tx.Sql, command.Id);
        command.IfMatch.Check(review);
        switch (command.To)
        {
            case ReviewState.Submitted:
                ReviewActions.Require(review, "submit");
                return ReviewRow.Change(tx, review, "review.submitted", command.To, command.Reason);

            case ReviewState.Approved:
                ReviewActions.Require(review, "approve");
                return ReviewRow.Change(tx, review, "review.approved", command.To, command.Reason);

            default:
                ReviewActions.Require(review, "publish");
                return Publish(tx, review, command.Reason, alarm);
        }
    }
}
