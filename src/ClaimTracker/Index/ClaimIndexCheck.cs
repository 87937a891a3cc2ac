using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Index;

/// <summary>The search index: its own pages first, then every claim's row against what the tables say.</summary>
internal sealed class ClaimIndexCheck : ICheck
{
    private const int Portion = 500;

    private const string Miscounted = """
        SELECT coalesce(counted.topic, topic_use.topic)
        FROM (SELECT topic, count(*) AS claims FROM claim_topic JOIN claim ON claim.id = claim_id WHERE claim.state = 'active' GROUP BY topic) AS counted
        FULL JOIN topic_use ON topic_use.topic = counted.topic
        WHERE coalesce(counted.claims, 0) <> coalesce(topic_use.claims, 0)
        LIMIT 1
        """;

    private const string Topics = "SELECT topic, folded FROM topic_use";
    private const string Orphan = "SELECT rowid FROM claim_search WHERE rowid > @place AND rowid NOT IN (SELECT id FROM claim) LIMIT 1";
    private const string Next = "SELECT id FROM claim WHERE id > @place ORDER BY id LIMIT @Portion";
    private const string Last = "SELECT coalesce(max(id), 0) FROM claim";

    private long place;
    private long last;
    private bool isBegun;

    public string Name => "full text";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        if (!isBegun)
        {
            isBegun = true;
            last = sql.First<long>(Last);
            return IsWhole(sql, found) && last > 0;
        }

        // What is due is being written: it is compared the next time.
        var ids = sql.First<long>(ClaimIndex.IsDue) == 1 ? [] : sql.Query<long>(Next, new { place, Portion });
        foreach (var id in ids.Where(id => !IsExact(sql, id)))
        {
            found(Finding.Of("claim", id, "search does not find it by what it says now."));
        }

        place = ids.Count == 0 ? last : ids[^1];
        Progress = last == 0 ? 1 : Math.Min(1, (double)place / last);
        return ids.Count > 0;
    }

    private static bool IsExact(Sql sql, long id)
    {
        try
        {
            return ClaimText.Of(sql, [id]).Single() == ClaimText.Indexed(sql, id);
        }
        catch (Exception e) when (BadContent.Made(e))
        {
            return false;
        }
    }

    private static bool IsWhole(Sql sql, Action<Finding> found)
    {
        sql.First<long>(ClaimIndex.Newest);   // FTS5 looks whether others have written when it is read, and not when it is checked
        if (sql.First<string>("PRAGMA integrity_check(claim_search)") is var answer && answer != "ok")
        {
            found(new Finding("the search index", $"{answer}."));
            return false;
        }

        if (sql.First<long>(ClaimIndex.IsDue) == 0)
        {
            if (sql.First<long?>(Orphan, new { place = 0L }) is { } orphan)
            {
                found(Finding.Of("claim", orphan, "search finds it, and it is not there."));
            }

            if (sql.First<string>(Miscounted) is { } topic)
            {
                found(new Finding($"topic {topic}", "its claims are miscounted."));
            }

            foreach (var used in sql.Query<TopicUse>(Topics).Where(t => Folding.Fold(t.Topic) != t.Folded))
            {
                found(new Finding($"topic {used.Topic}", "it is not found under its name: the folding of it is another."));
            }
        }

        return true;
    }

    private sealed class TopicUse
    {
        public string Topic { get; init; } = "";

        public string Folded { get; init; } = "";
    }
}
