using ClaimTracker.Data;

namespace ClaimTracker.Verification;

/// <summary>Rating scales, as they stand. The one that came with the record's schema has no event until somebody changes it.</summary>
internal sealed class RecordedRatingScales : IRecordedState
{
    private const string Page = $"{RatingScale.Select} WHERE id > @after AND id <= @last";

    public string Entity => "rating_scale";

    public string Heads => """
        SELECT id, revision, coalesce(first.at, created_at) AS created_at, updated_at, iif(id = 1, first.actor_id, created_by) AS created_by
        FROM rating_scale
        LEFT JOIN (SELECT at, actor_id FROM event WHERE entity = 'rating_scale' AND entity_id = 1 ORDER BY seq LIMIT 1) AS first ON rating_scale.id = 1
        WHERE id > @after AND (id <> 1 OR revision > 1)
        ORDER BY id
        LIMIT @limit
        """;

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last) =>
        sql.Query<RatingScale.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToScale().Whole(), () => []));
}
