using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using CsCheck;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests.Operations;

/// <summary>The state rebuilt from events is the state that is stored, and no change of a row behind the service's back goes unnoticed.</summary>
public sealed class RecordedStateTests(ITestOutputHelper output)
{
    /// <summary>What no check covers where row and index are changed alike. No answer shows any of it but the last use of a key and the last change of a dispute.</summary>
    private static readonly string[] Uncovered =
    [
        "api_key.secret_hash", "api_key.last_used_at",
        "quote.snapshot_id",                           // to another text of the article that has the same words in the same place, and is not the newest one quoted
        "quote.now_start", "quote.now_end", "evidence_quote.now_start", "evidence_quote.now_end",   // of a quotation that has not shifted, where no answer gives them
        "claim_home.entity", "claim_home.entity_id", "claim_home.part", "claim_home.claim_id",     // to another row, or another home, under the same claim
        "meta.key", "meta.value",
        "question.dispute_changed",                    // when its rivals last changed: a changed bit is found, as the index tells the same
    ];

    [Fact]
    public async Task After_any_history_the_state_rebuilt_from_events_is_the_one_that_is_stored()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Admin);
        var run = 0;
        await History.Steps.SampleAsync(
            async steps =>
            {
                await History.Make(client, steps, $"r{Interlocked.Increment(ref run)}");
                Assert.Equal([], Checking.Findings(app.DatabasePath));
            },
            iter: 10, threads: 1);
    }

    [Fact]
    public async Task A_change_of_any_column_that_holds_content_is_found()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Admin);
        await Rich(client);
        await client.Post("/v1/keys/1/rotate", new { reason = "It is time." }).Json(201);
        using var outside = Sqlite.Open(app.DatabasePath);
        using var sql = new Sql(outside);
        Assert.Equal([], Checking.Findings(sql));
        Unguard(outside);

        var missed = new List<string>();
        var planted = 0;
        foreach (var (table, column, key) in Columns(outside))
        {
            foreach (var change in Changes(outside, table, column, key))
            {
                outside.Run("SAVEPOINT planted");
                if (Change(outside, change))
                {
                    planted++;
                    if (Look(sql).Length == 0)
                    {
                        missed.Add($"{table}.{column.Trim('"')}");
                    }
                }

                outside.Run("ROLLBACK TO planted; RELEASE planted");
            }
        }

        output.WriteLine($"{planted} changes planted; not found: {string.Join(", ", missed.Distinct())}");
        Assert.Equal("", string.Join(", ", missed.Distinct().Except(Uncovered)));
        Assert.True(planted > 100, $"{planted}");
    }

    [Fact]
    public async Task A_row_that_is_gone_is_found_in_whichever_table_it_was()
    {
        await using var app = await App.Start();
        await Rich(await app.Client(Role.Admin));
        using var outside = Sqlite.Open(app.DatabasePath);
        using var sql = new Sql(outside);
        Unguard(outside);
        var missed = new List<string>();
        foreach (var table in outside.Texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('meta', 'idempotency', 'claim_body', 'search_due', 'topic_use') AND name NOT LIKE 'claim_search%'"))
        {
            outside.Run("SAVEPOINT planted");
            var key = table switch
            {
                "claim_topic" or "quote" or "evidence_quote" or "attribution" or "article_author" or "claimant_alias" => "position = 0",
                "review_claim" => "review_id = (SELECT min(review_id) FROM review_claim)",
                "review_evidence" => "review_id = (SELECT min(review_id) FROM review_evidence)",
                "answer_conflict" => "(answer_id, other_id) = (SELECT answer_id, other_id FROM answer_conflict LIMIT 1)",
                "claim_home" => "TRUE",
                _ => $"rowid = (SELECT min(rowid) FROM {table})",
            };
            outside.Run($"DELETE FROM {table} WHERE {key}");
            Assert.True(outside.Count("SELECT changes()") > 0, table);
            if (Look(sql).Length == 0)
            {
                missed.Add(table);
            }

            outside.Run("ROLLBACK TO planted; RELEASE planted");
        }

        // Where a moved row belongs is told by the events, yet by none of their contents.
        Assert.Equal(["claim_home"], missed.Order());
    }

    [Fact]
    public async Task Two_statements_that_changed_places_are_found_in_both_claims()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Admin);
        await Given.Article(client);
        var (a, b) = ((await Given.Claim(client, "One.")).Id(), (await Given.Claim(client, "Two.")).Id());
        using var outside = Sqlite.Open(app.DatabasePath);
        outside.Run("UPDATE claim SET folded = folded || '*'");
        outside.Run($"UPDATE claim SET statement = CASE statement WHEN 'One.' THEN 'Two.' ELSE 'One.' END, folded = CASE statement WHEN 'One.' THEN 'two.' ELSE 'one.' END");
        var findings = Checking.Findings(app.DatabasePath);
        Assert.Contains(findings, f => f.StartsWith($"claim {a}: content/statement: not what its last event (", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.StartsWith($"claim {b}: content/statement: not what its last event (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_no_event_tells_of_is_found_past_the_end_of_the_events_and_before_their_beginning()
    {
        await using var app = await App.Start();
        await Given.Article(await app.Client(Role.Admin));
        using var outside = Sqlite.Open(app.DatabasePath);
        foreach (var id in (long[])[-3, 900])
        {
            outside.Run($"INSERT INTO claimant (id, name, folded, type, same_as, state, revision, created_at, updated_at) VALUES ({id}, 'Eve', 'eve', 'person', '[]', 'active', 1, 0, 0)");
        }

        Assert.Equal(["claimant -3: no event tells of it.", "claimant 900: no event tells of it."], Checking.Findings(app.DatabasePath));
    }

    [Fact]
    public async Task Entities_beyond_one_portion_are_compared_too()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Admin);
        await Given.Article(client);
        await History.Claims(client, 1_100);
        Assert.Equal([], Checking.Findings(app.DatabasePath));
        using var outside = Sqlite.Open(app.DatabasePath);
        outside.Run("PRAGMA foreign_keys = OFF");
        outside.Run("UPDATE claim SET language = 'tr' WHERE id IN (1, 500, 501, 1000, 1100); DELETE FROM appearance WHERE id = 700");
        var findings = Checking.Findings(app.DatabasePath);
        Assert.All([1, 500, 501, 1000, 1100], id => Assert.Contains(findings, f => f.StartsWith($"claim {id}: content/language", StringComparison.Ordinal)));
        Assert.Contains(findings, f => f.StartsWith("appearance 700: event", StringComparison.Ordinal) && f.EndsWith("tells of it, and it is not there.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_was_changed_or_removed_is_found_in_the_chain()
    {
        await using var app = await App.Start();
        await Rich(await app.Client(Role.Admin));
        using var outside = Sqlite.Open(app.DatabasePath);
        Unguard(outside);
        outside.Run("UPDATE event SET reason = 'another' WHERE seq = 3");
        Assert.Contains(Checking.Findings(app.DatabasePath), f => f.StartsWith("event 3: it does not fit the chain", StringComparison.Ordinal));
    }

    [Fact]
    public void A_guard_that_was_taken_away_and_a_rule_that_was_changed_are_found()
    {
        using var folder = Folder.WithRecord();
        using var outside = Sqlite.Open(folder.Database);
        Assert.Equal([], Checking.Findings(folder.Database));
        outside.Run("DROP TRIGGER event_keeps; DROP INDEX link_by_to; CREATE INDEX link_by_to ON link (to_id, type)");
        Assert.Equal(["the index link_by_to: it is not what the migrations make.", "the trigger event_keeps: it is not what the migrations make."], Checking.Findings(folder.Database));
    }

    [Fact]
    public async Task An_answer_kept_for_a_retry_that_was_changed_is_found_and_not_given_again()
    {
        await using var app = await App.Start();
        using var client = await app.Client(Role.Admin);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        var ada = new { name = "Ada", type = "person" };
        await client.Post("/v1/claimants", ada).Json(201);
        using (var outside = Sqlite.Open(app.DatabasePath))
        {
            outside.Run("UPDATE idempotency SET location = '/v1/claimants/3'");
        }

        Assert.Equal("storage-damaged", (await client.Post("/v1/claimants", ada).Json(503)).Slug());
        Assert.Equal(["the answer kept for key 1: it is not the one that was given."], Checking.Findings(app.DatabasePath));
    }

    [Fact]
    public async Task The_rating_scale_that_comes_with_the_schema_is_compared_with_it_until_somebody_amends_it()
    {
        await using var app = await App.Start();
        using var client = await app.Client(Role.Admin);
        using var outside = Sqlite.Open(app.DatabasePath);
        using var sql = new Sql(outside);
        outside.Run("SAVEPOINT planted; UPDATE rating_scale SET steps = replace(steps, 'Mixed', 'Right')");
        Assert.Contains(Look(sql), f => f == "rating_scale 1: it is not the one that comes with the schema.");
        outside.Run("ROLLBACK TO planted; RELEASE planted");
        await client.Patch("/v1/rating-scales/1", new { name = "From false to true", reason = "Clearer." }, "*").Json();
        Assert.Equal([], Checking.Findings(app.DatabasePath));
        outside.Run("UPDATE rating_scale SET created_at = created_at + 1");
        Assert.Equal(["rating_scale 1: it is not the one that comes with the schema."], Checking.Findings(app.DatabasePath));
    }

    [Fact]
    public async Task An_event_of_a_kind_that_nothing_keeps_is_found()
    {
        using var record = new ClaimTracker.Tests.Data.Record();
        await record.Write("one");
        Assert.Equal(["events: some tell of a note, and this version knows no such thing."], Checking.Findings(record.Path));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "")]
    [InlineData("""{"a":null,"b":[]}""", """{"c":{}}""", "")]
    [InlineData("""{"a":"x","b":{"c":[1,2]}}""", """{"a":"y","b":{"c":[1,3]}}""", "a b/c/1")]
    [InlineData("""{"a":false}""", "{}", "a")]
    [InlineData("""{"a":""}""", "{}", "a")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "a")]
    [InlineData("""{"a":"1"}""", """{"a":1}""", "a")]
    [InlineData("""{"derived":1,"a":{"derived":1}}""", """{"derived":2,"a":{"derived":2}}""", "a/derived")]
    public void JSON_values_differ_where_they_say_otherwise_and_not_where_one_says_nothing(string a, string b, string expected)
    {
        using var left = System.Text.Json.JsonDocument.Parse(a);
        using var right = System.Text.Json.JsonDocument.Parse(b);
        Assert.Equal(expected, string.Join(' ', JsonDifference.Members(left.RootElement, right.RootElement, ["derived"])));
    }

    /// <summary>A record with something in every table.</summary>
    private static async Task Rich(HttpClient client)
    {
        var random = Enumerable.Range(0, 144).Select(i => (i % 36, (i * 7) % 13, (i * 5) % 11, i * 37)).ToList();
        await History.Make(client, random, "rich");
        await History.Make(client, [.. random.Select(s => (s.Item1, s.Item3, s.Item2, s.Item4 + 1))], "more");
        await client.Post("/v1/articles", new { @ref = "rich", headline = "Rich" }).Json(201);
        var question = (await client.Post("/v1/questions", new { text = "How many, in the end?", answerType = "quantity" }).Json(201)).Id();
        foreach (var value in new[] { 16, 18, 20 })
        {
            await client.Post("/v1/claims", Draft.Said($"It was {value}.", $"Counter {value}", new
            {
                appearance = new { articleRef = "rich", mode = "reported_speech" },
                quantity = new { qualifier = "exact", value },
                answers = new[] { new { questionId = question } },
            })).Json(201);
        }

        await client.Post($"/v1/disputes/{question}/resolve", new { preferredAnswerId = (await client.Read("/v1/answers?limit=1")).Items().Single().Id(), reason = "A recount." }).Json();
    }

    private static void Unguard(SqliteConnection outside)
    {
        outside.Run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
        foreach (var trigger in outside.Texts("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
        {
            outside.Run($"DROP TRIGGER {trigger}");
        }
    }

    private static List<(string Table, string Column, string Key)> Columns(SqliteConnection outside) =>
    [
        .. outside.Texts("""
            SELECT t.name || '.' || c.name || '.' || (SELECT group_concat(k.name, ',') FROM pragma_table_info(t.name) AS k WHERE k.pk > 0)
            FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT IN (SELECT value FROM json_each('["claim_body","search_due","topic_use"]')) AND t.name NOT LIKE 'claim_search%'
            """).Select(line => line.Split('.')).Select(parts => (parts[0], $"\"{parts[1]}\"", parts[2])),
    ];

    /// <summary>Another value of the same column, taken from another row; and one that no other row has.</summary>
    private static IEnumerable<string> Changes(SqliteConnection outside, string table, string column, string key)
    {
        foreach (var place in outside.Texts($"SELECT {string.Join(" || ' AND ' || ", key.Split(',').Select(k => $"'\"{k}\" IS ' || quote(\"{k}\")"))} FROM {table} WHERE {column} IS NOT NULL LIMIT 2"))
        {
            yield return $"UPDATE {table} SET {column} = (SELECT o.{column} FROM {table} AS o WHERE o.{column} IS NOT {table}.{column} LIMIT 1) WHERE {place}";
            yield return $"UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1 WHEN 'blob' THEN zeroblob(32) ELSE {column} || 'x' END WHERE {place}";
            yield return $"UPDATE {table} SET {column} = NULL WHERE {place}";
        }
    }

    private static bool Change(SqliteConnection outside, string sql)
    {
        try
        {
            outside.Run(sql);
            return outside.Count("SELECT changes()") == 1;
        }
        catch (SqliteException)
        {
            return false;   // the schema itself does not allow it
        }
    }

    /// <summary>The checks inside the transaction of the change.</summary>
    private static string[] Look(Sql sql)
    {
        var findings = new List<string>();
        foreach (var check in ClaimTracker.Operations.RecordChecks.All().Where(check => check is not SchemaCheck))   // the guards are gone
        {
            while (check.Step(sql, f => findings.Add($"{f}")))
            {
            }
        }

        return [.. findings];
    }
}
