using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Claimants;

internal sealed record MergeClaimant(long Id, Merger Merger, IfMatch IfMatch) : ICommand<Claimant>;

internal static class MergeClaimantEndpoint
{
    /// <summary>Merge a claimant into another one</summary>
    /// <remarks>
    /// Both are the same: what the one said, relayed, wrote or published is from then on shown, filtered and found as the other one's, and its names and
    /// aliases find the other one. Nothing is rewritten: restore the merged claimant and all that was its own is its own again, with those that had been
    /// merged into it before. Claimants that one article alone knows are merged with others of that article only.
    /// </remarks>
    /// <param name="id">The claimant that is merged.</param>
    /// <param name="merger">The claimant that stays, and why.</param>
    public static async Task<Answer<Claimant>> Post(long id, Body<Merger> merger, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new MergeClaimant(id, merger.Value, ifMatch), cancellation));
}

internal sealed class MergeClaimantHandler(Database database, Caller caller) : CommandHandler<MergeClaimant, Claimant>(database, caller)
{
    private const string Merge = "UPDATE claimant SET state = 'merged', merged_into = @into, revision = revision + 1, updated_at = @now WHERE id = @Id";

    /// <summary>Who stands for a merged claimant that was named as the one that stays.</summary>
    private const string StandsFor = "SELECT stands_for FROM claimant WHERE (id = @Into OR ref = @IntoRef) AND state = 'merged'";

    protected override Claimant Handle(MergeClaimant command, WriteTransaction tx)
    {
        var current = Claimant.Get(tx.Sql, command.Id);
        command.IfMatch.Check(current);
        Standing.RequireActive(current.State, current.MergedInto?.AsExisting());
        var into = Kept(command, current, tx.Sql);
        tx.Sql.Execute(Merge, new { command.Id, into, now = tx.Now });
        Representation.Set(tx, command.Id, standsFor: into);
        var merged = Claimant.Get(tx.Sql, command.Id);
        tx.Raise("claimant.merged", "claimant", command.Id, merged.Revision, merged.Whole(), command.Merger.Reason);
        Representation.Count(tx, into, "claimant.took_in", command.Merger.Reason);
        return merged;
    }

    /// <summary>The claimant that stays.</summary>
    private static long Kept(MergeClaimant command, Claimant current, Sql sql)
    {
        var (merger, faults) = (command.Merger, new List<Fault>());
        if (Named.Find(sql, "claimant", merger.Into, merger.IntoRef, merger.Pointer, faults) is not { } into)
        {
            throw ProblemException.Rule(sql.First<long?>(StandsFor, merger) is { } instead ? [faults[0] with { Candidates = [Claimant.Get(sql, instead).AsExisting()] }] : faults);
        }

        var kept = Claimant.Get(sql, into);
        if (kept.Id == current.Id)
        {
            faults.Add(Fault.At(merger.Pointer, "self_merge", "A claimant is not merged into itself."));
        }

        if (kept.Type.BelongsToArticle() != current.Type.BelongsToArticle())
        {
            faults.Add(Fault.At(merger.Pointer, "unnamed_and_named", "A claimant that one article alone knows and one that all know are not the same."));
        }
        else if (kept.Article?.Id != current.Article?.Id)
        {
            faults.Add(Fault.At(merger.Pointer, "other_article", $"Claimant {kept.Id} is unnamed and belongs to article {kept.Article!.Id}."));
        }

        return faults.Count == 0 ? into : throw ProblemException.Rule(faults);
    }
}
