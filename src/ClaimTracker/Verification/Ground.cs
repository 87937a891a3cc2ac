using ClaimTracker.Articles;
using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Verification;

/// <summary>What published reviews rest on, and what happens when it falls.</summary>
internal static class Ground
{
    private const string Resting = $"""
        SELECT DISTINCT review_claim.claim_id
        FROM review_evidence
        JOIN review ON review.id = review_evidence.review_id
        JOIN review_claim ON review_claim.review_id = review.id
        WHERE review_evidence.evidence_id = @Id AND {PublicReview.Counts}
        ORDER BY review_claim.claim_id
        """;

    private const string ChangedSince = """
        SELECT DISTINCT appearance.id FROM appearance
        JOIN event ON event.entity = 'appearance' AND event.entity_id = appearance.id
        WHERE appearance.claim_id = @claimId AND appearance.state = 'active' AND appearance.anchor IN ('ambiguous', 'orphaned')
          AND event.action = 'appearance.reanchored' AND event.at >= @since
        ORDER BY appearance.id
        """;

    private const string ConfirmedSince = """
        SELECT DISTINCT link.id FROM link
        JOIN event ON event.entity = 'link' AND event.entity_id = link.id
        WHERE (link.from_id = @claimId OR link.to_id = @claimId) AND link.type = 'contradicts' AND link.state = 'confirmed'
          AND event.action IN ('link.recorded', 'link.confirmed') AND event.content ->> '$.state' = 'confirmed' AND event.at >= @since
        ORDER BY link.id
        """;

    /// <summary>Evidence no longer carries what it carried: the claims of the published reviews that cite it are challenged.</summary>
    public static void Fell(WriteTransaction tx, Evidence evidence, ChallengeCause cause, string? reason)
    {
        foreach (var claimId in tx.Sql.Query<long>(Resting, new { evidence.Id }))
        {
            Open(tx, claimId, evidence, cause, reason);
        }
    }

    /// <summary>What fell while a review was published under embargo challenges its claims from the hour on at which everybody reads it.</summary>
    public static void FellSince(WriteTransaction tx, Review review, DateTimeOffset since)
    {
        var evidence = review.Evidence.Select(e => Evidence.Get(tx.Sql, e.Id)).ToList();
        foreach (var claimId in review.Claims.Select(c => c.Id))
        {
            foreach (var piece in evidence)
            {
                if (piece.State != Http.State.Active)
                {
                    Open(tx, claimId, piece, ChallengeCause.EvidenceWithdrawn, null);
                }
                else if (piece.Source?.Anchor is Anchor.Ambiguous or Anchor.Orphaned)
                {
                    Open(tx, claimId, piece, ChallengeCause.QuoteChanged, null);
                }
            }

            foreach (var id in tx.Sql.Query<long>(ChangedSince, new { claimId, since }))
            {
                Challenge.OpenByQuote(tx, claimId, Appearance.Get(tx.Sql, id), null);
            }

            foreach (var id in tx.Sql.Query<long>(ConfirmedSince, new { claimId, since }))
            {
                Challenge.OpenByContradiction(tx, id, null, claimId);
            }
        }
    }

    private static void Open(WriteTransaction tx, long claimId, Evidence evidence, ChallengeCause cause, string? reason)
    {
        var explanation = cause == ChallengeCause.EvidenceWithdrawn
            ? $"Evidence that its review cites was withdrawn: {evidence.Label}"
            : $"Words of evidence that its review cites are {Names.Of(evidence.Source!.Anchor)} in the newest text of {evidence.Label}.";
        Challenge.Open(tx, claimId, cause, "evidence", evidence.Id, explanation, reason);
    }
}
