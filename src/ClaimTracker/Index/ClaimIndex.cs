using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Index;

/// <summary>
/// Keeps the words of every claim where search finds them (<c>claim_search</c>), in the transaction that changes them.
///
/// A group of commands tells which claims, claimants and articles read otherwise now. A claim is written anew at once; so are those of a claimant or
/// an article as long as they are few. Where they are many they are noted in <c>search_due</c> and written in portions, while no command waits, or a
/// few with each group. What is due stands in the file: it survives a restart, and whichever process writes next goes on with it. A record that was
/// made before there was an index is due as a whole.
///
/// All that a claim's row says is read anew from the tables each time: there is nothing that could drift. How many active claims are on a topic
/// (<c>topic_use</c>) is counted from what a row said before and says now.
/// </summary>
internal sealed class ClaimIndex : IDerived
{
    /// <summary>As many claims of changed claimants and articles are written with the change itself.</summary>
    private const int AtOnce = 64;

    /// <summary>As many that are due are written when nobody waits, and as many when somebody does.</summary>
    private const int Portion = 256;
    private const int BusyPortion = 16;

    internal const string Newest = "SELECT rowid FROM claim_search ORDER BY rowid DESC LIMIT 1";

    /// <summary>Whoever is merged goes by the names of all.</summary>
    private const string OneWith = """
        SELECT id
        FROM claimant
        WHERE stands_for IN (SELECT claimant.stands_for FROM json_each(@ids) JOIN claimant ON claimant.id = json_each.value)
        ORDER BY id
        """;

    private const string OfClaimant = "SELECT id FROM claim WHERE claimant_id = @id LIMIT @limit";
    private const string OfArticle = "SELECT DISTINCT claim_id FROM appearance WHERE article_id = @id LIMIT @limit";

    private const string Note = """
        INSERT INTO search_due (whose, whose_id, done_to) VALUES (@whose, @id, @start)
        ON CONFLICT (whose, whose_id) DO UPDATE SET done_to = excluded.done_to
        """;

    internal const string IsDue = "SELECT EXISTS (SELECT 1 FROM search_due)";
    private const string FirstDue = "SELECT whose, whose_id, done_to FROM search_due LIMIT 1";
    private const string GoneOn = "UPDATE search_due SET done_to = @to WHERE whose = @Whose AND whose_id = @WhoseId";
    private const string Done = "DELETE FROM search_due WHERE whose = @Whose AND whose_id = @WhoseId";

    // Each follows an index, and what moves within it meanwhile is written for its own change.
    private const string NextOfClaimant = "SELECT id, folded AS place FROM claim WHERE claimant_id = @WhoseId AND folded > @DoneTo ORDER BY folded LIMIT @limit";
    private const string NextOfArticle = "SELECT DISTINCT claim_id AS id, claim_id AS place FROM appearance WHERE article_id = @WhoseId AND claim_id > @DoneTo ORDER BY claim_id LIMIT @limit";
    private const string NextOfRecord = "SELECT id, id AS place FROM claim WHERE id > @DoneTo ORDER BY id LIMIT @limit";

    private const string Row = """
        INTO claim_search (rowid, statement, translations, quotations, claimant, headline, filters)
        VALUES (@Id, @Statement, @Translations, @Quotations, @Claimant, @Headline, @Filters)
        """;

    private const string Insert = $"INSERT {Row}";
    private const string Replace = $"REPLACE {Row}";

    private const string CountTopic = """
        INSERT INTO topic_use (topic, folded, claims) VALUES (@topic, @folded, max(@change, 0))
        ON CONFLICT (topic) DO UPDATE SET claims = claims + @change
        """;

    public bool Follow(Sql sql, Changes changes)
    {
        var stale = new SortedSet<long>(changes.Claims);
        foreach (var id in changes.Claimants.Count == 0 ? [] : sql.Query<long>(OneWith, new { ids = Json.Write(changes.Claimants) }))
        {
            Take(sql, "claimant", id, OfClaimant, "", stale);
        }

        foreach (var id in changes.Articles)
        {
            Take(sql, "article", id, OfArticle, 0L, stale);
        }

        if (sql.First<long>(IsDue) == 0)
        {
            Write(sql, stale);
            return false;
        }

        TakeDue(sql, changes.IsEmpty ? Portion : BusyPortion, stale);
        Write(sql, stale);
        return sql.First<long>(IsDue) == 1;
    }

    /// <summary>Empties the index; it is made anew from the tables in portions that follow this transaction.</summary>
    public static void Rebuild(Sql sql)
    {
        sql.Execute("INSERT INTO claim_search (claim_search) VALUES ('rebuild')");   // what is damaged cannot be emptied
        sql.Execute("DELETE FROM claim_search");
        sql.Execute("DELETE FROM topic_use");
        sql.Execute("DELETE FROM search_due");
        sql.Execute(Note, new { whose = "record", id = 0L, start = 0L });
    }

    /// <summary>Takes up the claims of a claimant or an article, or notes them where they are too many.</summary>
    private static void Take(Sql sql, string whose, long id, string claims, object start, SortedSet<long> stale)
    {
        var found = sql.Query<long>(claims, new { id, limit = AtOnce + 1 });
        if (found.Count > AtOnce || (found.Count > 0 && stale.Count > 4 * AtOnce))
        {
            sql.Execute(Note, new { whose, id, start });
        }
        else
        {
            stale.UnionWith(found);
        }
    }

    private static void TakeDue(Sql sql, int limit, SortedSet<long> stale)
    {
        var due = sql.First<Due>(FirstDue)!;
        var values = new { due.WhoseId, due.DoneTo, limit };
        var claims = sql.Query<DueClaim>(due.Whose switch { "claimant" => NextOfClaimant, "article" => NextOfArticle, _ => NextOfRecord }, values);
        stale.UnionWith(claims.Select(c => c.Id));
        if (claims.Count < limit)
        {
            sql.Execute(Done, new { due.Whose, due.WhoseId });
        }
        else
        {
            sql.Execute(GoneOn, new { due.Whose, due.WhoseId, to = claims[^1].Place });
        }
    }

    /// <summary>Writes claims in the order of their ids: FTS5 takes them in this order in one piece.</summary>
    private static void Write(Sql sql, SortedSet<long> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        var newest = sql.First<long>(Newest);
        var topics = new Dictionary<string, int>();
        foreach (var text in ClaimText.Of(sql, ids))
        {
            var before = text.Id > newest ? null : ClaimText.Indexed(sql, text.Id);
            if (text != before)
            {
                sql.Execute(text.Id > newest ? Insert : Replace, text);
                Count(before, -1);
                Count(text, 1);
            }
        }

        foreach (var (topic, change) in topics.Where(t => t.Value != 0))
        {
            sql.Execute(CountTopic, new { topic, folded = Folding.Fold(topic), change });
        }

        void Count(ClaimText? text, int change)
        {
            foreach (var topic in text?.ActiveTopics() ?? [])
            {
                topics[topic] = topics.GetValueOrDefault(topic) + change;
            }
        }
    }

    private sealed class Due
    {
        public string Whose { get; init; } = "";

        public long WhoseId { get; init; }

        public object DoneTo { get; init; } = 0L;
    }

    private sealed class DueClaim
    {
        public long Id { get; init; }

        public object Place { get; init; } = 0L;
    }
}
