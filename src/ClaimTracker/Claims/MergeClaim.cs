using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record MergeClaim(long Id, Merger Merger, IfMatch IfMatch) : ICommand<Claim>;

internal static class MergeClaimEndpoint
{
    /// <summary>Merge a claim into another one</summary>
    /// <remarks>
    /// Both are the same claim: appearances, links and all else that hangs on the one hang on the other from then on. A link that would double one of the
    /// other claim, or join it to itself, stays with the merged claim and counts for nothing. Restore the merged claim, and all that was its own, and nothing
    /// else, is its own again.
    /// </remarks>
    /// <param name="id">The claim that is merged.</param>
    /// <param name="merger">The claim that stays, and why.</param>
    public static async Task<Answer<Claim>> Post(long id, Body<Merger> merger, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new MergeClaim(id, merger.Value, ifMatch), cancellation));
}

internal sealed class MergeClaimHandler(Database database, Caller caller, ClaimMerging merging) : CommandHandler<MergeClaim, Claim>(database, caller)
{
    private const string Merge = "UPDATE claim SET state = 'merged', merged_into = @into, revision = revision + 1, updated_at = @now WHERE id = @Id";

    protected override Claim Handle(MergeClaim command, WriteTransaction tx)
    {
        var current = Claim.Get(tx.Sql, command.Id);
        command.IfMatch.Check(current);
        Standing.RequireActive(current.State, current.MergedInto?.AsExisting());
        var into = Kept(command, current, tx.Sql);
        tx.Sql.Execute(Merge, new { command.Id, into, now = tx.Now });
        return merging.Complete(tx, ClaimMerging.Group(tx.Sql, into), command.Id, into, ("claim.merged", "claim.took_in"), command.Merger.Reason);
    }

    /// <summary>The claim that stays.</summary>
    private long Kept(MergeClaim command, Claim current, Sql sql)
    {
        var (merger, faults) = (command.Merger, new List<Fault>());
        if (Claim.Known(sql, merger.Into, merger.IntoRef, merger.Pointer, faults) is { } into)
        {
            faults.AddRange(into == current.Id
                ? [Fault.At(merger.Pointer, "self_merge", "A claim is not merged into itself.")]
                : merging.Against(sql, current, Claim.Get(sql, into)).Select(against => Fault.At(merger.Pointer, against.Code, against.Detail)));
            if (faults.Count == 0)
            {
                return into;
            }
        }

        throw ProblemException.Rule(faults);
    }
}
