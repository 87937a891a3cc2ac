using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

public sealed class RecordClaimTests
{
    [Theory]
    [InlineData("""{ "mode": "own_voice" }""", "{}")]
    [InlineData("""{ "mode": "headline", "said": { "basis": "on Sunday" } }""", """{ "kind": "position", "language": "EN-us", "claimantId": 1 }""")]
    [InlineData("""{ "mode": "correction_note", "said": { "edtf": "2020-07~" }, "quotes": [] }""", """{ "kind": "prediction", "period": { "edtf": "2020-07/2020-08" }, "claimantId": 1 }""")]
    [InlineData(
        """{ "mode": "partial_quote", "ref": "p1", "said": { "offset": "-P1M", "basis": "a month ago" }, "role": "spokeswoman", "hedge": "alleged", "attribution": [{ "id": 1 }], "quotes": [{ "exact": "\"We will answer,\" said" }, { "exact": "16 people dead" }] }""",
        """{ "ref": "c1", "claimantId": 1, "topics": ["b", "a"], "translations": { "tr": "On altı", "az": "On altı nəfər" }, "quantity": { "qualifier": "between", "value": 16.50, "high": 18, "of": "killed" }, "period": { "basis": "that summer" } }""")]
    public async Task What_POST_answers_is_what_GET_reads(string appearance, string more)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var body = Draft.Claim("Sixteen people died.", JsonNode.Parse(more));
        body["appearance"] = Draft.With(JsonNode.Parse(appearance)!, new { articleRef = "a1" });

