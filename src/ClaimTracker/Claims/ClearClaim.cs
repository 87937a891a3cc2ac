using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record ClearClaim(long Id, string Reason, IfMatch IfMatch) : ICommand<Claim>;

internal static class ClearClaimEndpoint
{
    /// <summary>Clear a contested claim</summary>
    /// <remarks>
    /// Says that the published verdict holds in spite of what has shaken it, and closes all open `challenges`. Nothing else closes them. A claim whose
    /// published reviews differ stays contested until one of them is withdrawn.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    /// <param name="why">Why the verdict holds.</param>
    public static async Task<Answer<Claim>> Post(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ClearClaim(id, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ClearClaimHandler(Database database, Caller caller) : CommandHandler<ClearClaim, Claim>(database, caller)
{
    protected override Claim Handle(ClearClaim command, WriteTransaction tx)
    {
        command.IfMatch.Check(Claim.Get(tx.Sql, command.Id));
        if (Challenge.Clear(tx, command.Id, command.Reason) == 0)
        {
            throw ProblemException.IllegalTransition("The claim has no open challenge.");
        }

        ClaimRow.RefreshStatus(tx, command.Id, command.Reason);
        return Claim.Get(tx.Sql, command.Id);
    }
}
