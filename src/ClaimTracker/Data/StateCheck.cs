using System.Text.Json;

namespace ClaimTracker.Data;

/// <summary>
/// Compares the entities of one kind with their events: the state rebuilt from events is the state that is stored. Both are read in the order of ids, a bounded
/// number of each at a time, and merged; an entity without an event and an event without its entity are found by that.
/// </summary>
internal sealed class StateCheck(IRecordedState state) : ICheck
{
    private const int Portion = 500;

    /// <summary>Of each entity its first and its last event.</summary>
    private const string Events = """
        SELECT told.entity_id AS id, told.last AS seq, first.at AS created_at, first.actor_id AS created_by, last.at AS updated_at, last.revision, last.content
        FROM (SELECT entity_id, min(seq) AS first, max(seq) AS last
              FROM event
              WHERE entity = @entity AND entity_id > @after
              GROUP BY entity_id
              ORDER BY entity_id
              LIMIT @limit) AS told
        JOIN event AS first ON first.seq = told.first
        JOIN event AS last ON last.seq = told.last
        ORDER BY told.entity_id
        """;

    private const string Newest = "SELECT max(entity_id) FROM event WHERE entity = @entity";

    private long after = long.MinValue;
    private long? newest;

    public string Name => $"{state.Entity} and its events";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        newest ??= sql.First<long?>(Newest, new { entity = state.Entity }) ?? 0;
        var heads = sql.Query<RecordedHead>(state.Heads, new { after, limit = Portion });
        var events = sql.Query<LastEvent>(Events, new { entity = state.Entity, after, limit = Portion });

        // Past the end of a list that is cut off, nothing is known of the other.
        var last = Math.Min(heads.Count == Portion ? heads[^1].Id : long.MaxValue, events.Count == Portion ? events[^1].Id : long.MaxValue);
        Compare(sql, heads.TakeWhile(h => h.Id <= last).ToList(), events.TakeWhile(e => e.Id <= last).ToDictionary(e => e.Id), last, found);

        after = last;
        Progress = last == long.MaxValue || newest == 0 ? 1 : Math.Clamp((double)last / newest.Value, 0, 1);
        return last != long.MaxValue;
    }

    private void Compare(Sql sql, List<RecordedHead> heads, Dictionary<long, LastEvent> events, long last, Action<Finding> found)
    {
        var entities = heads.Count == 0 ? [] : Read(sql, after, last, [.. heads.Select(h => h.Id)]);
        foreach (var head in heads)
        {
            foreach (var flaw in Flaws(head, entities.GetValueOrDefault(head.Id), events.GetValueOrDefault(head.Id)))
            {
                found(Finding.Of(state.Entity, head.Id, flaw));
            }

            events.Remove(head.Id);
        }

        foreach (var (id, told) in events)
        {
            found(Finding.Of(state.Entity, id, FormattableString.Invariant($"event {told.Seq} tells of it, and it is not there.")));
        }
    }

    /// <summary>The entities of a portion. One that cannot be read hides the others: then each is read by itself, and that one is left out.</summary>
    private Dictionary<long, RecordedEntity> Read(Sql sql, long from, long to, long[] ids)
    {
        try
        {
            return state.Read(sql, from, to).ToDictionary(e => e.Id);
        }
        catch (Exception e) when (BadContent.Made(e))
        {
            return ids.Length > 1 ? ids.SelectMany(id => Read(sql, id - 1, id, [id])).ToDictionary() : [];
        }
    }

    private List<string> Flaws(RecordedHead head, RecordedEntity? entity, LastEvent? told)
    {
        var flaws = new List<string>();
        if (told is null)
        {
            flaws.Add("no event tells of it.");
        }
        else
        {
            var differing = new List<string>();
            Note(head.Revision == told.Revision, "revision");
            Note(head.CreatedAt == told.CreatedAt, "createdAt");
            Note(head.UpdatedAt == told.UpdatedAt, "updatedAt");
            Note(head.CreatedBy == told.CreatedBy, "createdBy");
            if (differing.Count > 0)
            {
                flaws.Add(FormattableString.Invariant($"{string.Join(", ", differing)}: not what its events up to {told.Seq} say."));
            }

            void Note(bool agrees, string member)
            {
                if (!agrees)
                {
                    differing.Add(member);
                }
            }
        }

        if (entity is null)
        {
            flaws.Add("it cannot be read together with what belongs to it.");
            return flaws;
        }

        try
        {
            if (told is not null && Differences(entity.Content(), told.Content) is { Count: > 0 } differences)
            {
                flaws.Add(FormattableString.Invariant($"{string.Join(", ", differences)}: not what its last event ({told.Seq}) says."));
            }

            flaws.AddRange(entity.Flaws());
        }
        catch (Exception e) when (BadContent.Made(e))
        {
            flaws.Add($"its columns cannot be understood ({e.GetType().Name}).");
        }

        return flaws;
    }

    private List<string> Differences(object stored, string told)
    {
        var written = Json.Write(stored);
        if (written == told)
        {
            return [];
        }

        using var now = JsonDocument.Parse(written);
        using var then = JsonDocument.Parse(told);
        return JsonDifference.Members(now.RootElement, then.RootElement, state.Derived);
    }

    private sealed class LastEvent
    {
        public long Id { get; init; }

        public long Seq { get; init; }

        public long CreatedAt { get; init; }

        public long? CreatedBy { get; init; }

        public long UpdatedAt { get; init; }

        public long Revision { get; init; }

        public string Content { get; init; } = "";
    }
}
