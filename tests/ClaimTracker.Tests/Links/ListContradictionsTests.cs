using ClaimTracker.Data;

namespace ClaimTracker.Tests.Links;

public sealed class ListContradictionsTests(ListContradictionsTests.SharedRecord shared) : IClassFixture<ListContradictionsTests.SharedRecord>
{
    [Fact]
    public async Task Both_ends_are_given_in_full()
    {
        await using var app = await App.Start();
        var client = await Record(app);

        var page = await client.Read("/v1/contradictions?type=contradicts");

        var item = Assert.Single(page.Items());
        Assert.Equal(("contradicts", "quantity", "confirmed", "human", "Sixteen or eighteen."),
            (item["link"]!.Text("type"), item["link"]!.Text("facet"), item["link"]!.Text("state"), item["link"]!.Text("origin"), item["link"]!.Text("explanation")));
        Assert.Equal("from_first", item.Text("order"));
        var (from, to) = (item["from"]!, item["to"]!);
        Assert.Equal(("sixteen", "Sixteen died.", "fact", "disputed", "2020-07-12"),
            (from["claim"]!.Text("ref"), from["claim"]!.Text("statement"), from["claim"]!.Text("kind"), from["claim"]!.Text("status"), from["claim"]!["said"]!.Text("edtf")));
        Assert.Equal(("Jane Roe", 16L, 1L), (from["claimant"]!.Text("name"), (long)from["value"]!["value"]!, (long)from["appearanceCount"]!));
        Assert.Equal(("a1", "left 16 people dead"), (from["appearance"]!["article"]!.Text("ref"), from["appearance"]!["quotes"]![0]!.Text("exact")));
        Assert.Equal(("eighteen", "John Doe", null, "a2"), (to["claim"]!.Text("ref"), to["claimant"]!.Text("name"), to["value"], to["appearance"]!["article"]!.Text("ref")));
        Assert.Null(page["nextCursor"]);
    }

    [Theory]
    [InlineData("", "base discrepancy contradicts")]
    [InlineData("articleRef=a1", "base discrepancy contradicts")]
    [InlineData("articleRef=a2", "base contradicts")]
    [InlineData("articleRef=a2&otherArticleRef=a1", "base contradicts")]
    [InlineData("articleId=1&otherArticleId=2", "base contradicts")]
    [InlineData("articleRef=a1&otherArticleRef=a1", "discrepancy")]
    [InlineData("articleRef=a2&otherArticleRef=a2", "")]
    [InlineData("claimantRef=roe", "discrepancy contradicts")]
    [InlineData("claimantRef=roe&otherClaimantRef=doe", "contradicts")]
    [InlineData("claimantRef=doe&otherClaimantRef=roe", "contradicts")]
    [InlineData("claimantRef=roe&otherClaimantRef=roe", "discrepancy")]
    [InlineData("claimantRef=roe&otherArticleRef=a2", "contradicts")]
    [InlineData("topic=bases", "base")]
    [InlineData("topic=bases&otherArticleRef=a1", "base")]
    [InlineData("topic=bases&otherArticleRef=a2", "")]
    [InlineData("type=disagrees", "base")]
    [InlineData("facet=quantity", "discrepancy contradicts")]
    [InlineData("kind=position", "base")]
    [InlineData("kind=fact", "discrepancy contradicts")]
    [InlineData("status=disputed", "discrepancy contradicts")]
    [InlineData("status=not_checkable", "base")]
    [InlineData("crossArticle=true", "base contradicts")]
    [InlineData("crossArticle=false", "discrepancy")]
    [InlineData("language=en", "discrepancy contradicts")]
    [InlineData("publisherRef=nobody", "")]
    [InlineData("ref=eighteen", "contradicts")]
    public async Task Filters_apply_to_one_side_and_those_of_the_other_to_the_side_against_it(string query, string types)
    {
        var client = shared.Client;

        var found = (await client.Read($"/v1/contradictions?{query}")).Items().Select(i => i["link"]!.Text("ref"));

        Assert.Equal(types, string.Join(' ', found));
    }

