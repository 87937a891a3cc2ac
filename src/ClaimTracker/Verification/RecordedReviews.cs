using ClaimTracker.Data;

namespace ClaimTracker.Verification;

/// <summary>Reviews, as they stand, with their claims and the evidence they cite.</summary>
internal sealed class RecordedReviews : IRecordedState
{
    private const string Page = $"{Review.Select} WHERE review.id > @after AND review.id <= @last";

    public string Entity => "review";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM review WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last) =>
        sql.Query<Review.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToReview().Whole(), () => []));
}
