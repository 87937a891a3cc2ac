using ClaimTracker.Articles;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Claims;

/// <summary>A text to keep.</summary>
/// <param name="Text">The full text as captured. Nothing of it is changed.</param>
/// <param name="Note">What is different in it: "editor's note added".</param>
/// <param name="CapturedAt">When it was captured; now, where it is not given.</param>
public sealed record GivenSnapshot(
    [property: Prose(Limits.ArticleText)] string Text,
    [property: Prose(Limits.Note)] string? Note = null,
    DateTimeOffset? CapturedAt = null);

internal sealed record CaptureSnapshot(long ArticleId, GivenSnapshot Given) : ICommand<Recorded<Snapshot>>;

internal static class CaptureSnapshotEndpoint
{
    /// <summary>Capture a snapshot</summary>
    /// <remarks>
    /// Keeps the text and looks for every quotation of the article in it. Nothing is moved silently: the answer counts how the quotations stand now and lists
    /// each appearance whose anchor has changed. A text that this article has already answers 200 with that snapshot; if another was captured since, the
    /// quotations are looked for in it again.
    /// </remarks>
    /// <param name="id">The article's id.</param>
    /// <param name="snapshot">The text.</param>
    public static async Task<RecordedAnswer<Snapshot>> Post(long id, Body<GivenSnapshot> snapshot, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new CaptureSnapshot(id, snapshot.Value), cancellation));
}

internal sealed class CaptureSnapshotHandler(Database database, Caller caller, Quotations quotations, IEnumerable<IFollowSnapshot> followers)
    : CommandHandler<CaptureSnapshot, Recorded<Snapshot>>(database, caller)
{
    private const string Known = "SELECT id FROM snapshot WHERE article_id = @ArticleId AND sha256 = @sha256";

    private const string Quoting = $"""
        SELECT quote.appearance_id AS owner_id, appearance.claim_id, {QuotePlace.Columns}
        FROM appearance
        JOIN quote ON quote.appearance_id = appearance.id
        WHERE appearance.article_id = @ArticleId
        ORDER BY appearance.id, quote.position
        """;

    private const string Move = "UPDATE quote SET anchor = @anchor, now_start = @start, now_end = @end WHERE appearance_id = @OwnerId AND position = @Position";

    private const string Verify = """
        UPDATE quote
        SET snapshot_id = @snapshotId, exact = @Exact, prefix = @Prefix, suffix = @Suffix, start = @Start, "end" = @End, anchor = 'exact', now_start = @Start, now_end = @End
        WHERE appearance_id = @OwnerId AND position = @Position
        """;

    private const string SetAnchor = "UPDATE appearance SET anchor = @now, revision = revision + 1, updated_at = @at WHERE id = @id";

    protected override Recorded<Snapshot> Handle(CaptureSnapshot command, WriteTransaction tx)
    {
        var before = Article.Get(tx.Sql, command.ArticleId);
        var known = tx.Sql.First<long?>(Known, new { command.ArticleId, sha256 = Snapshot.HashOf(command.Given.Text) });
        if (known is not null && known == before.Snapshot?.Id)
        {
            return new Recorded<Snapshot>(Snapshot.Get(tx.Sql, known.Value), IsNew: false);
        }

        Standing.RequireActive(before.State);

        // An article that has returned to an earlier text stands on that snapshot again.
        var id = known ?? Snapshot.Keep(tx, command.ArticleId, command.Given.Text, command.Given.Note, command.Given.CapturedAt, isFirst: false);
        if (known is not null)
        {
            Snapshot.MakeNewest(tx, command.ArticleId, id, isFirst: false);
        }

        var after = Article.Get(tx.Sql, command.ArticleId);
        tx.Raise("article.captured", "article", command.ArticleId, after.Revision, after.Whole(), command.Given.Note);
        var text = quotations.Prepared(tx.Sql, id);
        var anchors = Reanchor(command.ArticleId, id, text, command.Given.Note, tx);
        foreach (var follower in followers)
        {
            anchors.AddRange(follower.Reanchor(tx, command.ArticleId, id, text, command.Given.Note));
        }

        return new Recorded<Snapshot>(
            Snapshot.Get(tx.Sql, id) with { Anchors = AnchorCounts.Of(anchors), Changed = [.. anchors.Where(a => a.Now != a.Was)] }, IsNew: known is null);
    }

    private static List<AnchorChange> Reanchor(long articleId, long snapshotId, SourceText text, string? note, WriteTransaction tx)
    {
        var anchors = new List<AnchorChange>();
        foreach (var appearance in tx.Sql.Query<QuotePlace>(Quoting, new { ArticleId = articleId }).GroupBy(q => (q.OwnerId, q.ClaimId)))
        {
            var (id, claimId) = appearance.Key;
            var was = appearance.Max(q => Names.Parse<Anchor>(q.Anchor));
            var places = appearance.Select(q => Reanchor(q, snapshotId, text, tx.Sql)).ToList();
            var now = places.Max(p => p.Anchor);
            anchors.Add(new AnchorChange(claimId, was, now, AppearanceId: id));

            // One quotation may move while the worst of them stays as bad: that is told too.
            if (places.Any(p => p.HasMoved))
            {
                tx.Sql.Execute(SetAnchor, new { id, now, at = tx.Now });
                var moved = Appearance.Get(tx.Sql, id);
                tx.Raise("appearance.reanchored", "appearance", id, moved.Revision, moved.Whole(claimId), note, claimId);
                if (moved.State == State.Active && QuotePlace.IsWorse(was, now))
                {
                    Challenge.OpenByQuote(tx, claimId, moved, note);
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
