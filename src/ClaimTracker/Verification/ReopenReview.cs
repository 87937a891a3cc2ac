using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record ReopenReview(long Id, string Reason, IfMatch IfMatch) : ICommand<Review>;

internal static class ReopenReviewEndpoint
{
    /// <summary>Reopen a review</summary>
    /// <remarks>
    /// One that everybody reads stays readable with a notice, `reopened`, and its claims are `contested` until a person clears them; meanwhile it can be
    /// corrected or withdrawn. One that nobody reads yet, waiting or under an embargo, is a draft again.
    /// </remarks>
    /// <param name="id">The review's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Review>> Post(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ReopenReview(id, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ReopenReviewHandler(Database database, Caller caller) : CommandHandler<ReopenReview, Review>(database, caller)
{
    protected override Review Handle(ReopenReview command, WriteTransaction tx)
    {
        var review = Review.Get(tx.Sql, command.Id);
        command.IfMatch.Check(review);
        ReviewActions.Require(review, "reopen");
        if (!review.IsPublic)
        {
            return ReviewRow.Change(tx, review, "review.reopened", ReviewState.Draft, command.Reason);
        }

        ReviewRow.Change(tx, review, "review.reopened", ReviewState.Published, command.Reason);
        foreach (var claim in review.Claims)
        {
            Challenge.Open(tx, claim.Id, ChallengeCause.Reopened, "review", review.Id, $"Its review was reopened: {command.Reason}", command.Reason);
        }

        return Review.Get(tx.Sql, command.Id);
    }
}
