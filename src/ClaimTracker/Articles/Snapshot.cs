using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Articles;

/// <summary>The full text of an article as captured. Immutable: a changed article gets a new snapshot.</summary>
/// <param name="Id">The snapshot's id.</param>
/// <param name="Article">The article.</param>
/// <param name="Sha256">SHA-256 of the text in UTF-8, in hexadecimal.</param>
/// <param name="Length">Its length in Unicode code points.</param>
/// <param name="CapturedAt">When it was captured.</param>
/// <param name="Note">What is different in it.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="Text">The text. Only where one snapshot is read, and only for contributors and above.</param>
/// <param name="Anchors">In the answer of a capture: how many quotations of the article stand in the new text, and how.</param>
/// <param name="Changed">In the answer of a capture: each appearance and each piece of evidence whose anchor is another than before.</param>
public sealed record Snapshot(
    long Id,
    ArticleReference Article,
    string Sha256,
    long Length,
    DateTimeOffset CapturedAt,
    string? Note,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AnchorCounts? Anchors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AnchorChange>? Changed = null) : IResource
{
    internal const string Select = $"""
        SELECT taken.id, taken.article_id, article.ref AS article_ref, {ArticleReference.LabelSql} AS article_label,
          taken.sha256, taken.length, taken.captured_at, taken.note, taken.created_at
        FROM snapshot AS taken
        JOIN article ON article.id = taken.article_id
        LEFT JOIN snapshot ON snapshot.id = article.snapshot_id
        """;

    private const string Insert = """
        INSERT INTO snapshot (article_id, text, label, sha256, length, note, captured_at, created_at, created_by)
        VALUES (@articleId, @text, @label, @sha256, @length, @note, @captured, @now, @actor)
        RETURNING id
        """;

    private const string Newest = "UPDATE article SET snapshot_id = @id, revision = revision + @more, updated_at = @now WHERE id = @articleId";

    private const int WordsOfLabel = 8;

    string IResource.Href => $"/v1/snapshots/{Id}";

    /// <summary>Snapshots never change.</summary>
    long IResource.Revision => 1;

    internal static Snapshot Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE taken.id = @id", new { id })?.ToSnapshot() ?? throw ProblemException.NotFound("snapshot", id);

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Its first eight words.</summary>
    internal static string LabelOf(string text) =>
        string.Join(' ', text.Split((char[]?)null, WordsOfLabel + 1, StringSplitOptions.RemoveEmptyEntries).Take(WordsOfLabel));

    /// <summary>What an event keeps of it: not the text, which its hash stands for.</summary>
    internal static object Whole(long articleId, string sha256, long length, string? note, DateTimeOffset capturedAt) =>
        new { Article = articleId, sha256, length, note, capturedAt };

    /// <summary>Keeps a text that this article does not have yet, and makes it the newest.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="articleId">The article.</param>
    /// <param name="text">The text as captured.</param>
    /// <param name="note">What is different in it.</param>
    /// <param name="capturedAt">When it was captured; now, where that is not known.</param>
    /// <param name="isFirst">Whether the article is recorded with it: then it counts no revision of its own.</param>
    internal static long Keep(WriteTransaction tx, long articleId, string text, string? note, DateTimeOffset? capturedAt, bool isFirst)
    {
        var (sha256, length) = (HashOf(text), CodePoints.Count(text));
        var captured = capturedAt ?? tx.Now;
        var id = tx.Sql.First<long>(Insert, new { articleId, text, label = LabelOf(text), sha256, length = (long)length, note, captured, now = tx.Now, actor = tx.Actor.Id });
        MakeNewest(tx, articleId, id, isFirst);
        tx.Raise("snapshot.captured", "snapshot", id, 1, Whole(articleId, sha256, length, note, captured));
        return id;
    }

    /// <summary>Makes a text the one that the article stands on.</summary>
    internal static void MakeNewest(WriteTransaction tx, long articleId, long id, bool isFirst) =>
        tx.Sql.Execute(Newest, new { id, articleId, more = isFirst ? 0 : 1, now = tx.Now });

    internal sealed class Row
    {
        public long Id { get; init; }

        public long ArticleId { get; init; }

        public string? ArticleRef { get; init; }

        public string ArticleLabel { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public long Length { get; init; }

        public long CapturedAt { get; init; }

        public string? Note { get; init; }

        public long CreatedAt { get; init; }

        public Snapshot ToSnapshot() => new(
            Id, new ArticleReference(ArticleId, ArticleRef, ArticleLabel), Sha256, Length, ColumnValue.Instant(CapturedAt), Note, ColumnValue.Instant(CreatedAt));
    }
}
