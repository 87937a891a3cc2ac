using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claimants;

internal sealed record ChangeClaimantStanding(long Id, State To, string Reason, IfMatch IfMatch) : ICommand<Claimant>;

internal static class ChangeClaimantStandingEndpoint
{
    /// <summary>Withdraw a claimant</summary>
    /// <remarks>It is no longer found by name; its claims stay. A contributor withdraws what their own key recorded, an editor anything.</remarks>
    /// <param name="id">The claimant's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Claimant>> Withdraw(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeClaimantStanding(id, State.Withdrawn, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Restore a claimant</summary>
    /// <remarks>Undoes a withdrawal.</remarks>
    /// <param name="id">The claimant's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Claimant>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeClaimantStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeClaimantStandingHandler(Database database, Caller caller) : CommandHandler<ChangeClaimantStanding, Claimant>(database, caller)
{
    protected override Claimant Handle(ChangeClaimantStanding command, WriteTransaction tx)
    {
        Standing.Change(tx, "claimant", Claimant.Get(tx.Sql, command.Id), command.IfMatch, command.To);
        var changed = Claimant.Get(tx.Sql, command.Id);
        tx.Raise(command.To == State.Active ? "claimant.restored" : "claimant.withdrawn", "claimant", command.Id, changed.Revision, changed.Whole(), command.Reason);
        return changed;
    }
}
