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
    /// <remarks>
    /// Undoes a withdrawal, or a merge: then all that was its own is its own again, with those that were merged into it. For taking back a merge a reviewer's
    /// key is needed.
    /// </remarks>
    /// <param name="id">The claimant's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Claimant>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeClaimantStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeClaimantStandingHandler(Database database, Caller caller) : CommandHandler<ChangeClaimantStanding, Claimant>(database, caller)
{
    protected override Claimant Handle(ChangeClaimantStanding command, WriteTransaction tx)
    {
        var current = Claimant.Get(tx.Sql, command.Id);
        if (command.To == State.Active && current.MergedInto is { } kept)
        {
            return TakeMergeBack(command, current, kept.Id, tx);
        }

        Standing.Change(tx, "claimant", current, command.IfMatch, command.To);
        var changed = Claimant.Get(tx.Sql, command.Id);
        tx.Raise(command.To == State.Active ? "claimant.restored" : "claimant.withdrawn", "claimant", command.Id, changed.Revision, changed.Whole(), command.Reason);
        return changed;
    }

    private static Claimant TakeMergeBack(ChangeClaimantStanding command, Claimant current, long keptId, WriteTransaction tx)
    {
        Standing.TakeMergeBack(tx, "claimant", current, command.IfMatch);
        Representation.Set(tx, command.Id, standsFor: command.Id);
        var restored = Claimant.Get(tx.Sql, command.Id);
        tx.Raise("claimant.restored", "claimant", command.Id, restored.Revision, restored.Whole(), command.Reason);
        Representation.Count(tx, keptId, "claimant.gave_back", command.Reason);
        return restored;
    }
}