    [Fact]
    public async Task The_appearance_shown_is_the_one_in_the_article_that_was_asked_for()
    {
        var client = shared.Client;
        var item = Assert.Single((await client.Read("/v1/contradictions?articleRef=a2&otherArticleRef=a1&type=contradicts")).Items());

        Assert.Equal(("a1", "a2"), (item["from"]!["appearance"]!["article"]!.Text("ref"), item["to"]!["appearance"]!["article"]!.Text("ref")));
    }

    [Fact]
    public async Task The_order_is_told_by_when_each_side_was_said()
    {
        var client = shared.Client;
        var orders = (await client.Read("/v1/contradictions")).Items().Select(i => (i["link"]!.Text("ref"), i.Text("order")));

        Assert.Equal([("base", "unknown"), ("discrepancy", "to_first"), ("contradicts", "from_first")], orders);
    }

    [Fact]
    public async Task Dates_apply_to_the_side_that_was_asked_for()
    {
        var client = shared.Client;

        var certain = await client.Read("/v1/contradictions?saidFrom=2020-07-12&saidTo=2020-07-12&dates=certain");
        var possible = await client.Read("/v1/contradictions?saidFrom=2020-07-12&saidTo=2020-07-12&type=contradicts");

        Assert.Equal(["discrepancy", "contradicts"], certain.Items().Select(i => i["link"]!.Text("ref")));
        Assert.All([.. certain.Items(), .. possible.Items()], item => Assert.Equal("certain", item.Text("dateFit")));
        Assert.Equal("unknown", Assert.Single((await client.Read("/v1/contradictions?saidFrom=2020-07-12&type=disagrees")).Items()).Text("dateFit"));
    }

    [Fact]
    public async Task What_is_suggested_is_counted_under_the_same_filters_and_not_listed()
    {
        await using var app = await App.Start();
        var client = await Record(app);
        var contributor = await app.Client(Role.Contributor);
        await contributor.Post("/v1/links", new { fromRef = "sixteen", toRef = "eighteen", type = "discrepancy", facet = "date", explanation = "x" }).Json(201);

        var all = await client.Read("/v1/contradictions");
        Assert.Equal((3, 1L), (all.Items().Count(), (long)all["suggested"]!));
        Assert.Equal(1, (long)(await client.Read("/v1/contradictions?articleRef=a2&facet=date"))["suggested"]!);
        Assert.Equal(0, (long)(await client.Read("/v1/contradictions?facet=quantity"))["suggested"]!);
        Assert.Equal(0, (long)(await client.Read("/v1/contradictions?crossArticle=false"))["suggested"]!);
    }

