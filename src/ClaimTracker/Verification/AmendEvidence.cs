using ClaimTracker.Auth;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record AmendEvidence(long Id, MergePatch<EvidenceContent> Patch, IfMatch IfMatch) : ICommand<Evidence>;

internal static class AmendEvidenceEndpoint
{
    /// <summary>Amend a piece of evidence</summary>
    /// <remarks>
    /// Merge patch. A `source` that is given replaces the one on record, and its quotations are checked against the newest text. What a published review
    /// rests on stays: of evidence that one cites, the stance, the source, the search and the citation are not amended, apart from the citation's
    /// `archivedUrl`; withdraw it and add what holds.
    /// </remarks>
    /// <param name="id">The evidence's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<Evidence>> Patch(long id, MergePatch<EvidenceContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendEvidence(id, patch, ifMatch), cancellation));
}

internal sealed class AmendEvidenceHandler(Database database, Caller caller, Quotations quotations) : CommandHandler<AmendEvidence, Evidence>(database, caller)
{
    private const string Citing = """
        SELECT review.id FROM review_evidence JOIN review ON review.id = review_evidence.review_id
        WHERE review_evidence.evidence_id = @Id AND review.state = 'published'
        LIMIT 1
        """;

    protected override Evidence Handle(AmendEvidence command, WriteTransaction tx)
    {
        var current = Evidence.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        Standing.RequireActive(current.State);
        var content = command.Patch.Apply(current.Content(), "source");
        var withSource = command.Patch.Touches("source");
        var faults = new List<Fault>();
        var prepared = withSource ? EvidenceRow.Prepare(tx, quotations, content, null, faults) : new PreparedEvidence(content, current.Source?.Article.Id, Kept(current));
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (prepared.IsSameAs(current) && prepared.Anchor == current.Source?.Anchor)
        {
            return current;
        }

        if (!RestsOnTheSame(prepared, current) && tx.Sql.First<long?>(Citing, command) is { } review)
        {
            throw ProblemException.IllegalTransition($"Review {review} is published and rests on this evidence.", "withdraw");
        }

        if (content.Ref is not null && content.Ref != current.Ref && EvidenceRow.HolderOf(tx.Sql, content.Ref) is { } holder)
        {
            throw ProblemException.Duplicate($"The ref {content.Ref} is other evidence's.", holder.AsExisting());
        }

        EvidenceRow.Update(tx, command.Id, prepared, withSource);
        var amended = Evidence.Get(tx.Sql, command.Id);
        tx.Raise("evidence.amended", "evidence", command.Id, amended.Revision, amended.Whole(), command.Patch.Reason, amended.Claim.Id);
        return amended;
    }

    private static VerifiedQuote[] Kept(Evidence current) => current.Source is not { } source ? []
        : [.. source.Quotes.Select(q => new VerifiedQuote(source.SnapshotId, q.Exact, q.Prefix, q.Suffix, q.Start, q.End, q.Anchor))];

    private static bool RestsOnTheSame(PreparedEvidence prepared, Evidence current)
    {
        return prepared.ArticleId == current.Source?.Article.Id
            && prepared.Quotes.Select(q => (q.Exact, q.Start)).SequenceEqual((current.Source?.Quotes ?? []).Select(q => (q.Exact, q.Start)))
            && Ground(prepared.Content) == Ground(current.Content());

        static (Stance, Citation?, EmptySearch?) Ground(EvidenceContent content) =>
            (content.Stance, content.Citation is { } citation ? citation with { ArchivedUrl = null } : null, content.Search);
    }
}
