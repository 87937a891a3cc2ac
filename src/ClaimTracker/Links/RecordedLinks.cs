using ClaimTracker.Data;

namespace ClaimTracker.Links;

/// <summary>Links, as they stand.</summary>
internal sealed class RecordedLinks : IRecordedState
{
    private const string Page = $"{Link.Select} WHERE link.id > @after AND link.id <= @last";

    public string Entity => "link";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM link WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last) =>
        sql.Query<Link.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToLink().Whole(), () => []));
}
