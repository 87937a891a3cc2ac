using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record ChangeRatingScaleStanding(long Id, State To, string Reason, IfMatch IfMatch) : ICommand<RatingScale>;

internal static class ChangeRatingScaleStandingEndpoint
{
    /// <summary>Withdraw a rating scale</summary>
    /// <remarks>It is used no more. Reviews keep their ratings.</remarks>
    /// <param name="id">The scale's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<RatingScale>> Withdraw(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeRatingScaleStanding(id, State.Withdrawn, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Restore a rating scale</summary>
    /// <remarks>Undoes a withdrawal.</remarks>
    /// <param name="id">The scale's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<RatingScale>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeRatingScaleStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeRatingScaleStandingHandler(Database database, Caller caller) : CommandHandler<ChangeRatingScaleStanding, RatingScale>(database, caller)
{
    protected override RatingScale Handle(ChangeRatingScaleStanding command, WriteTransaction tx)
    {
        Standing.Change(tx, "rating_scale", RatingScale.Get(tx.Sql, command.Id), command.IfMatch, command.To);
        var changed = RatingScale.Get(tx.Sql, command.Id);
        tx.Raise(command.To == State.Active ? "rating_scale.restored" : "rating_scale.withdrawn", "rating_scale", command.Id, changed.Revision, changed.Whole(), command.Reason);
        return changed;
    }
}
