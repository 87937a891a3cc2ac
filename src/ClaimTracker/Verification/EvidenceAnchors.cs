using ClaimTracker.Articles;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Verification;

/// <summary>Looks for what evidence quotes of an article when a new text of it is captured.</summary>
internal sealed class EvidenceAnchors() : ReanchorsQuotes(Quoting, Move, Verify, SetAnchor)
{
    private const string Quoting = $"""
        SELECT quote.evidence_id AS owner_id, evidence.claim_id, {QuotePlace.Columns}
        FROM evidence
        JOIN evidence_quote AS quote ON quote.evidence_id = evidence.id
        WHERE evidence.article_id = @articleId
        ORDER BY evidence.id, quote.position
        """;

    private const string Move = "UPDATE evidence_quote SET anchor = @anchor, now_start = @start, now_end = @end WHERE evidence_id = @OwnerId AND position = @Position";

    private const string Verify = """
        UPDATE evidence_quote
        SET snapshot_id = @snapshotId, exact = @Exact, prefix = @Prefix, suffix = @Suffix, start = @Start, "end" = @End, anchor = 'exact', now_start = @Start, now_end = @End
        WHERE evidence_id = @OwnerId AND position = @Position
        """;

    private const string SetAnchor = "UPDATE evidence SET anchor = @now, revision = revision + 1, updated_at = @at WHERE id = @id";

    protected override AnchorChange Change(long id, long claimId, Anchor was, Anchor now) => new(claimId, was, now, EvidenceId: id);

    protected override void Tell(WriteTransaction tx, long id, long claimId, bool isWorse, string? note)
    {
        var moved = Evidence.Get(tx.Sql, id);
        tx.Raise("evidence.reanchored", "evidence", id, moved.Revision, moved.Whole(), note, claimId);
        if (isWorse && moved.State == State.Active)
        {
            Ground.Fell(tx, moved, ChallengeCause.QuoteChanged, note);
        }
    }
}
