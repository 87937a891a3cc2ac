using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Articles;

/// <summary>Snapshots, as they stand: the text is what its hash says.</summary>
internal sealed class RecordedSnapshots : IRecordedState
{
    private const string Page = "SELECT id, article_id, sha256, length, note, captured_at, label FROM snapshot WHERE id > @after AND id <= @last";
    private const string Text = "SELECT text FROM snapshot WHERE id = @id";

    public string Entity => "snapshot";

    /// <summary>Snapshots never change.</summary>
    public string Heads => "SELECT id, 1 AS revision, created_at, created_at AS updated_at, created_by FROM snapshot WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last) =>
        sql.Query<Row>(Page, new { after, last }).Select(row => new RecordedEntity(
            row.Id,
            () => Snapshot.Whole(row.ArticleId, row.Sha256, row.Length, row.Note, ColumnValue.Instant(row.CapturedAt)),
            () => Flaws(row, sql)));

    /// <summary>Texts are read one by one: each may be megabytes.</summary>
    private static IEnumerable<string> Flaws(Row row, Sql sql)
    {
        var text = sql.First<string>(Text, new { id = row.Id })!;
        if (Snapshot.HashOf(text) != row.Sha256)
        {
            yield return "the text is not the one that was captured: its hash is another.";
        }

        if (CodePoints.Count(text) != row.Length || Snapshot.LabelOf(text) != row.Label)
        {
            yield return "its length or its first words are not those of the text.";
        }
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long ArticleId { get; init; }

        public string Sha256 { get; init; } = "";

        public long Length { get; init; }

        public string? Note { get; init; }

        public long CapturedAt { get; init; }

        public string Label { get; init; } = "";
    }
}