    [Fact]
    public async Task A_contradiction_with_a_withdrawn_side_drops_out_until_it_is_restored()
    {
        await using var app = await App.Start();
        var client = await Record(app);
        var id = (await client.Read("/v1/claims?ref=eighteen")).Items().Single().Id();

        await client.Post($"/v1/claims/{id}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(["base", "discrepancy"], (await client.Read("/v1/contradictions")).Items().Select(i => i["link"]!.Text("ref")));
        await client.Post($"/v1/claims/{id}/restore", new { reason = "x" }).Json();
        Assert.Equal(3, (await client.Read("/v1/contradictions")).Items().Count());
    }

    [Fact]
    public async Task An_appearance_that_is_added_makes_a_pair_one_of_the_same_article()
    {
        await using var app = await App.Start();
        var client = await Record(app);
        var id = (await client.Read("/v1/claims?ref=eighteen")).Items().Single().Id();
        var added = await client.Post($"/v1/claims/{id}/appearances", new { articleRef = "a1", mode = "reported_speech" }).Json(201);

        var item = (await client.Read("/v1/contradictions?crossArticle=false&type=contradicts")).Items().Single();
        await client.Post($"/v1/appearances/{added.Id()}/withdraw", new { reason = "x" }).Json();

        Assert.Equal((1L, 2L), ((long)item["from"]!["appearanceCount"]!, (long)item["to"]!["appearanceCount"]!));
        Assert.Empty((await client.Read("/v1/contradictions?crossArticle=false&type=contradicts")).Items());
    }

    [Fact]
    public async Task The_pages_together_are_the_whole_list()
    {
        var client = shared.Client;

        Assert.Equal(["base", "discrepancy", "contradicts"], (await client.All("/v1/contradictions", limit: 1)).Select(i => i["link"]!.Text("ref")));
        Assert.Equal(["base", "contradicts"], (await client.All("/v1/contradictions?crossArticle=true", limit: 1)).Select(i => i["link"]!.Text("ref")));
    }

    [Fact]
    public async Task Links_are_listed_by_claim_type_facet_state_and_ref()
    {
        var client = shared.Client;

        Assert.Equal(["support", "base", "discrepancy", "contradicts"], (await client.Read("/v1/links")).Refs());
        Assert.Equal(["discrepancy", "contradicts"], (await client.Read("/v1/links?claimRef=sixteen&facet=quantity")).Refs());
        Assert.Equal(["support", "discrepancy", "contradicts"], (await client.Read("/v1/claims/1/links")).Refs());
        Assert.Equal(["contradicts"], (await client.Read("/v1/links?claimId=2&type=contradicts")).Refs());
        Assert.Empty((await client.Read("/v1/links?state=suggested")).Items());
        Assert.Equal(["base"], (await client.Read("/v1/links?ref=base")).Refs());
        Assert.Empty((await client.Read("/v1/links?claimRef=nothing")).Items());
        Assert.Equal("not-found", (await client.Read("/v1/claims/99/links", 404)).Slug());
        Assert.Equal(["support", "base", "discrepancy", "contradicts"], (await client.All("/v1/links", limit: 3)).Select(l => l.Text("ref")));
    }

    /// <summary>Two articles: figures that contradict across them, a discrepancy within the first, rival positions across them, and a support.</summary>
    private static async Task<HttpClient> Record(App app)
    {
        var client = await app.Client(Role.Editor);
        await Given.Article(client, "a1");
        await Given.Article(client, "a2", "Another text.");
        await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", @ref = "roe" }).Json(201);
        await client.Post("/v1/claimants", new { name = "John Doe", type = "person", @ref = "doe" }).Json(201);
        await Claim("sixteen", "Sixteen died.", "roe", "fact", "a1", "2020-07-12", new { quantity = new { qualifier = "exact", value = 16 }, language = "en" }, "left 16 people dead");
        await Claim("eighteen", "Eighteen died.", "doe", "fact", "a2", "2020-07-14");
        await Claim("fifteen", "At least fifteen died.", "roe", "fact", "a1", "2020-07-01");
        await Claim("for", "A base is needed.", "roe", "position", "a1", null, new { claimantRef = "for", topics = new[] { "none" } });
        await Claim("against", "A base is not needed.", "doe", "position", "a2", null, new { claimantRef = "against", topics = new[] { "bases" } });
        await Link("contradicts", "sixteen", "eighteen", "contradicts", "quantity", "Sixteen or eighteen.");
        await Link("discrepancy", "sixteen", "fifteen", "discrepancy", "quantity", "A bound.");
        await Link("base", "for", "against", "disagrees", "position", "For and against.");
        await Link("support", "fifteen", "sixteen", "supports", null, "A reason.");
        return client;

        async Task Claim(string key, string statement, string by, string kind, string article, string? edtf, object? more = null, string? quote = null)
        {
            if (kind == "position")
            {
                await client.Post("/v1/claimants", new { name = $"Party {key}", type = "organization", @ref = key }).Json(201);
            }

            await client.Post("/v1/claims", Draft.With(
                new
                {
                    @ref = key,
                    statement,
                    kind,
                    claimantRef = by,
                    appearance = new
                    {
                        articleRef = article,
                        mode = "reported_speech",
                        said = edtf is null ? null : new { edtf },
                        quotes = quote is null ? null : new[] { new { exact = quote } },
                    },
                },
                more)).Json(201);
        }

        Task Link(string key, string fromRef, string toRef, string type, string? facet, string explanation) =>
            client.Post("/v1/links", new { @ref = key, fromRef, toRef, type, facet, explanation }).Json(201);
    }

    /// <summary>One record for the tests that only read.</summary>
    public sealed class SharedRecord : IAsyncLifetime
    {
        private App? app;

        internal HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            app = await App.Start();
            Client = await Record(app);
        }

        public ValueTask DisposeAsync() => app!.DisposeAsync();
    }
}
