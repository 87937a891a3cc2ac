using ClaimTracker.Articles;
using ClaimTracker.Auth;
using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record AmendClaim(long Id, MergePatch<ClaimContent> Patch, IfMatch IfMatch) : ICommand<Claim>;

internal static class AmendClaimEndpoint
{
    /// <summary>Amend a claim</summary>
    /// <remarks>
    /// Merge patch: members that are given replace, null removes, what is not named stays. For mistakes in the record; a new state of the world is a new claim
    /// that `updates` this one.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<Claim>> Patch(long id, MergePatch<ClaimContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendClaim(id, patch, ifMatch), cancellation));
}

internal sealed class AmendClaimHandler(Database database, Caller caller) : CommandHandler<AmendClaim, Claim>(database, caller)
{
    private const string Stated = "SELECT id FROM claim WHERE claimant_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE id = @claimantId)) AND folded = @folded AND id <> @Id ORDER BY state = 'merged', id LIMIT 1";

    protected override Claim Handle(AmendClaim command, WriteTransaction tx)
    {
        var current = Claim.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        Standing.RequireActive(current.State, current.MergedInto?.AsExisting());
        var content = command.Patch.Apply(current.Content());
        var claimantId = ClaimantOf(content, current, tx);
        content = content with
        {
            Claimant = null,
            ClaimantId = null,
            ClaimantRef = null,
            Language = ArticleRow.CanonicalLanguage(content.Language),
            Translations = content.Translations ?? new SortedDictionary<string, string>(),
            Topics = content.Topics ?? [],
        };
        if (claimantId == current.Claimant.StoredId && Json.Write(content) == Json.Write(current.Content()))
        {
            return current;
        }

        if (content.Ref is not null && content.Ref != current.Ref && tx.Sql.First<long?>("SELECT id FROM claim WHERE ref = @Ref", new { content.Ref }) is { } holder)
        {
            throw ProblemException.Duplicate($"The ref {content.Ref} is another claim's.", Claim.Get(tx.Sql, holder).AsExisting());
        }

        if (tx.Sql.First<long?>(Stated, new { claimantId, folded = Folding.Fold(content.Statement), command.Id }) is { } stated)
        {
            var standing = ClaimMerging.StandsFor(tx.Sql, stated);
            throw ProblemException.Duplicate(standing == command.Id
                ? "A claim that is merged into this one is on record with the same words."
                : "This claimant's claim is on record with the same words.", Claim.Get(tx.Sql, standing == command.Id ? stated : standing).AsExisting());
        }

        if (content.Kind == ClaimKind.Position && current.Kind != ClaimKind.Position && tx.Sql.First<long>(LinkTypes.ContradictsByItself, new { command.Id }) == 1)
        {
            throw ProblemException.Rule("#/kind", "position_contradicts", "A position disagrees; it does not contradict. Reject the claim's contradicts links first.");
        }

        ClaimRow.Update(tx, command.Id, content, claimantId);
        var amended = Claim.Get(tx.Sql, command.Id);
        tx.Raise("claim.amended", "claim", command.Id, amended.Revision, amended.Whole(), command.Patch.Reason);
        ClaimRow.RefreshStatus(tx, command.Id, command.Patch.Reason);
        tx.Settle();
        return Claim.Get(tx.Sql, command.Id).Mark(tx.AddedClaimants);
    }

    private static long ClaimantOf(ClaimContent content, Claim current, WriteTransaction tx)
    {
        var faults = new List<Fault>();
        var claimantId = new object?[] { content.Claimant, content.ClaimantId, content.ClaimantRef }.Count(v => v is not null) switch
        {
            0 => current.Claimant.StoredId,
            > 1 => throw ProblemException.Rule("#/claimant", "one_of", "Name the claimant in one way: claimant, claimantId or claimantRef."),
            _ when content.Claimant is { } party => Parties.Resolve(tx, party, current.Appearances[0].Article.Id, "#/claimant", faults),
            _ => Parties.Known(tx.Sql, content.ClaimantId, content.ClaimantRef, current.Appearances[0].Article.Id, content.ClaimantId is null ? "#/claimantRef" : "#/claimantId", faults),
        };

        // Whom the claim names already stays as recorded, also where another claimant stands for them now.
        return claimantId == current.Claimant.Id ? current.Claimant.StoredId : claimantId ?? throw ProblemException.Rule(faults);
    }
}
