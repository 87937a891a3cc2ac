using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Claims;

/// <summary>Looks for what appearances quote of an article when a new text of it is captured.</summary>
internal sealed class AppearanceAnchors() : ReanchorsQuotes(Quoting, Move, Verify, SetAnchor)
{
    private const string Quoting = $"""
        SELECT quote.appearance_id AS owner_id, appearance.claim_id, {QuotePlace.Columns}
        FROM appearance
        JOIN quote ON quote.appearance_id = appearance.id
        WHERE appearance.article_id = @articleId
        ORDER BY appearance.id, quote.position
        """;

    private const string Move = "UPDATE quote SET anchor = @anchor, now_start = @start, now_end = @end WHERE appearance_id = @OwnerId AND position = @Position";

    private const string Verify = """
        UPDATE quote
        SET snapshot_id = @snapshotId, exact = @Exact, prefix = @Prefix, suffix = @Suffix, start = @Start, "end" = @End, anchor = 'exact', now_start = @Start, now_end = @End
        WHERE appearance_id = @OwnerId AND position = @Position
        """;

    private const string SetAnchor = "UPDATE appearance SET anchor = @now, revision = revision + 1, updated_at = @at WHERE id = @id";

    protected override AnchorChange Change(long id, long claimId, Anchor was, Anchor now) => new(claimId, was, now, AppearanceId: id);

    protected override void Tell(WriteTransaction tx, long id, long claimId, bool isWorse, string? note)
    {
        var moved = Appearance.Get(tx.Sql, id);
        tx.Raise("appearance.reanchored", "appearance", id, moved.Revision, moved.Whole(claimId), note, claimId);
        if (isWorse && moved.State == State.Active)
        {
            Challenge.OpenByQuote(tx, claimId, moved, note);
        }
    }
}
