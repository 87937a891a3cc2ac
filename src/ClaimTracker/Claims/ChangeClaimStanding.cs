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
    /// <remarks>
    /// Undoes a withdrawal, or a merge: then what was moved to the other claim is moved back, and nothing else. For taking back a merge a reviewer's key is
    /// needed.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Claim>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeClaimStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeClaimStandingHandler(Database database, Caller caller, ClaimMerging merging) : CommandHandler<ChangeClaimStanding, Claim>(database, caller)
{
    protected override Claim Handle(ChangeClaimStanding command, WriteTransaction tx)
    {
        var current = Claim.Get(tx.Sql, command.Id);
        if (command.To == State.Active && current.MergedInto is { } kept)
        {
            var group = ClaimMerging.Group(tx.Sql, command.Id);
            Standing.TakeMergeBack(tx, "claim", current, command.IfMatch);
            return merging.Complete(tx, group, command.Id, kept.Id, ("claim.restored", "claim.gave_back"), command.Reason);
        }

        Standing.Change(tx, "claim", current, command.IfMatch, command.To);
        var changed = Claim.Get(tx.Sql, command.Id);
        tx.Raise(command.To == State.Active ? "claim.restored" : "claim.withdrawn", "claim", command.Id, changed.Revision, changed.Whole(), command.Reason);
        ClaimRow.RefreshStatus(tx, command.Id, command.Reason);
        if (command.To == State.Active)
        {
            Challenge.OpenByRestored(tx, command.Id, command.Reason);
        }

        tx.Settle();
        return Claim.Get(tx.Sql, command.Id);
    }
}
