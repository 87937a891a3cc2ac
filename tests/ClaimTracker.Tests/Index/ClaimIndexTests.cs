using ClaimTracker.Data;
using ClaimTracker.Index;
using CsCheck;

namespace ClaimTracker.Tests.Index;

public sealed class ClaimIndexTests
{
    private const string Rows = "SELECT count(*) FROM claim_search";
    private const string Due = "SELECT count(*) FROM search_due";

    [Fact]
    public async Task A_claim_is_in_the_index_with_all_its_words_once_it_is_recorded()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", Draft.Quoting("Çavuşoğlu’s ministry will answer.", new { exact = "We will answer again" })).Json(201);

        var row = await Row(app, claim.Id());

        Assert.Equal("cavusoglu ministri will answer", row.Statement);
        Assert.Equal("we will answer again", row.Quotations);
        Assert.Equal("the daili", row.Claimant);
        Assert.Equal("headline of a1", row.Headline);
        Assert.Equal(
            "___state_active ___kind_fact ___status_unverified ___claimant_1 ___article_1 ___publisher_1 ___said_2020 ___period_any ___block_0", row.Filters);
    }

    [Fact]
    public async Task A_refused_command_leaves_no_row()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await client.Post("/v1/claims", Draft.Claim("It holds.", new { links = new[] { new { to = 99, type = "supports", explanation = "x" } } })).Faults(422);

        Assert.Equal(0, await app.Database.Read(sql => sql.First<long>(Rows), CancellationToken.None));
    }

    [Fact]
    public async Task Words_of_two_texts_are_no_phrase()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", Draft.Quoting("It holds.", new { exact = "Border clashes" }, new { exact = "officials said" })).Json(201);

        Assert.Equal("border clashes _ officials said", (await Row(app, claim.Id())).Quotations);
    }

    [Fact]
    public async Task A_change_of_a_claimant_with_many_claims_is_followed_in_portions_also_after_a_restart()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        await Fill(app, 1_000);
        await client.Patch("/v1/claimants/1", new { name = "The Evening", reason = "renamed" }, "*").Json();
        await app.Restart();
        await Settle(app);

        Assert.Equal(1_000, await app.Database.Read(sql => sql.First<long>("SELECT count(*) FROM claim_search WHERE claim_search MATCH 'evening'"), CancellationToken.None));
        Assert.Null(await app.Database.Read(Check, CancellationToken.None));
    }

    [Fact]
    public async Task A_record_from_before_the_index_is_written_without_anyone_writing()
    {
        await using var app = await App.Start();
        await Given.Article(await app.Client(Role.Editor));
        await Fill(app, 600);
        await Settle(app);
        await app.Database.Write(
            Data.Record.Patient(),
            tx =>
            {
                tx.Sql.Execute("DELETE FROM claim_search");
                return tx.Sql.Execute("INSERT INTO search_due (whose, whose_id, done_to) VALUES ('record', 0, 0)");
            },
            CancellationToken.None);
        await app.Restart();
        await Settle(app);

        Assert.Equal(600, await app.Database.Read(sql => sql.First<long>(Rows), CancellationToken.None));
        Assert.Null(await app.Database.Read(Check, CancellationToken.None));
    }

    [Fact]
    public async Task The_check_finds_what_differs_and_a_rebuild_mends_it()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        await Fill(app, 300);
        await Settle(app);

        await Break("UPDATE claim_search SET statement = 'something else' WHERE rowid = 7", "claim 7: search does not find it by what it says now.");
        await Break("DELETE FROM claim_search WHERE rowid = 8", "claim 8: search does not find it by what it says now.");
        await Break("INSERT INTO topic_use (topic, folded, claims) VALUES ('x', 'x', 1)", "topic x: its claims are miscounted.");
        await Break("INSERT INTO claim_search (rowid, statement) VALUES (999, 'x')", "claim 999: search finds it, and it is not there.");

        async Task Break(string how, string found)
        {
            Assert.Null(await app.Database.Read(Check, CancellationToken.None));
            await app.Database.Write(Data.Record.Patient(), tx => tx.Sql.Execute(how), CancellationToken.None);
            Assert.Equal(found, await app.Database.Read(Check, CancellationToken.None));
            await app.Database.Write(
                Data.Record.Patient(),
                tx =>
                {
                    ClaimIndex.Rebuild(tx.Sql);
                    return 0;
                },
                CancellationToken.None);
            await Settle(app);
        }
    }

    /// <summary>The first thing that the check finds.</summary>
    private static string? Check(Sql sql)
    {
        var found = new List<Finding>();
        var check = new ClaimIndexCheck();
        while (check.Step(sql, found.Add))
        {
        }

        return found.FirstOrDefault()?.ToString();
    }

    /// <summary>However claims, claimants, articles and appearances change: the index is what the tables give.</summary>
    [Fact]
    public async Task The_index_is_always_what_the_record_says()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        for (var i = 1; i <= 3; i++)
        {
            await client.Post("/v1/articles", new { @ref = $"a{i}", headline = $"Headline {i}", publisher = new { name = $"Outlet {i % 2}", type = "outlet" } }).Json(201);
        }

        var round = 0;
        await Gen.Select(Gen.Int[0, 9], Gen.Int[1, 4], Gen.Int[0, 99]).Array[10, 25].SampleAsync(
            async steps =>
            {
                var run = Interlocked.Increment(ref round);
                foreach (var (action, which, seed) in steps)
                {
                    using var answer = await Take(client, action, which, $"{run} {seed}");
                    Assert.True((int)answer.StatusCode is 200 or 201 or 404 or 409 or 422, $"{action}: {answer.StatusCode}");
                }

                await Settle(app);
                Assert.Null(await app.Database.Read(Check, CancellationToken.None));
            },
            iter: 25, threads: 1);
    }

    private static Task<HttpResponseMessage> Take(HttpClient client, int action, int which, string words) => action switch
    {
        0 or 1 or 2 => client.Post("/v1/claims", Draft.Said($"Statement {words}.", $"Speaker {which}", new
        {
            appearance = new { articleRef = $"a{(which % 3) + 1}", mode = "reported_speech", said = new { edtf = "2015/2020" }, quotes = new[] { new { exact = $"Quoted {words}" } } },
            topics = new[] { $"Topic {which}" },
        })),
        3 => client.Patch($"/v1/claims/{which}", new { statement = $"Amended {words}.", language = "zh-Hant", translations = new { tr = $"Çeviri {words}" }, reason = "x" }, "*"),
        4 => client.Patch($"/v1/claimants/{which}", new { aliases = new[] { $"Alias {words}" }, reason = "x" }, "*"),
        5 => client.Patch($"/v1/articles/{(which % 3) + 1}", new { headline = $"Headline {words}", published = new { edtf = "2019" }, reason = "x" }, "*"),
        6 => client.Post($"/v1/claims/{which}/withdraw", new { reason = "x" }),
        7 => client.Post($"/v1/claims/{which}/restore", new { reason = "x" }),
        8 => client.Post($"/v1/appearances/{which}/withdraw", new { reason = "x" }),
        _ => client.Post($"/v1/claims/{which}/appearances", new { articleRef = $"a{(which % 3) + 1}", mode = "partial_quote", quotes = new[] { new { exact = $"Again {words}" } } }),
    };

    /// <summary>Claims of the first claimant, written past the messages, and indexed as they are due.</summary>
    private static Task<int> Fill(App app, int count) => app.Database.Write(
        Data.Record.Patient(),
        tx =>
        {
            tx.Sql.Execute(
                """
                WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < @count)
                INSERT INTO claim (claimant_id, statement, folded, kind, translations, period_certain, period_through, said_certain, status, state, revision, created_at, updated_at)
                SELECT 1, 'Statement ' || n, 'statement ' || n, 'fact', '{}', 0, 0, 0, 'unverified', 'active', 1, 0, 0 FROM number
                """,
                new { count });
            return tx.Sql.Execute("INSERT INTO search_due (whose, whose_id, done_to) VALUES ('record', 0, 0)");
        },
        CancellationToken.None);

    /// <summary>Waits until nothing is due: each empty command lets the writer take another portion.</summary>
    private static async Task Settle(App app)
    {
        for (var i = 0; i < 1_000 && await app.Database.Read(sql => sql.First<long>(Due), CancellationToken.None) > 0; i++)
        {
            await app.Database.Write(Data.Record.Patient(), _ => 0, CancellationToken.None);
        }
    }

    private static async Task<ClaimText> Row(App app, long id) => (await app.Database.Read(sql => ClaimText.Indexed(sql, id), CancellationToken.None))!;
}
