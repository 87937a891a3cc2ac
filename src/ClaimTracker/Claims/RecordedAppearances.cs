using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>Appearances, as they stand, with their quotations and relays.</summary>
internal sealed class RecordedAppearances : IRecordedState
{
    private const string Page = $"{Appearance.Select} WHERE appearance.id > @after AND appearance.id <= @last";

    private const string Grounds = """
        SELECT appearance.id, article.published,
          NOT EXISTS (SELECT 1 FROM quote LEFT JOIN snapshot ON snapshot.id = quote.snapshot_id
            WHERE quote.appearance_id = appearance.id
              AND CASE WHEN quote.snapshot_id IS NULL THEN quote."end" IS NOT NULL
                ELSE snapshot.article_id <> appearance.article_id OR substr(snapshot.text, quote.start + 1, quote."end" - quote.start) IS NOT quote.exact END) AS quotes_stand,
          (SELECT coalesce(max(position) + 1, 0) = count(*) FROM quote WHERE appearance_id = appearance.id)
            AND (SELECT coalesce(max(position) + 1, 0) = count(*) FROM attribution WHERE appearance_id = appearance.id) AS places_count
        FROM appearance
        JOIN article ON article.id = appearance.article_id
        WHERE appearance.id > @after AND appearance.id <= @last
        """;

    public string Entity => "appearance";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM appearance WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last)
    {
        var grounds = sql.Query<Ground>(Grounds, new { after, last }).ToDictionary(g => g.Id);
        return sql.Query<Appearance.Row>(Page, new { after, last }).Select(row => new RecordedEntity(
            row.Id, () => row.ToAppearance(withClaim: false).Whole(row.ClaimId), () => Flaws(row, grounds[row.Id])));
    }

    private static IEnumerable<string> Flaws(Appearance.Row row, Ground ground)
    {
        var said = Dated.Of(Json.ReadOrNull<GivenSaid>(row.Said), Json.ReadOrNull<GivenDate>(ground.Published));
        if (said?.Earliest != ColumnValue.Day(row.SaidEarliest) || said?.Latest != ColumnValue.Day(row.SaidLatest) || (said?.IsCertain ?? false) != (row.SaidCertain == 1))
        {
            yield return "the days it was said on are not those of its date.";
        }

        var quotes = Json.Read<Quote[]>(row.Quotes);
        if (Names.Parse<Anchor>(row.Anchor) != (quotes.Length == 0 ? Anchor.Unquoted : quotes.Max(q => q.Anchor)))
        {
            yield return "its anchor is not that of its worst quotation.";
        }

        if (ground.QuotesStand == 0)
        {
            yield return "a quotation does not stand where it says, in a text of its article.";
        }

        if (ground.PlacesCount == 0)
        {
            yield return "its quotations or relays are not numbered from 0.";
        }
    }

    private sealed class Ground
    {
        public long Id { get; init; }

        public string? Published { get; init; }

        public long QuotesStand { get; init; }

        public long PlacesCount { get; init; }
    }
}
