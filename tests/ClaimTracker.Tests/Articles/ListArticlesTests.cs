using ClaimTracker.Data;

namespace ClaimTracker.Tests.Articles;

public sealed class ListArticlesTests
{
    [Fact]
    public async Task Each_filter_narrows_the_list()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var daily = await client.Post("/v1/articles", new { @ref = "a1", language = "en", url = "https://example.com/1", publisher = new { name = "The Daily", type = "outlet" } }).Json(201);
        await client.Post("/v1/articles", new { @ref = "a2", language = "az" }).Json(201);
        var gone = await client.Post("/v1/articles", new { @ref = "a3" }).Json(201);
        await client.Post($"/v1/articles/{gone.Id()}/withdraw", new { reason = "x" }).Json();
        var claim = await client.Post("/v1/claims", Draft.Claim("It holds.", new { topics = new[] { "bases" } })).Json(201);

        Assert.Equal(["a2", "a1"], await Refs(""));
        Assert.Equal(["a1"], await Refs($"?publisherId={daily["publisher"]!.Id()}"));
        Assert.Empty(await Refs("?publisherRef=nobody"));
        Assert.Equal(["a1"], await Refs($"?claimantId={claim["claimant"]!.Id()}"));
        Assert.Equal(["a1"], await Refs("?topic=bases"));
        Assert.Empty(await Refs("?topic=drones"));
        Assert.Equal(["a2"], await Refs("?language=AZ"));
        Assert.Equal(["a1"], await Refs("?url=https%3A%2F%2FEXAMPLE.com%2F1%3Futm_source%3Dx"));
        Assert.Equal(["a2"], await Refs("?ref=a2"));
        Assert.Equal(["a3"], await Refs("?state=withdrawn"));

        async Task<string[]> Refs(string query) => (await client.Read($"/v1/articles{query}")).Refs();
    }

    [Fact]
    public async Task A_day_of_publishing_is_certain_possible_or_unknown()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        foreach (var (key, edtf) in new[] { ("within", "2020-07-12"), ("across", "2020-07/2020-09"), ("about", "2020-07~"), ("before", "2019"), ("open", "2020-07-02/..") })
        {
            await client.Post("/v1/articles", new { @ref = key, published = new { edtf } }).Json(201);
        }

        await client.Post("/v1/articles", new { @ref = "undated" }).Json(201);
        await client.Post("/v1/articles", new { @ref = "words", published = new { basis = "one summer" } }).Json(201);

        var possible = (await client.Read("/v1/articles?publishedFrom=2020-07&publishedTo=2020-07")).Items().ToDictionary(a => a.Text("ref")!, a => a.Text("dateFit"));
        var certain = await client.Read("/v1/articles?publishedFrom=2020-07&publishedTo=2020-07&dates=certain");
        var openEnded = await client.Read("/v1/articles?publishedFrom=2020-07&dates=certain");

        Assert.Equal(("certain", "possible", "possible", "possible"), (possible["within"], possible["across"], possible["about"], possible["open"]));
        Assert.Equal(("unknown", "unknown"), (possible["undated"], possible["words"]));
        Assert.DoesNotContain("before", possible.Keys);
        Assert.Equal(["within"], certain.Refs());
        Assert.All(certain.Items(), article => Assert.Equal("certain", article.Text("dateFit")));
        Assert.Equal(["open", "across", "within"], openEnded.Refs());
    }

    [Fact]
    public async Task An_article_is_listed_by_what_it_reports_and_not_by_what_was_withdrawn()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", Draft.Claim("It holds.", new { topics = new[] { "bases" } })).Json(201);

        await client.Post($"/v1/appearances/{claim["appearances"]![0]!.Id()}/withdraw", new { reason = "x" }).Json();

        Assert.Empty((await client.Read($"/v1/articles?claimantId={claim["claimant"]!.Id()}")).Items());
        Assert.Empty((await client.Read("/v1/articles?topic=bases")).Items());
    }

    [Fact]
    public async Task What_an_article_reports_is_listed_with_offsets_and_an_article_that_is_not_there_is_no_empty_list()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client);
        await Given.Article(client, "a2", "Another text.");
        await client.Post("/v1/claims", Draft.Quoting("Sixteen died.", new { exact = "16 people dead" })).Json(201);
        await Given.Claim(client, "It holds.", "a2");

        var reported = Assert.Single((await client.Read($"/v1/articles/{article.Id()}/claims")).Items());

        Assert.Equal("Sixteen died.", reported.Text("statement"));
        Assert.Equal((28L, 42L), ((long)reported["appearances"]![0]!["quotes"]![0]!["start"]!, (long)reported["appearances"]![0]!["quotes"]![0]!["end"]!));
        Assert.Equal("not-found", (await client.Read("/v1/articles/99/claims", 404)).Slug());
    }
}
