using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

/// <summary>Quotations are verified when they are written.</summary>
public sealed class QuotationsTests
{
    [Fact]
    public async Task A_quotation_that_stands_once_is_stored_with_its_place_and_context()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var quote = await Quote(client, new { exact = "left 16 people" });

        Assert.Equal(("left 16 people", "Border clashes in July ", " dead, officials said. “We will ", 23L, 37L),
            (quote.Text("exact"), quote.Text("prefix"), quote.Text("suffix"), (long)quote["start"]!, (long)quote["end"]!));
    }

    [Fact]
    public async Task Offsets_count_code_points()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client, text: "😀😀 He left. 😀 He stayed.");

        var quote = await Quote(client, new { exact = "He stayed" });

        Assert.Equal((14L, 23L), ((long)quote["start"]!, (long)quote["end"]!));
    }

    [Fact]
    public async Task A_quotation_that_is_absent_is_refused_with_the_nearest_passage()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var error = (await client.Post("/v1/claims", Draft.Quoting("It holds.", new { exact = "clashes in July left 18 people dead" })).Json(422)).Error();
        var far = (await client.Post("/v1/claims", Draft.Quoting("It holds.", new { exact = "Qwertz" })).Json(422)).Error();

        Assert.Equal(("#/appearance/quotes/0/exact", "quote_absent"), (error.Text("pointer"), error.Text("code")));
        Assert.Contains("clashes in July left 16 people dead", error.Text("nearest"), StringComparison.Ordinal);
        Assert.Equal(("quote_absent", null), (far.Text("code"), far.Text("nearest")));
    }

    [Fact]
    public async Task A_quotation_that_stands_in_several_places_is_refused_with_the_offsets()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var error = (await client.Post("/v1/claims", Draft.Quoting("It holds.", new { exact = "We will answer" })).Json(422)).Error();

        Assert.Equal(("#/appearance/quotes/0", "ambiguous_quote"), (error.Text("pointer"), error.Text("code")));
        Assert.Equal([61, 97], error["offsets"]!.AsArray().Select(o => (int)o!));
    }

    [Theory]
    [InlineData("""{ "exact": "We will answer", "prefix": "minister. " }""", 97)]
    [InlineData("""{ "exact": "We will answer", "suffix": ",” said" }""", 61)]
    [InlineData("""{ "exact": "We will answer", "start": 97 }""", 97)]
    [InlineData("""{ "exact": "We will answer", "start": 61 }""", 61)]
    public async Task Prefix_suffix_or_start_decides_among_several_places(string given, long start)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        Assert.Equal(start, (long)(await Quote(client, JsonNode.Parse(given)!))["start"]!);
    }

    [Theory]
    [InlineData("""{ "exact": "left 16 people", "start": 24 }""", "#/appearance/quotes/0/start quote_elsewhere", 23)]
    [InlineData("""{ "exact": "left 16 people", "prefix": "August " }""", "#/appearance/quotes/0 quote_out_of_context", 23)]
    public async Task A_place_that_does_not_hold_is_refused_with_the_right_one(string given, string fault, int offset)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var error = (await client.Post("/v1/claims", Draft.Quoting("It holds.", JsonNode.Parse(given)!)).Json(422)).Error();

        Assert.Equal(fault, $"{error.Text("pointer")} {error.Text("code")}");
        Assert.Equal([offset], error["offsets"]!.AsArray().Select(o => (int)o!));
    }

    [Theory]
    [InlineData("\"Peace - now,\" he said", "“Peace — now,” he said")]
    [InlineData("10 000 soldiers", "10\u00a0000 soldiers")]
    [InlineData("C\u0327avus\u0327og\u0306lu spoke", "Çavuşoğlu spoke")]
    [InlineData("broken line", "broken\nline")]
    [InlineData("It's over", "It’s over")]
    public async Task A_typographic_variant_is_stored_as_the_article_has_it(string given, string stored)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client, text: "“Peace — now,” he said. 10\u00a0000 soldiers came. Çavuşoğlu spoke of a broken\nline. It’s over.");

        Assert.Equal(stored, (await Quote(client, new { exact = given })).Text("exact"));
    }

    [Fact]
    public async Task Without_a_text_a_quotation_is_unheld_until_the_first_text_verifies_it()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client, text: null);
        var held = await client.Post("/v1/claims", Draft.Quoting("It holds.", new { exact = "\"We will answer,\"" }, new { exact = "left 16 people" })).Json(201);
        var gone = await client.Post("/v1/claims", Draft.Quoting("It is gone.", new { exact = "Never said at all" })).Json(201);
        var twice = await client.Post("/v1/claims", Draft.Quoting("It is there twice.", new { exact = "We will answer" })).Json(201);
        var unquoted = await Given.Claim(client, "It is not quoted.");
        Assert.Equal(("unheld", "unheld", "unquoted"), (Anchor(held), Anchor(gone), Anchor(unquoted)));
        Assert.Equal((null, null), ((long?)held["appearances"]![0]!["snapshotId"], (long?)held["appearances"]![0]!["quotes"]![0]!["start"]));

        var captured = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = Given.Text }).Json(201);

        Assert.Equal("""{"exact":1,"shifted":0,"ambiguous":1,"orphaned":1}""", captured["anchors"]!.ToJsonString());
        Assert.Equal(
            [(held.Id(), "unheld", "exact"), (gone.Id(), "unheld", "orphaned"), (twice.Id(), "unheld", "ambiguous")],
            captured["changed"]!.AsArray().Select(c => ((long)c!["claimId"]!, c.Text("was"), c.Text("now"))));
        var verified = (await client.Read($"/v1/claims/{held.Id()}"))["appearances"]![0]!;
        Assert.Equal(("exact", captured.Id(), 2L), (verified.Text("anchor"), (long)verified["snapshotId"]!, (long)verified["revision"]!));
        Assert.Equal(("“We will answer,”", 60L), (verified["quotes"]![0]!.Text("exact"), (long)verified["quotes"]![0]!["start"]!));
        Assert.Equal("unquoted", Anchor(await client.Read($"/v1/claims/{unquoted.Id()}")));
    }

    private static string? Anchor(JsonNode claim) => claim["appearances"]![0]!.Text("anchor");

    private static async Task<JsonNode> Quote(HttpClient client, object given) =>
        (await client.Post("/v1/claims", Draft.Quoting("It holds.", given)).Json(201))["appearances"]![0]!["quotes"]![0]!;
}
