using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>Dates anew what was said "six months ago", when the day of publication it counts from is learned or corrected.</summary>
internal sealed class FollowPublication : IFollowArticle
{
    private const string Counting = """
        SELECT appearance.id, appearance.claim_id, appearance.said, article.published
        FROM appearance
        JOIN article ON article.id = appearance.article_id
        WHERE appearance.article_id = @articleId AND json_extract(appearance.said, '$.offset') IS NOT NULL
        """;

    private const string SetDays = "UPDATE appearance SET said_earliest = @Earliest, said_latest = @Latest, said_certain = @IsCertain WHERE id = @Id";

    public void PublishedChanged(WriteTransaction tx, long articleId)
    {
        foreach (var row in tx.Sql.Query<Row>(Counting, new { articleId }))
        {
            var dated = Dated.Of(Json.Read<GivenSaid>(row.Said), Json.ReadOrNull<GivenDate>(row.Published))!;
            tx.Sql.Execute(SetDays, new { dated.Earliest, dated.Latest, dated.IsCertain, row.Id });
            AppearanceRow.RepeatSaid(tx, row.ClaimId);
            tx.Touch(row.ClaimId);
        }
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long ClaimId { get; init; }

        public string Said { get; init; } = "";

        public string? Published { get; init; }
    }
}
