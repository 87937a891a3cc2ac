using ClaimTracker.Articles;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Verification;

/// <summary>Looks for what evidence quotes of an article when a new text of it is captured.</summary>
internal sealed class EvidenceAnchors : IFollowSnapshot
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

    public IReadOnlyList<AnchorChange> Reanchor(WriteTransaction tx, long articleId, long snapshotId, SourceText text, string? note)
    {
        var anchors = new List<AnchorChange>();
        foreach (var evidence in tx.Sql.Query<QuotePlace>(Quoting, new { articleId }).GroupBy(q => (q.OwnerId, q.ClaimId)))
        {
            var (id, claimId) = evidence.Key;
            var was = evidence.Max(q => Names.Parse<Anchor>(q.Anchor));
            var places = evidence.Select(q => Reanchor(q, snapshotId, text, tx.Sql)).ToList();
            var now = places.Max(p => p.Anchor);
            anchors.Add(new AnchorChange(claimId, was, now, EvidenceId: id));

            // One quotation may move while the worst of them stays as bad: that is told too.
            if (places.Any(p => p.HasMoved))
            {
                tx.Sql.Execute(SetAnchor, new { id, now, at = tx.Now });
                var moved = Evidence.Get(tx.Sql, id);
                tx.Raise("evidence.reanchored", "evidence", id, moved.Revision, moved.Whole(), note, claimId);
                if (moved.State == State.Active && QuotePlace.IsWorse(was, now))
                {
                    Ground.Fell(tx, moved, ChallengeCause.QuoteChanged, note);
                }
            }
        }

        return anchors;
    }

    private static (Anchor Anchor, bool HasMoved) Reanchor(QuotePlace quote, long snapshotId, SourceText text, Sql sql)
    {
        var (anchor, place, isVerified) = quote.In(text);
        if (isVerified)
        {
            sql.Execute(Verify, new { snapshotId, place!.Exact, place.Prefix, place.Suffix, place.Start, place.End, quote.OwnerId, quote.Position });
        }
        else
        {
            sql.Execute(Move, new { anchor, start = place?.Start, end = place?.End, quote.OwnerId, quote.Position });
        }

        return (anchor, quote.HasMoved(anchor, place));
    }
}