        using var recorded = await client.Post("/v1/claims", body.ToJsonString());
        Assert.Equal(201, (int)recorded.StatusCode);
        using var read = await client.GetAsync(recorded.Headers.Location);
        Assert.Equal(await read.Content.ReadAsStringAsync(), await recorded.Content.ReadAsStringAsync());
        Assert.Equal(read.Headers.ETag, recorded.Headers.ETag);
    }

    [Fact]
    public async Task A_claim_is_recorded_with_all_that_was_given()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer, "Ana");
        var article = await Given.Article(client);
        var other = await Given.Claim(client, "At least eighteen died.", key: "a2-c08");

        var claim = await client.Post("/v1/claims", new
        {
            @ref = "a4-c29",
            statement = "At least 16 people were killed in the July 2020 border clashes.",
            kind = "fact",
            claimant = new { name = "Jane Roe", type = "person" },
            period = new { edtf = "2020-07", basis = "the clashes of July" },
            language = "EN",
            topics = new[] { "july-2020-clashes", "casualties" },
            translations = new { tr = "En az 16 kişi öldü.", az = "Ən azı 16 nəfər öldü." },
            quantity = new { qualifier = "at_least", value = 16, unit = "person", of = "people killed", raw = "at least 16 people dead" },
            appearance = new
            {
                articleRef = "a1",
                @ref = "a4-c29-1",
                mode = "partial_quote",
                said = new { offset = "-P1D", basis = "yesterday" },
                role = "spokeswoman",
                hedge = "likely",
                attribution = new object[] { new { name = "Anadolu", type = "outlet" }, new { name = "A diplomat", type = "anonymous" } },
                quotes = new[] { new { exact = "16 people dead" } },
            },
            links = new[] { new { toRef = "a2-c08", type = "discrepancy", facet = "quantity", explanation = "two lower bounds" } },
        }).Json(201);

        Assert.Equal(("a4-c29", "fact", "unverified", "active", "en"), (claim.Text("ref"), claim.Text("kind"), claim.Text("status"), claim.Text("state"), claim.Text("language")));
        Assert.Equal(("Jane Roe", "person", true), (claim["claimant"]!.Text("name"), claim["claimant"]!.Text("type"), (bool)claim["claimant"]!["new"]!));
        Assert.Equal("""{"offset":"-P1D","basis":"yesterday","earliest":"2020-07-31","latest":"2020-07-31"}""", claim["said"]!.ToJsonString());
        Assert.Equal("""{"edtf":"2020-07","basis":"the clashes of July","earliest":"2020-07-01","latest":"2020-07-31"}""", claim["period"]!.ToJsonString());
        Assert.Equal("""{"qualifier":"at_least","value":16,"high":null,"unit":"person","of":"people killed","raw":"at least 16 people dead"}""", claim["quantity"]!.ToJsonString());
        Assert.Equal(["july-2020-clashes", "casualties"], claim["topics"]!.AsArray().Select(t => (string)t!));
        Assert.Equal("Ən azı 16 nəfər öldü.", claim["translations"]!.Text("az"));
        Assert.Equal((0L, 0L, 1L, 0L), Counts(claim));
        var appearance = Assert.Single(claim["appearances"]!.AsArray())!;
        Assert.Equal((article.Id(), "a1", "Headline of a1"), (appearance["article"]!.Id(), appearance["article"]!.Text("ref"), appearance["article"]!.Text("label")));
        Assert.Equal((article["snapshot"]!.Id(), "exact", "partial_quote", "likely", "spokeswoman"),
            ((long)appearance["snapshotId"]!, appearance.Text("anchor"), appearance.Text("mode"), appearance.Text("hedge"), appearance.Text("role")));
        Assert.Equal(["Anadolu", "A diplomat"], appearance["attribution"]!.AsArray().Select(a => a!.Text("name")));
        var quote = Assert.Single(appearance["quotes"]!.AsArray())!;
        Assert.Equal(("16 people dead", 28L, 42L, "exact"), (quote.Text("exact"), (long)quote["start"]!, (long)quote["end"]!, quote.Text("anchor")));
        Assert.Equal(("Border clashes in July left ", ", officials said. “We will answe"), (quote.Text("prefix"), quote.Text("suffix")));

        var told = Assert.Single(app.Events("claim", claim["id"]));
        Assert.Equal(("claim.recorded", "Ana", 1L), (told.Action, told.Actor, told.Revision));
        Assert.Equal(claim.Text("statement"), told.Content["content"]!.Text("statement"));
        Assert.Equal(["appearance.recorded"], app.Actions("appearance", appearance["id"]));
        var read = await client.Read($"/v1/claims/{claim.Id()}");
        Assert.Equal(claim.ToJsonString().Replace(",\"new\":true", "", StringComparison.Ordinal), read.ToJsonString());
        Assert.Equal(1, (long)(await client.Read($"/v1/claims/{other.Id()}"))["counts"]!["discrepancy"]!);
    }

    [Fact]
    public async Task In_own_voice_the_claimant_is_the_sole_author_else_the_publisher_else_the_unknown_author()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var (roe, doe) = (new { name = "Jane Roe", type = "person" }, new { name = "John Doe", type = "person" });
        var daily = new { name = "The Daily", type = "outlet" };
        await client.Post("/v1/articles", new { @ref = "sole", authors = new[] { roe }, publisher = daily }).Json(201);
        await client.Post("/v1/articles", new { @ref = "two", authors = new[] { roe, doe }, publisher = daily }).Json(201);
        await client.Post("/v1/articles", new { @ref = "none", publisher = daily }).Json(201);
        await client.Post("/v1/articles", new { @ref = "nobody" }).Json(201);
        await client.Post("/v1/articles", new { @ref = "nobody-else" }).Json(201);

        Assert.Equal("Jane Roe", (await Voice("sole")).Text("name"));
        Assert.Equal("The Daily", (await Voice("two")).Text("name"));
        Assert.Equal("The Daily", (await Voice("none", "It holds as well.")).Text("name"));
        var unknown = await Voice("nobody");
        Assert.Equal(("Unknown author", "unknown"), (unknown.Text("name"), unknown.Text("type")));
        Assert.Equal(unknown.Id(), (await Voice("nobody", "It holds as well.")).Id());
        Assert.NotEqual(unknown.Id(), (await Voice("nobody-else")).Id());

        async Task<JsonNode> Voice(string article, string statement = "It holds.") => (await Given.Claim(client, statement, article))["claimant"]!;
    }

    [Fact]
    public async Task In_own_voice_what_is_said_is_said_on_the_day_of_publication_unless_another_is_given()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var own = await Given.Claim(client, "It holds.");
        var dated = await client.Post("/v1/claims", Draft.Claim("It held.", new { appearance = new { articleRef = "a1", mode = "own_voice", said = new { edtf = "2020-07-01" } } })).Json(201);
        var reported = await client.Post("/v1/claims", Draft.Said("It will hold.", "Jane Roe")).Json(201);

        Assert.Equal("""{"offset":"P0D","earliest":"2020-08-01","latest":"2020-08-01"}""", own["said"]!.ToJsonString());
        Assert.Equal("2020-07-01", dated["said"]!.Text("edtf"));
        Assert.Null(reported["said"]);
    }

    [Theory]
    [InlineData("direct_quote")]
    [InlineData("partial_quote")]
    [InlineData("reported_speech")]
    [InlineData("headline")]
    [InlineData("caption")]
    [InlineData("correction_note")]
    public async Task What_is_not_said_in_own_voice_needs_a_claimant(string mode)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        Assert.Equal(["#/claimant claimant_required"], await client.Post("/v1/claims", Draft.Claim("It holds.", new { appearance = new { articleRef = "a1", mode } })).Faults(422));
    }

    [Fact]
    public async Task The_same_statement_by_the_same_claimant_is_recorded_once()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var recorded = await client.Post("/v1/claims", Draft.Said("Çavuşoğlu went to Bakı.", "Jane Roe", new { @ref = "first" })).Json(201);

        var problem = await client.Post("/v1/claims", Draft.Said("CAVUSOGLU went to  Baki.", "Jane Roe", new { @ref = "second" })).Json(409);
        await client.Post("/v1/claims", Draft.Said("Çavuşoğlu went to Bakı.", "John Doe")).Json(201);

        Assert.Equal("duplicate", problem.Slug());
        Assert.Equal((recorded.Id(), $"/v1/claims/{recorded.Id()}", "first", "Çavuşoğlu went to Bakı."),
            (problem["existing"]!.Id(), problem["existing"]!.Text("href"), problem["existing"]!.Text("ref"), problem["existing"]!.Text("label")));
    }

    [Fact]
    public async Task The_whole_body_again_answers_200_and_changes_nothing()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await Given.Claim(client, "At least eighteen died.", key: "other");
        var body = Whole();
        var recorded = await client.Post("/v1/claims", body).Json(201);

        var again = await client.Post("/v1/claims", body).Json(200);

        Assert.Equal(recorded.ToJsonString().Replace(",\"new\":true", "", StringComparison.Ordinal), again.ToJsonString());
        Assert.Equal(["claim.recorded"], app.Actions("claim", recorded["id"]));
    }

    [Fact]
    public async Task The_order_of_translations_the_case_of_language_tags_and_typographic_variants_make_no_other_content()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await Given.Claim(client, "At least eighteen died.", key: "other");
        await client.Post("/v1/claims", Whole()).Json(201);

        await client.Post("/v1/claims", Draft.With(Whole(), new
        {
            language = "EN",
            translations = new { TR = "En az 16 kişi öldü.", az = "Ən azı 16 nəfər öldü." },
            appearance = new { articleRef = "a1", mode = "own_voice", role = "daily", attribution = new[] { new { name = "ANADOLU", type = "outlet" } }, quotes = new[] { new { exact = "\"We will answer,\"" } } },
        })).Json(200);
    }

    [Theory]
    [InlineData("""{ "statement": "Another statement." }""")]
    [InlineData("""{ "kind": "prediction" }""")]
    [InlineData("""{ "claimant": { "name": "Jane Roe", "type": "person" } }""")]
    [InlineData("""{ "period": { "edtf": "2020" } }""")]
    [InlineData("""{ "language": null }""")]
    [InlineData("""{ "translations": null }""")]
    [InlineData("""{ "topics": ["clashes"] }""")]
    [InlineData("""{ "quantity": { "qualifier": "exact", "value": 16 } }""")]
    [InlineData("""{ "links": [{ "toRef": "other", "type": "supports", "explanation": "x" }] }""")]
    [InlineData("""{ "appearance": { "articleRef": "a1", "mode": "own_voice" } }""")]
    public async Task The_same_ref_with_other_content_is_refused_with_the_one_on_record(string more)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await Given.Claim(client, "At least eighteen died.", key: "other");
        var recorded = await client.Post("/v1/claims", Whole()).Json(201);

        var problem = await client.Post("/v1/claims", Draft.With(Whole(), JsonNode.Parse(more))).Json(409);

        Assert.Equal(("differs", recorded.Id()), (problem.Slug(), problem["existing"]!.Id()));
        Assert.Equal(["claim.recorded"], app.Actions("claim", recorded["id"]));
    }

    [Fact]
    public async Task The_whole_body_again_answers_200_also_after_the_article_was_captured_anew()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        var article = await Given.Article(client);
        await Given.Claim(client, "At least eighteen died.", key: "other");
        var recorded = await client.Post("/v1/claims", Whole()).Json(201);

        foreach (var text in new[] { $"Updated. {Given.Text}", "Gone." })
        {
            await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text }).Json(201);
            Assert.Equal(recorded.Id(), (await client.Post("/v1/claims", Whole()).Json(200)).Id());
        }
    }

    [Theory]
    [InlineData("2020", "2020-01-01", "2020-12-31")]
    [InlineData("2020-07", "2020-07-01", "2020-07-31")]
    [InlineData("2020-07-12", "2020-07-12", "2020-07-12")]
    [InlineData("2020-07~", "2020-07-01", "2020-07-31")]
    [InlineData("2020?", "2020-01-01", "2020-12-31")]
    [InlineData("199X", "1990-01-01", "1999-12-31")]
    [InlineData("XXXX-06-27", null, null)]
    [InlineData("XXXX-07", null, null)]
    [InlineData("2020-07/2020-08", "2020-07-01", "2020-08-31")]
    [InlineData("2020/..", "2020-01-01", null)]
    [InlineData("../2020", null, "2020-12-31")]
    public async Task A_date_is_echoed_byte_for_byte_with_its_bounds(string edtf, string? earliest, string? latest)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var date = new { edtf, basis = "as printed" };

        var claim = await client.Post("/v1/claims", Draft.Said("It holds.", "Jane Roe", new { period = date, appearance = new { articleRef = "a1", mode = "reported_speech", said = date } })).Json(201);

        Assert.All(["period", "said"], member => Assert.Equal((edtf, "as printed", earliest, latest),
            (claim[member]!.Text("edtf"), claim[member]!.Text("basis"), claim[member]!.Text("earliest"), claim[member]!.Text("latest"))));
    }

    [Theory]
    [InlineData("""{ "edtf": "July 2020" }""", 400, "#/period/edtf invalid_date")]
    [InlineData("""{ "edtf": "2020-13" }""", 400, "#/period/edtf invalid_date")]
    [InlineData("""{ "edtf": "2021/2020" }""", 422, "#/period/edtf interval_reversed")]
    [InlineData("""{}""", 422, "#/period/basis basis_required")]
    [InlineData("""{ "offset": "P0D" }""", 400, "#/period/offset unknown_member")]
    public async Task A_period_that_is_no_date_is_refused(string period, int status, string fault)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        Assert.Equal([fault], await client.Post("/v1/claims", Draft.Claim("It holds.", new { period = JsonNode.Parse(period) })).Faults(status));
    }

    [Theory]
    [InlineData("""{ "edtf": "2020", "offset": "P0D" }""", 422, "#/appearance/said/offset one_of")]
    [InlineData("""{ "offset": "six months" }""", 400, "#/appearance/said/offset invalid_duration")]
    [InlineData("""{ "edtf": "2999" }""", 422, "#/appearance/said in_future")]
    [InlineData("""{ "basis": "on Sunday" }""", 201, null)]
    public async Task When_it_was_said_is_a_date_a_distance_or_words(string said, int status, string? fault)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var sending = client.Post("/v1/claims", Draft.Said("It holds.", "Jane Roe", new { appearance = new { articleRef = "a1", mode = "reported_speech", said = JsonNode.Parse(said) } }));

        if (fault is null)
        {
            Assert.Equal("on Sunday", (await sending.Json(status))["said"]!.Text("basis"));
        }
        else
        {
            Assert.Equal([fault], await sending.Faults(status));
        }
    }

    [Theory]
    [InlineData("""{ "qualifier": "exact", "value": 0.25 }""", 201)]
    [InlineData("""{ "qualifier": "between", "value": 5, "high": 7.5, "unit": "percent" }""", 201)]
    [InlineData("""{ "qualifier": "vague", "raw": "dozens" }""", 201)]
    [InlineData("""{ "qualifier": "about", "value": -40 }""", 201)]
    [InlineData("""{ "qualifier": "exact" }""", 422, "#/quantity/value value_and_qualifier")]
    [InlineData("""{ "qualifier": "vague", "value": 12 }""", 422, "#/quantity/value value_and_qualifier")]
    [InlineData("""{ "qualifier": "between", "value": 5 }""", 422, "#/quantity/high high_and_qualifier")]
    [InlineData("""{ "qualifier": "at_least", "value": 5, "high": 7 }""", 422, "#/quantity/high high_and_qualifier")]
    [InlineData("""{ "qualifier": "between", "value": 7, "high": 7 }""", 422, "#/quantity/high interval_reversed")]
    [InlineData("""{ "qualifier": "exactly", "value": 7 }""", 400, "#/quantity/qualifier not_allowed")]
    [InlineData("""{ "qualifier": "exact", "value": "7" }""", 400, "#/quantity/value type")]
    public async Task A_quantity_has_the_parts_that_its_qualifier_needs(string quantity, int status, params string[] faults)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var sending = client.Post("/v1/claims", Draft.Claim("It holds.", new { quantity = JsonNode.Parse(quantity) }));

        if (status == 201)
        {
            var kept = (await sending.Json(201))["quantity"]!;
            Assert.All(JsonNode.Parse(quantity)!.AsObject(), member => Assert.True(JsonNode.DeepEquals(member.Value, kept[member.Key])));
        }
        else
        {
            Assert.Equal(faults, await sending.Faults(status));
        }
    }

    [Fact]
    public async Task Topics_stand_once_each_and_translations_bear_language_tags()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        Assert.Equal(["#/topics/1 duplicate_item"], await client.Post("/v1/claims", Draft.Claim("It holds.", new { topics = new[] { "bases", "Bases" } })).Faults(400));
        Assert.Equal(["#/topics too_many"], await client.Post("/v1/claims", Draft.Claim("It holds.", new { topics = Enumerable.Range(0, 21).Select(i => $"t{i}") })).Faults(400));
        Assert.Equal(["#/topics/0 too_long"], await client.Post("/v1/claims", Draft.Claim("It holds.", new { topics = new[] { new string('x', 61) } })).Faults(400));
        Assert.Equal(["#/translations/not_a_tag invalid_language"], await client.Post("/v1/claims", Draft.Claim("It holds.", new { translations = new { not_a_tag = "x" } })).Faults(400));
    }

    [Fact]
    public async Task All_that_does_not_match_the_schema_is_told_at_once()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var faults = await client.Post("/v1/claims", """
            {
              "statement": " ",
              "kind": "opinion",
              "status": "supported",
              "topics": [7],
              "appearance": { "articleRef": "a1", "mode": "own_voice", "quotes": [{ "exact": "x" }, { "start": -1 }], "colour": "red" }
            }
            """).Faults(400);

        Assert.Equal(
            ["#/appearance/colour unknown_member", "#/appearance/quotes/1/exact required", "#/appearance/quotes/1/start out_of_range", "#/kind not_allowed", "#/statement blank", "#/status read_only", "#/topics/0 type"],
            faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_that_breaks_the_form_of_a_claim_is_told_at_once()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);

        var faults = await client.Post("/v1/claims", new
        {
            statement = "It holds.",
            kind = "fact",
            claimantId = 1,
            claimantRef = "x",
            period = new { edtf = "2021/2020" },
            quantity = new { qualifier = "vague", value = 7 },
            appearance = new { mode = "own_voice", said = new { edtf = "2020", offset = "P0D" } },
            links = new[] { new { type = "contradicts", explanation = "x" } },
        }).Faults(422);

        Assert.Equal(
            ["#/appearance/articleId one_of", "#/appearance/said/offset one_of", "#/claimant one_of", "#/links/0/facet facet_and_type", "#/links/0/to one_of", "#/period/edtf interval_reversed", "#/quantity/value value_and_qualifier"],
            faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_that_does_not_fit_the_record_is_told_at_once()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var faults = await client.Post("/v1/claims", new
        {
            statement = "It holds.",
            kind = "fact",
            claimantRef = "nobody",
            appearance = new
            {
                articleRef = "a1",
                mode = "direct_quote",
                said = new { edtf = "2999" },
                attribution = new object[] { new { id = 99 }, new { name = "New one" } },
                quotes = new object[] { new { exact = "We will answer" }, new { exact = "Never said at all" } },
            },
        }).Faults(422);

        Assert.Equal(
            [
                "#/claimantRef unknown_reference", "#/appearance/said in_future", "#/appearance/attribution/0/id unknown_reference", "#/appearance/attribution/1/type required",
                "#/appearance/quotes/0 ambiguous_quote", "#/appearance/quotes/1/exact quote_absent",
            ],
            faults);
        Assert.Equal(["#/appearance/articleRef unknown_reference"], await client.Post("/v1/claims", Given.OwnVoice("It holds.", "a9")).Faults(422));
    }

    [Fact]
    public async Task A_link_that_is_refused_takes_the_claim_with_it()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "A base is needed.", kind: "position", key: "position");

        var faults = await client.Post("/v1/claims", Draft.Claim("A base is not needed.", new
        {
            links = new object[]
            {
                new { toRef = "position", type = "contradicts", facet = "polarity", explanation = "x" },
                new { toRef = "nothing", type = "supports", explanation = "x" },
            },
        })).Faults(422);

        Assert.Equal(["#/links/0/type position_contradicts", "#/links/1/toRef unknown_reference"], faults);
        Assert.Single((await client.Read("/v1/claims")).Items());
    }

    [Fact]
    public async Task A_ref_of_another_appearance_is_refused()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var appearance = new { articleRef = "a1", mode = "own_voice", @ref = "taken" };
        var holder = await client.Post("/v1/claims", Draft.Claim("It holds.", new { appearance })).Json(201);

        var problem = await client.Post("/v1/claims", Draft.Claim("It holds too.", new { appearance })).Json(409);

        Assert.Equal(("differs", holder["appearances"]![0]!.Id()), (problem.Slug(), problem["existing"]!.Id()));
    }

    private static (long Contradicts, long Disagrees, long Discrepancy, long Suggested) Counts(JsonNode claim)
    {
        var counts = claim["counts"]!;
        return ((long)counts["contradicts"]!, (long)counts["disagrees"]!, (long)counts["discrepancy"]!, (long)counts["suggested"]!);
    }

    private static JsonObject Whole() => Draft.Claim("At least 16 people died.", new
    {
        @ref = "whole",
        period = new { edtf = "2020-07" },
        language = "en",
        translations = new { az = "Ən azı 16 nəfər öldü.", tr = "En az 16 kişi öldü." },
        topics = new[] { "clashes", "casualties" },
        quantity = new { qualifier = "at_least", value = 16, unit = "person" },
        appearance = new
        {
            articleRef = "a1",
            mode = "own_voice",
            role = "daily",
            attribution = new[] { new { name = "Anadolu", type = "outlet" } },
            quotes = new[] { new { exact = "“We will answer,”" } },
        },
        links = new[] { new { toRef = "other", type = "discrepancy", facet = "quantity", explanation = "two lower bounds" } },
    });
}
