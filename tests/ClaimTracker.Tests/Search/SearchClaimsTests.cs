using ClaimTracker.Data;
using ClaimTracker.Search;
using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Search;

public sealed class SearchClaimsTests
{
    [Fact]
    public async Task One_name_is_found_under_each_of_its_spellings()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "Dağlık Karabağ’ı görüşeceğiz.", key: "tr");
        await Given.Claim(client, "Даглык Карабах.", key: "ru");
        await client.Post("/v1/claims", Draft.Said("It holds.", "Mevlüt Çavuşoğlu", new { @ref = "minister" })).Json(201);
        await client.Post("/v1/claims", Draft.Said("It stands.", "İlham Əliyev", new { @ref = "az" })).Json(201);
        await client.Post("/v1/claims", Draft.Said("It stays.", "Ильхам Алиев", new { @ref = "cyr" })).Json(201);
        var state = await client.Post("/v1/claimants", new { name = "Türkiye", type = "state", aliases = new[] { "Turkey" } }).Json(201);
        await client.Post("/v1/claims", Draft.Said("It goes.", "", new { @ref = "state", claimant = (object?)null, claimantId = state.Id() })).Json(201);

        foreach (var spelling in new[] { "daglik", "DAĞLIK", "Даглык", "dağlıq".Replace('q', 'k') })
        {
            Assert.Equal(["ru", "tr"], await Refs(client, spelling));
        }

        Assert.Equal(["minister"], await Refs(client, "cavusoglu"));
        foreach (var spelling in new[] { "aliev", "Əliyev", "Алиев", "ALIYEV" })
        {
            Assert.Equal(["az", "cyr"], await Refs(client, spelling));
        }

        await Given.Claim(client, "Turkey sent planes.", key: "en");
        await Given.Claim(client, "Türkiye uçak gönderdi.", key: "tk");
        foreach (var name in new[] { "Turkey", "TURKEY", "Türkiye", "turkiye", "\"turkey\"" })
        {
            Assert.Equal(["en", "state", "tk"], await Refs(client, name));
        }

        Assert.Equal(["tk"], await Refs(client, "turkey ucak"));
        Assert.Equal(["en", "state"], await Refs(client, "turkey*"));
    }

    [Fact]
    public async Task A_merged_claimant_is_found_by_every_name_of_the_one_that_stands_for_it()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var kept = await client.Post("/v1/claimants", new { name = "Türkiye", type = "state", aliases = new[] { "Turkey" } }).Json(201);
        var merged = await client.Post("/v1/claimants", new { name = "Ankara", type = "organization" }).Json(201);
        await client.Post("/v1/claims", Draft.Said("It goes.", "", new { @ref = "ankara", claimant = (object?)null, claimantId = merged.Id() })).Json(201);
        Assert.Empty(await Refs(client, "turkey"));

        await client.Post($"/v1/claimants/{merged.Id()}/merge", new { into = kept.Id(), reason = "They speak as one." }).Json();
        Assert.Equal(["ankara"], await Refs(client, "turkey"));
        Assert.Equal(["ankara"], await Refs(client, "ankara"));
        var found = (await client.Read($"/v1/search?q=goes&claimantId={merged.Id()}")).Items().Single();
        Assert.Equal((kept.Id(), merged.Id()), (found["claimant"]!.Id(), found["claimant"]!["recordedAs"]!.Id()));
        Assert.Single((await client.Read($"/v1/search?q=goes&claimantId={kept.Id()}")).Items());

        await client.Post($"/v1/claimants/{merged.Id()}/restore", new { reason = "They do not." }).Json();
        Assert.Empty(await Refs(client, "turkey"));
        Assert.Empty((await client.Read($"/v1/search?q=goes&claimantId={kept.Id()}")).Items());
    }

    [Fact]
    public async Task Words_phrases_beginnings_and_exclusions()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "Azerbaijan needs a Turkish base.", key: "needs");
        await Given.Claim(client, "Turkish drones need no base in Azerbaijan.", key: "drones");

        Assert.Equal(["drones", "needs"], await Refs(client, "base turkish"));
        Assert.Equal(["needs"], await Refs(client, "\"turkish base\""));
        Assert.Equal(["drones", "needs"], await Refs(client, "turk*"));
        Assert.Equal(["drones", "needs"], await Refs(client, "ba* azerb*"));
        Assert.Equal(["needs"], await Refs(client, "turkish -drones"));
        Assert.Equal(["needs"], await Refs(client, "turkish -dro*"));
        Assert.Equal(["drones"], await Refs(client, "base -\"turkish base\""));
        Assert.Empty(await Refs(client, "turk"));
        Assert.Empty(await Refs(client, "base absent"));
        Assert.Empty(await Refs(client, "state_active"));
    }

    [Fact]
    public async Task Highlights_say_where_the_words_stand_in_the_texts_as_they_are_on_record()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", Draft.Quoting("😀 The minister’s Şuşa plan.", new { exact = "said the minister" }, new { exact = "Border clashes" })).Json(201);
        await client.Patch($"/v1/claims/{claim.Id()}", new { translations = new { tr = "Bakanın Şuşa planı", de = "Der Plan" }, reason = "x" }, "*").Json();

        var page = await client.Read("/v1/search?q=minister+su%C5%9Fa");
        var item = Assert.Single(page.Items());

        var shown = item["highlights"]!.AsArray().Select(h =>
        {
            var text = h!["passage"] is { } passage ? (string)item["passages"]![(int)passage]!["text"]! : item["claim"]!.Text("statement")!;
            return $"{h.Text("field")} {CodePoints.Slice(text, (int)h["start"]!, (int)h["end"]!)}";
        });
        Assert.Equal(["statement minister", "statement Şuşa", "translation Şuşa", "quotation minister"], shown);
        Assert.Equal("tr", item["passages"]![0]!.Text("language"));
        Assert.Equal((claim["appearances"]![0]!.Id(), 1), ((long)item["passages"]![1]!["appearanceId"]!, (long)item["passages"]![1]!["articleId"]!));
        Assert.Equal(2, item["passages"]!.AsArray().Count);
        Assert.Equal("bm25", page.Text("ranking"));
        Assert.True((bool)page["complete"]!);

        var byName = Assert.Single((await client.Read("/v1/search?q=daily+headline")).Items());
        Assert.Equal(["claimant", "headline"], byName["passages"]!.AsArray().Select(p => p!.Text("field")));
    }

    [Fact]
    public async Task A_word_counts_more_in_a_statement_than_in_a_headline_and_more_if_it_is_rare()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "The drones fly, headline or not.", key: "statement");
        await Given.Claim(client, "The base stays in the valley.", key: "headline");
        Assert.Equal(["statement", "headline"], await InOrder("headline"));

        await Given.Claim(client, "The common word and the common word.", key: "c1");
        await Given.Claim(client, "The common word and the rare one.", key: "c2");
        await Given.Claim(client, "The common word and the common one.", key: "c3");
        Assert.Equal("c2", (await InOrder("the co* -absent"))[^1]);
        Assert.Equal(["c3", "c1", "c2"], await InOrder("common"));

        async Task<string[]> InOrder(string q) => [.. (await client.Read($"/v1/search?q={Uri.EscapeDataString(q)}")).Items().Select(i => i["claim"]!.Text("ref")!)];
    }

    [Fact]
    public async Task Each_filter_narrows_the_search_as_it_narrows_the_list()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        for (var i = 1; i <= 3; i++)
        {
            await client.Post("/v1/articles", new { @ref = $"a{i}", publisher = new { name = $"Outlet {i % 2}", type = "outlet" }, text = $"Text {i}" }).Json(201);
        }

        string?[] said = [null, "2019", "2020-07-12", "2020~", "2001/2020", "2020-06/..", "199X"];
        string?[] periods = [null, "2016/2021", "2020", "../2019"];
        for (var i = 0; i < 60; i++)
        {
            await client.Post("/v1/claims", new
            {
                @ref = $"c{i}",
                statement = $"Word number {i}.",
                kind = i % 3 == 0 ? "position" : "fact",
                claimant = new { name = $"Speaker {i % 4}", type = "person" },
                language = i % 5 == 0 ? "zh-Hant" : "en",
                topics = new[] { $"Topic {i % 3}", "All" },
                period = periods[i % 4] is { } p ? new { edtf = p } : null,
                appearance = new { articleRef = $"a{(i % 3) + 1}", mode = "reported_speech", said = said[i % 7] is { } s ? new { edtf = s } : null },
            }).Json(201);
        }

        await client.Post("/v1/claims/7/withdraw", new { reason = "x" }).Json();
        await client.Post("/v1/appearances/9/withdraw", new { reason = "x" }).Json();
        string[] filters =
        [
            "articleId=1", "articleRef=a2", "articleRef=a9", "claimantId=3", "claimantId=999", "publisherId=1", "publisherId=2", "topic=Topic%201", "topic=topic%201", "topic=All", "kind=fact", "kind=prediction",
            "status=unverified", "status=not_checkable", "state=withdrawn", "language=zh-hant", "language=en", "ref=c4", "saidFrom=2020", "saidTo=2019", "saidFrom=2020-07&saidTo=2020-07",
            "saidFrom=2020-07&saidTo=2020-07&dates=certain", "saidFrom=1995&saidTo=1996", "periodFrom=2020-07", "periodFrom=2020&periodTo=2020", "periodFrom=2020&periodTo=2020&dates=certain", "periodTo=2018&saidFrom=2019",
            "saidFrom=2021&saidTo=2019",
        ];

        await Gen.Int[0, filters.Length - 1].Select(i => filters[i]).Array[1, 3].SampleAsync(
            async chosen =>
            {
                var query = string.Join('&', chosen.SelectMany(c => c.Split('&')).GroupBy(c => c.Split('=')[0]).Select(g => g.First()));
                var listed = (await client.All($"/v1/claims?{query}", 50)).Select(c => $"{c.Text("ref")} {c.Text("dateFit")}").Order(StringComparer.Ordinal);
                var found = (await client.All($"/v1/search?q=word&{query}", 7)).Select(i => $"{i["claim"]!.Text("ref")} {i.Text("dateFit")}").Order(StringComparer.Ordinal);
                Assert.Equal(listed, found);
            },
            iter: 120, threads: 1);
    }

    [Fact]
    public async Task The_pages_of_many_windows_together_are_all_that_matches_once_each()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        for (var i = 1; i <= 40; i++)
        {
            await Given.Claim(client, $"{(i % 2 == 0 ? "Even word word" : "Odd word")} number {i}.", key: $"c{i}");
        }

        var handler = new SearchClaimsHandler(app.Database, new SearchBounds(Window: 6, Budget: TimeSpan.FromSeconds(10)));
        var found = new List<string>();
        var query = new SearchClaims { Q = "word", Limit = 4 };
        for (var isFirst = true; isFirst || query.Cursor is not null; isFirst = false)
        {
            var page = await handler.Handle(query, CancellationToken.None);
            Assert.Equal(Ranking.RecentWindow, page.Ranking);
            Assert.True(page.IsComplete);
            found.AddRange(page.Items.Select(i => i.Claim.Ref!));
            query = query with { Cursor = page.Next };
        }

        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"c{i}").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(["c40", "c38", "c36", "c39", "c37", "c35"], found[..6]);
        Assert.Equal(7, (await handler.Handle(new SearchClaims { Q = "number", Limit = 200, Cursor = null }, CancellationToken.None)).Items.Count + 1);
        Assert.Equal(Ranking.Bm25, (await handler.Handle(new SearchClaims { Q = "\"number 7\"" }, CancellationToken.None)).Ranking);
    }

    [Fact]
    public async Task A_search_that_is_ended_in_time_goes_on_with_the_next_page()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await app.Database.Write(
            Data.Record.Patient(),
            tx =>
            {
                tx.Sql.Execute(
                    """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 60000)
                    INSERT INTO claim (claimant_id, statement, folded, kind, translations, period_certain, period_through, said_certain, status, state, revision, created_at, updated_at)
                    SELECT 1, iif(n % 9000 = 0, 'one two ' || n, 'two ' || n || ' one'), 'x' || n, 'fact', '{}', 0, 0, 0, 'unverified', 'active', 1, 0, 0 FROM number
                    """);
                return tx.Sql.Execute(
                    """
                    INSERT INTO claim_search (rowid, statement, translations, quotations, claimant, headline, filters)
                    SELECT id, statement, '', '', '', '', '___state_active ___block_' || (id >> 14) FROM claim
                    """);
            },
            CancellationToken.None);

        var handler = new SearchClaimsHandler(app.Database, new SearchBounds(Window: 1_000, Budget: TimeSpan.Zero));
        var found = new List<long>();
        var cut = 0;
        var query = new SearchClaims { Q = "\"one two\"" };
        for (var isFirst = true; isFirst || query.Cursor is not null; isFirst = false)
        {
            var page = await handler.Handle(query, CancellationToken.None);
            Assert.Equal(page.IsComplete, page.Next is null);
            cut += page.IsComplete ? 0 : 1;
            found.AddRange(page.Items.Select(i => i.Claim.Id));
            query = query with { Cursor = page.Next };
        }

        Assert.True(cut > 2);
        Assert.Equal([54_000, 45_000, 36_000, 27_000, 18_000, 9_000], found);
    }

    /// <summary>In whichever way the index is asked, and however the record is cut: what is found is what a look at every claim finds, once each.</summary>
    [Fact]
    public async Task Every_way_of_searching_finds_what_a_look_at_every_claim_finds()
    {
        await using var app = await App.Start();
        // What is found is looked at here, not how fast: bounds are tried that make a search as slow as can be.
        app.Database.Deadline = TimeSpan.FromMinutes(1);
        await Given.Article(await app.Client(Role.Contributor));
        string[] vocabulary = ["alpha", "alps", "alpine", "alpinist", "be", "beta", "gamma", "gammon"];
        var random = new Random(7);
        var statements = Enumerable.Range(1, 500).Select(_ => Enumerable.Range(0, random.Next(1, 7)).Select(_ => vocabulary[random.Next(vocabulary.Length)]).ToArray()).ToArray();
        await app.Database.Write(
            Data.Record.Patient(),
            tx =>
            {
                foreach (var words in statements)
                {
                    tx.Changes.Claims.Add(tx.Sql.First<long>(
                        """
                        INSERT INTO claim (claimant_id, statement, folded, kind, translations, period_certain, period_through, said_certain, status, state, revision, created_at, updated_at)
                        VALUES (1, @statement, hex(randomblob(16)), 'fact', '{}', 0, 0, 0, 'unverified', 'active', 1, 0, 0)
                        RETURNING id
                        """,
                        new { statement = string.Join(' ', words) }));
                }

                return 0;
            },
            CancellationToken.None);
        var budget = TimeSpan.FromSeconds(10);
        SearchClaimsHandler[] ways =
        [
            new(app.Database, new SearchBounds(1_000, budget)),
            new(app.Database, new SearchBounds(7, budget, FewMatches: 0, FewMerged: 0, FewRead: 0)),
            new(app.Database, new SearchBounds(40, TimeSpan.Zero, FewMatches: 0, FewMerged: 100, FewRead: 100)),
            new(app.Database, new SearchBounds(40, budget, FewRead: 1_000_000)),
        ];

        var word = Gen.Int[0, vocabulary.Length - 1].Select(i => vocabulary[i]);
        var term = Gen.Select(Gen.Int[0, 5], word, word, Gen.Int[2, 5]).Select((kind, one, two, letters) => kind switch
        {
            0 or 1 => one,
            2 => $"\"{one} {two}\"",
            3 => $"{one[..Math.Min(letters, one.Length)]}*",
            4 => $"-{one}",
            _ => $"-{one[..Math.Min(letters, one.Length)]}*",
        });
        await term.Array[1, 3].Where(terms => terms.Any(t => t[0] != '-')).SampleAsync(
            async terms =>
            {
                var expected = statements.Index().Where(s => terms.All(t => Has(s.Item, t))).Select(s => s.Index + 1L);
                foreach (var way in ways)
                {
                    var found = new List<long>();
                    var query = new SearchClaims { Q = string.Join(' ', terms), Limit = 30 };
                    for (var isFirst = true; isFirst || query.Cursor is not null; isFirst = false)
                    {
                        var page = await way.Handle(query, CancellationToken.None);
                        found.AddRange(page.Items.Select(i => i.Claim.Id));
                        query = query with { Cursor = page.Next };
                    }

                    Assert.Equal(expected, found.Order());
                }
            },
            iter: 60, threads: 1);

        static bool Has(string[] words, string term) =>
            term[0] == '-' ? !Has(words, term[1..])
            : term[^1] == '*' ? words.Any(w => w.StartsWith(term[..^1], StringComparison.Ordinal))
            : term[0] == '"' ? $" {string.Join(' ', words)} ".Contains($" {term.Trim('"')} ", StringComparison.Ordinal)
            : words.Contains(term);
    }

    [Fact]
    public async Task Facets_count_what_the_matches_are()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await client.Post("/v1/claims", Draft.Claim("A word.", new { topics = new[] { "bases", "Дроны" }, language = "zh-Hant" })).Json(201);
        await client.Post("/v1/claims", Draft.Said("One word.", "Jane Roe", new { topics = new[] { "bases" }, kind = "position" })).Json(201);
        await client.Post("/v1/claims", Draft.Said("Another.", "Jane Roe")).Json(201);

        var facets = (await client.Read("/v1/search?q=word&limit=1"))["facets"]!;

        Assert.Equal(["fact 1", "position 1"], Counts("kind"));
        Assert.Equal(["not_checkable 1", "unverified 1"], Counts("status"));
        Assert.Equal(["bases 2", "Дроны 1"], Counts("topic"));
        Assert.Equal(["zh-Hant 1"], Counts("language"));
        Assert.Equal(["The Daily 1", "Jane Roe 1"], facets["claimant"]!.AsArray().Select(c => $"{c!["claimant"]!["name"]} {c["count"]}"));

        string[] Counts(string facet) => [.. facets[facet]!.AsArray().Select(c => $"{c!["value"]} {c["count"]}")];
    }

    [Fact]
    public async Task What_changes_is_found_as_it_is_now()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", Draft.Said("It holds.", "Jane Roe", new { @ref = "c" })).Json(201);
        await Changes("holds", "stands", $"/v1/claims/{claim.Id()}", new { statement = "It stands.", reason = "x" });
        await Changes("jane", "joan", $"/v1/claimants/{claim["claimant"]!.Id()}", new { name = "Joan Roe", reason = "x" });
        await Changes("", "janet", $"/v1/claimants/{claim["claimant"]!.Id()}", new { aliases = new[] { "Janet" }, reason = "x" });
        await Changes("headline", "title", "/v1/articles/1", new { headline = "A title", reason = "x" });
        await Changes("", "steht", $"/v1/claims/{claim.Id()}", new { translations = new { de = "Es steht." }, reason = "x" });
        await Changes("", "quoted", $"/v1/appearances/1", new { quotes = new[] { new { exact = "We will answer again" } }, mode = "direct_quote", reason = "x" }, "\"will answer again\"");

        await client.Post($"/v1/claims/{claim.Id()}/withdraw", new { reason = "x" }).Json();
        Assert.Empty(await Refs(client, "stands"));
        Assert.Equal(["c"], await Refs(client, "stands", "state=withdrawn"));
        await client.Post($"/v1/claims/{claim.Id()}/restore", new { reason = "x" }).Json();
        Assert.Equal(["c"], await Refs(client, "stands"));

        async Task Changes(string from, string to, string path, object patch, string? find = null)
        {
            Assert.Equal(from.Length == 0 ? [] : ["c"], from.Length == 0 ? [] : await Refs(client, from));
            await client.Patch(path, patch, "*").Json();
            Assert.Equal(["c"], await Refs(client, find ?? to));
            Assert.Empty(from.Length == 0 ? [] : await Refs(client, from));
        }
    }

    [Fact]
    public async Task A_search_needs_something_to_look_for()
    {
        await using var app = await App.Start();
        var client = await app.Client();

        Assert.Equal(["q required"], await client.Get("/v1/search").Faults(400));
        Assert.Equal(["q required"], await client.Get("/v1/search?kind=fact").Faults(400));
        Assert.Equal(["q blank"], await client.Get("/v1/search?q=").Faults(400));
        Assert.Equal(["q blank"], await client.Get("/v1/search?q=+%20").Faults(400));
        Assert.Equal(["q blank", "limit out_of_range"], await client.Get("/v1/search?q=!!!&limit=0").Faults(400));
        Assert.Equal(["q blank"], await client.Get("/v1/search?q=-drones").Faults(400));
        Assert.Equal(["q prefix_too_short"], await client.Get("/v1/search?q=a*").Faults(400));
        Assert.Equal(["q too_long"], await client.Get($"/v1/search?q={new string('a', 257)}").Faults(400));
        Assert.Equal(["q too_long"], await client.Get($"/v1/search?q={string.Join('+', Enumerable.Range(0, 17))}").Faults(400));
        Assert.Equal(["query unknown_parameter", "q required"], await client.Get("/v1/search?query=x").Faults(400));
        await client.Read($"/v1/search?q={new string('a', 256)}");
        await client.Read($"/v1/search?q={string.Join('+', Enumerable.Range(0, 16))}");
    }

    [Fact]
    public async Task No_text_is_syntax()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "a or b near c and not d col x.");
        string[] texts =
        [
            "\"", "\"\"", "\"\"\"", "foo\"", "\"foo", "'", "''", "a'b", "AND", "OR", "NOT", "NEAR", "NEAR(a b)", "NEAR(a b, 2)", "a OR", "OR a", "a AND", "NOT a", "a NOT b", "col:x", "statement:a", "filters:___state_active",
            "{a b}:c", "{statement} : a", "- statement : a", "^a", "a + b", "a+b", "*", "**", "ab**", "*ab", "a*b", "-", "--", "-a", "a -", "(", ")", "((((", "a)", "(a", "co2 -5", ";", "--x", "/*", "a;b", "\\", "%", "_", "___state_active",
            "a,b", "a . b", "🙂", "a🙂b", "\u202Eabc", "\u200F", "שלום", "مرحبا", "東京*", "\uFEFF", "a\tb\nc", "\u001F\u001E", "é́́́", "x\u0301*", "ﷺ", "½", "İI", "ß", "\uFFFD",
        ];

        foreach (var text in texts)
        {
            using var answer = await client.Get($"/v1/search?q={Uri.EscapeDataString(text)}");
            Assert.True((int)answer.StatusCode is 200 or 400, $"{text}: {answer.StatusCode}");
        }

        await Gen.String[Gen.Char["ab\"*-+(){}:^ ,.ANDORTE'\\%_é東"], 1, 20].SampleAsync(
            async text =>
            {
                using var answer = await client.Get($"/v1/search?q={Uri.EscapeDataString(text)}");
                Assert.True((int)answer.StatusCode is 200 or 400, $"{text}: {answer.StatusCode}");
            },
            iter: 200, threads: 1);
    }

    private static async Task<string[]> Refs(HttpClient client, string q, string more = "") =>
        [.. (await client.Read($"/v1/search?q={Uri.EscapeDataString(q)}&{more}".TrimEnd('&'))).Items().Select(i => i["claim"]!.Text("ref")!).Order(StringComparer.Ordinal)];
}
