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
        var anchors = followers.SelectMany(follower => follower.Reanchor(tx, command.ArticleId, id, text, command.Given.Note)).ToList();
        return new Recorded<Snapshot>(
            Snapshot.Get(tx.Sql, id) with { Anchors = AnchorCounts.Of(anchors), Changed = [.. anchors.Where(a => a.Now != a.Was)] }, IsNew: known is null);
    }
}
