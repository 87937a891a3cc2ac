using ClaimTracker.Data;

namespace ClaimTracker.Auth;

/// <summary>Keys, as they stand. Their secrets are no part of their events, and the last use is noted without one.</summary>
internal sealed class RecordedKeys : IRecordedState
{
    private const string Page = $"{ApiKey.Select} WHERE id > @after AND id <= @last";

    public string Entity => "key";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM api_key WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last) =>
        sql.Query<ApiKey.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToKey().Content(), () => []));
}
