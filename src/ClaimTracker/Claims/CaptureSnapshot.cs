using ClaimTracker.Articles;
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

internal sealed class CaptureSnapshotHandler(Database database, Caller caller, Quotations quotations) : CommandHandler<CaptureSnapshot, Recorded<Snapshot>>(database, caller)
{
    private const string Known = "SELECT id FROM snapshot WHERE article_id = @ArticleId AND sha256 = @sha256";

    private const string Quoting = """
        SELECT quote.appearance_id, appearance.claim_id, quote.position, quote.snapshot_id, quote.exact, quote.prefix, quote.suffix, quote.start, quote.anchor
        FROM appearance
        JOIN quote ON quote.appearance_id = appearance.id
        WHERE appearance.article_id = @ArticleId
        ORDER BY appearance.id, quote.position
        """;

    private const string Move = "UPDATE quote SET anchor = @anchor, now_start = @start, now_end = @end WHERE appearance_id = @AppearanceId AND position = @Position";

    private const string Verify = """
        UPDATE quote
        SET snapshot_id = @snapshotId, exact = @Exact, prefix = @Prefix, suffix = @Suffix, start = @Start, "end" = @End, anchor = 'exact', now_start = @Start, now_end = @End
        WHERE appearance_id = @AppearanceId AND position = @Position
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

        // An article that has returned to an earlier text stands on that snapshot again.
        var id = known ?? Snapshot.Keep(tx, command.ArticleId, command.Given.Text, command.Given.Note, command.Given.CapturedAt, isFirst: false);
        if (known is not null)
        {
            Snapshot.MakeNewest(tx, command.ArticleId, id, isFirst: false);
        }

        var after = Article.Get(tx.Sql, command.ArticleId);
        tx.Raise("article.captured", "article", command.ArticleId, after.Revision, after.Whole(), command.Given.Note);
        var (counts, changed) = Reanchor(command.ArticleId, id, quotations.Prepared(tx.Sql, id), command.Given.Note, tx);
        return new Recorded<Snapshot>(Snapshot.Get(tx.Sql, id) with { Anchors = counts, Changed = changed }, IsNew: known is null);
    }

    private static (AnchorCounts Counts, List<AnchorChange> Changed) Reanchor(long articleId, long snapshotId, SourceText text, string? note, WriteTransaction tx)
    {
        var counts = new Dictionary<Anchor, long>();
        var changed = new List<AnchorChange>();
        foreach (var appearance in tx.Sql.Query<QuoteRow>(Quoting, new { ArticleId = articleId }).GroupBy(q => (q.AppearanceId, q.ClaimId)))
        {
            var was = appearance.Max(q => Names.Parse<Anchor>(q.Anchor));
            var now = appearance.Select(q => Reanchor(q, snapshotId, text, tx.Sql)).Max();
            counts[now] = counts.GetValueOrDefault(now) + 1;
            if (now != was)
            {
                var (id, claimId) = appearance.Key;
                tx.Sql.Execute(SetAnchor, new { id, now, at = tx.Now });
                var moved = Appearance.Get(tx.Sql, id);
                tx.Raise("appearance.reanchored", "appearance", id, moved.Revision, moved.Whole(claimId), note, claimId);
                changed.Add(new AnchorChange(id, claimId, was, now));
            }
        }

        return (new AnchorCounts(Of(Anchor.Exact), Of(Anchor.Shifted), Of(Anchor.Ambiguous), Of(Anchor.Orphaned)), changed);

        long Of(Anchor anchor) => counts.GetValueOrDefault(anchor);
    }

    private static Anchor Reanchor(QuoteRow quote, long snapshotId, SourceText text, Sql sql)
    {
        if (quote.SnapshotId is null)
        {
            return FirstCheck(quote, snapshotId, text, sql);
        }

        var (anchor, place) = text.Reanchor(quote.Exact, quote.Prefix ?? "", quote.Suffix ?? "", (int)quote.Start!.Value);
        sql.Execute(Move, new { anchor, start = place?.Start, end = place?.End, quote.AppearanceId, quote.Position });
        return Enum.Parse<Anchor>(anchor.ToString());
    }

    /// <summary>A quotation that was recorded before any text was held is verified by the first text that has it.</summary>
    private static Anchor FirstCheck(QuoteRow quote, long snapshotId, SourceText text, Sql sql)
    {
        var match = text.Find(new TextQuote(quote.Exact, quote.Prefix, quote.Suffix, (int?)quote.Start));
        if (match is QuoteMatch.Found found)
        {
            sql.Execute(Verify, new { snapshotId, found.Exact, found.Prefix, found.Suffix, found.Start, found.End, quote.AppearanceId, quote.Position });
            return Anchor.Exact;
        }

        var anchor = match is QuoteMatch.Several ? Anchor.Ambiguous : Anchor.Orphaned;
        sql.Execute(Move, new { anchor, start = (long?)null, end = (long?)null, quote.AppearanceId, quote.Position });
        return anchor;
    }

    private sealed class QuoteRow
    {
        public long AppearanceId { get; init; }

        public long ClaimId { get; init; }

        public long Position { get; init; }

        public long? SnapshotId { get; init; }

        public string Exact { get; init; } = "";

        public string? Prefix { get; init; }

        public string? Suffix { get; init; }

        public long? Start { get; init; }

        public string Anchor { get; init; } = "";
    }
}
