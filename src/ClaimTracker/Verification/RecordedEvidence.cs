using ClaimTracker.Articles;
using ClaimTracker.Data;

namespace ClaimTracker.Verification;

/// <summary>Evidence, as it stands, with its quotations.</summary>
internal sealed class RecordedEvidence : IRecordedState
{
    private const string Page = $"{Evidence.Select} WHERE evidence.id > @after AND evidence.id <= @last";

    private const string Astray = """
        SELECT DISTINCT evidence.id
        FROM evidence
        JOIN evidence_quote AS quote ON quote.evidence_id = evidence.id
        LEFT JOIN snapshot ON snapshot.id = quote.snapshot_id
        WHERE evidence.id > @after AND evidence.id <= @last
          AND CASE WHEN quote.snapshot_id IS NULL THEN quote."end" IS NOT NULL
            ELSE snapshot.article_id <> evidence.article_id OR substr(snapshot.text, quote.start + 1, quote."end" - quote.start) IS NOT quote.exact END
        """;

    private const string Unnumbered = """
        SELECT evidence_id FROM evidence_quote WHERE evidence_id > @after AND evidence_id <= @last GROUP BY evidence_id HAVING max(position) + 1 <> count(*)
        """;

    public string Entity => "evidence";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM evidence WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last)
    {
        var (astray, unnumbered) = (sql.Query<long>(Astray, new { after, last }).ToHashSet(), sql.Query<long>(Unnumbered, new { after, last }).ToHashSet());
        return sql.Query<Evidence.Row>(Page, new { after, last })
            .Select(row => new RecordedEntity(row.Id, () => row.ToEvidence().Whole(), () => Flaws(row.ToEvidence(), astray.Contains(row.Id), unnumbered.Contains(row.Id))));
    }

    private static IEnumerable<string> Flaws(Evidence evidence, bool isAstray, bool isUnnumbered)
    {
        if (evidence.Source is { } source && source.Anchor != (source.Quotes.Count == 0 ? Anchor.Unquoted : source.Quotes.Max(q => q.Anchor)))
        {
            yield return "its anchor is not that of its worst quotation.";
        }

        if (isAstray)
        {
            yield return "a quotation does not stand where it says, in a text of its article.";
        }

        if (isUnnumbered)
        {
            yield return "its quotations are not numbered from 0.";
        }
    }
}
