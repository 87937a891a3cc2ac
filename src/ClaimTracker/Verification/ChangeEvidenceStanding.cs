using ClaimTracker.Auth;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record ChangeEvidenceStanding(long Id, State To, string Reason, IfMatch IfMatch) : ICommand<Evidence>;

internal static class ChangeEvidenceStandingEndpoint
{
    /// <summary>Withdraw a piece of evidence</summary>
    /// <remarks>
    /// Where a published review cites it, the claims of that review are `contested` until a person clears them. A contributor withdraws what their own key
    /// recorded, an editor anything.
    /// </remarks>
    /// <param name="id">The evidence's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Evidence>> Withdraw(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeEvidenceStanding(id, State.Withdrawn, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Restore a piece of evidence</summary>
    /// <remarks>Undoes a withdrawal. Challenges that the withdrawal has opened stay open until a person clears them.</remarks>
    /// <param name="id">The evidence's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Evidence>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeEvidenceStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeEvidenceStandingHandler(Database database, Caller caller) : CommandHandler<ChangeEvidenceStanding, Evidence>(database, caller)
{
    protected override Evidence Handle(ChangeEvidenceStanding command, WriteTransaction tx)
    {
        Standing.Change(tx, "evidence", Evidence.Get(tx.Sql, command.Id), command.IfMatch, command.To);
        var changed = Evidence.Get(tx.Sql, command.Id);
        tx.Raise(command.To == State.Active ? "evidence.restored" : "evidence.withdrawn", "evidence", command.Id, changed.Revision, changed.Whole(), command.Reason, changed.Claim.Id);
        if (command.To == State.Withdrawn)
        {
            Ground.Fell(tx, changed, ChallengeCause.EvidenceWithdrawn, command.Reason);
        }

        return changed;
    }
}
