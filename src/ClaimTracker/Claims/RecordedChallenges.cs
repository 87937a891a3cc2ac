using ClaimTracker.Data;

namespace ClaimTracker.Claims;

/// <summary>Challenges, as they stand.</summary>
internal sealed class RecordedChallenges : IRecordedState
{
    private const string Page = $"{Challenge.Select} WHERE id > @after AND id <= @last";

    public string Entity => "challenge";

    public string Heads => "SELECT id, revision, opened_at AS created_at, updated_at, created_by FROM challenge WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last) =>
        sql.Query<Challenge.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, row.Whole, () => []));
}
