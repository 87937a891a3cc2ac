using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record ChangeClaimStanding(long Id, State To, string Reason, IfMatch IfMatch) : ICommand<Claim>;

internal static class ChangeClaimStandingEndpoint
{
    /// <summary>Withdraw a claim</summary>
    /// <remarks>It leaves the lists, and its contradictions no longer count. A contributor withdraws what their own key recorded, an editor anything.</remarks>
    /// <param name="id">The claim's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Claim>> Withdraw(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeClaimStanding(id, State.Withdrawn, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Restore a claim</summary>
    /// <remarks>Undoes a withdrawal.</remarks>
    /// <param name="id">The claim's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Claim>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeClaimStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeClaimStandingHandler(Database database, Caller caller) : CommandHandler<ChangeClaimStanding, Claim>(database, caller)
{
    protected override Claim Handle(ChangeClaimStanding command, WriteTransaction tx)
    {
        Standing.Change(tx, "claim", Claim.Get(tx.Sql, command.Id), command.IfMatch, command.To);
        var changed = Claim.Get(tx.Sql, command.Id);
        tx.Raise(command.To == State.Active ? "claim.restored" : "claim.withdrawn", "claim", command.Id, changed.Revision, changed.Whole(), command.Reason);
        ClaimRow.RefreshStatus(tx, command.Id, command.Reason);
        if (command.To == State.Active)
        {
            Challenge.OpenByRestored(tx, command.Id, command.Reason);
        }

        return changed;
    }
}
