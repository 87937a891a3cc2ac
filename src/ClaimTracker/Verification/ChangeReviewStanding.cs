using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record ChangeReviewStanding(long Id, State To, string Reason, IfMatch IfMatch) : ICommand<Review>;

internal static class ChangeReviewStandingEndpoint
{
    /// <summary>Withdraw a review</summary>
    /// <remarks>
    /// Its verdict no longer counts. One that everybody has read stays readable. A contributor withdraws a review of their own that was not published yet, an
    /// editor any.
    /// </remarks>
    /// <param name="id">The review's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Review>> Withdraw(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeReviewStanding(id, State.Withdrawn, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Restore a review</summary>
    /// <remarks>Undoes a withdrawal: it is what it was before. A published one must have all that publication needs.</remarks>
    /// <param name="id">The review's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Review>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeReviewStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeReviewStandingHandler(Database database, Caller caller, EmbargoAlarm alarm) : CommandHandler<ChangeReviewStanding, Review>(database, caller)
{
    protected override Review Handle(ChangeReviewStanding command, WriteTransaction tx)
    {
        var review = Review.Get(tx.Sql, command.Id);
        if (tx.Actor.Role < Role.Editor && (review.WithdrawnFrom ?? review.State) == ReviewState.Published)
        {
            throw new ProblemException(ProblemKind.Forbidden, "What was published an editor withdraws and restores.") { RequiredRole = Names.Of(Role.Editor) };
        }

        tx.Actor.RequireOwnerOrEditor(review.CreatedBy);
        command.IfMatch.Check(review);
        ReviewActions.Require(review, command.To == State.Withdrawn ? "withdraw" : "restore");
        if (command.To == State.Withdrawn)
        {
            return ReviewRow.Change(tx, review, "review.withdrawn", ReviewState.Withdrawn, command.Reason);
        }

        if (review.WithdrawnFrom != ReviewState.Published)
        {
            return ReviewRow.Change(tx, review, "review.restored", review.WithdrawnFrom!.Value, command.Reason);
        }

        PublicationGate.Check(tx, review);
        alarm.Ring();
        return ReviewRow.Change(tx, review, "review.restored", ReviewState.Published, command.Reason);
    }
}
