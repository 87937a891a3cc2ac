using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Articles;

/// <summary>Articles, as they stand. Whether one is corrected follows from its appearances.</summary>
internal sealed class RecordedArticles : IRecordedState
{
    private const string Page = $"{Article.Select} WHERE article.id > @after AND article.id <= @last";

    private const string Repeated = """
        SELECT id, url, canonical_url, published, published_earliest, published_latest,
          corrected = EXISTS (SELECT 1 FROM appearance WHERE article_id = article.id AND mode = 'correction_note' AND state = 'active') AS corrected_follows,
          snapshot_id IS NULL OR EXISTS (SELECT 1 FROM snapshot WHERE id = article.snapshot_id AND article_id = article.id) AS snapshot_is_own,
          (SELECT coalesce(max(position) + 1, 0) = count(*) FROM article_author WHERE article_id = article.id) AS authors_count
        FROM article
        WHERE id > @after AND id <= @last
        """;

    public string Entity => "article";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM article WHERE id > @after ORDER BY id LIMIT @limit";

    public IReadOnlyCollection<string> Derived => ["corrected"];

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last)
    {
        var repeated = sql.Query<RepeatedRow>(Repeated, new { after, last }).ToDictionary(r => r.Id);
        return sql.Query<Article.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToArticle().Whole(), () => Flaws(repeated[row.Id])));
    }

    private static IEnumerable<string> Flaws(RepeatedRow row)
    {
        var published = Dated.Of(Json.ReadOrNull<GivenDate>(row.Published));
        if (published?.Earliest != ColumnValue.Day(row.PublishedEarliest) || published?.Latest != ColumnValue.Day(row.PublishedLatest))
        {
            yield return "the days of publication are not those of its date.";
        }

        if (ArticleRow.Canonical(row.Url) != row.CanonicalUrl)
        {
            yield return "the address it is known by is not its address.";
        }

        if (row.CorrectedFollows == 0)
        {
            yield return "whether it is corrected does not follow from its appearances.";
        }

        if (row.SnapshotIsOwn == 0)
        {
            yield return "its newest text is another article's.";
        }

        if (row.AuthorsCount == 0)
        {
            yield return "its authors are not numbered from 0.";
        }
    }

    private sealed class RepeatedRow
    {
        public long Id { get; init; }

        public string? Url { get; init; }

        public string? CanonicalUrl { get; init; }

        public string? Published { get; init; }

        public string? PublishedEarliest { get; init; }

        public string? PublishedLatest { get; init; }

        public long CorrectedFollows { get; init; }

        public long SnapshotIsOwn { get; init; }

        public long AuthorsCount { get; init; }
    }
}
