using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Articles;

public sealed class RecordArticleTests
{
    [Fact]
    public async Task A_recorded_article_can_be_read_back_with_its_first_snapshot()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");

        var recorded = await client.Post("/v1/articles", new
        {
            @ref = "a4",
            headline = "A headline",
            publisher = new { name = "Al-Monitor", type = "outlet" },
            authors = new[] { new { name = "Jane Roe", type = "person" }, new { name = "John Doe", type = "person" } },
            url = "https://example.com/a4",
            archivedUrl = "https://archive.example.com/a4",
            language = "en",
            published = new { edtf = "2020-08-11/2020-10-01", basis = "an editor's note" },
            capturedAt = "2021-01-02T03:04:05Z",
            text = "Ərazi. 😀",
        }).Json(201);

        Assert.Equal(("a4", "A headline", "A headline", "en"), (recorded.Text("ref"), recorded.Text("headline"), recorded.Text("label"), recorded.Text("language")));
        Assert.Equal("""{"edtf":"2020-08-11/2020-10-01","basis":"an editor's note","earliest":"2020-08-11","latest":"2020-10-01"}""", recorded["published"]!.ToJsonString(Readable));
        Assert.Equal(("Al-Monitor", true), (recorded["publisher"]!.Text("name"), (bool)recorded["publisher"]!["new"]!));
        Assert.Equal(["Jane Roe", "John Doe"], recorded["authors"]!.AsArray().Select(a => a!.Text("name")));
        Assert.Equal(8, (long)recorded["snapshot"]!["length"]!);
        Assert.Equal(64, recorded["snapshot"]!.Text("sha256")!.Length);
        Assert.Equal(DateTimeOffset.Parse("2021-01-02T03:04:05Z", null), (DateTimeOffset)recorded["snapshot"]!["capturedAt"]!);
        Assert.False((bool)recorded["corrected"]!);
        Assert.Equal(["article.recorded"], app.Actions("article", recorded["id"]));
        Assert.Equal(["snapshot.captured"], app.Actions("snapshot", recorded["snapshot"]!["id"]));
        var read = await client.Read($"/v1/articles/{recorded.Id()}");
        Assert.Equal(recorded.ToJsonString().Replace(",\"new\":true", "", StringComparison.Ordinal), read.ToJsonString());
    }

    [Fact]
    public async Task What_is_not_known_of_an_article_is_null()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);

        var recorded = await client.Post("/v1/articles", new { @ref = "a0", headline = (string?)null, published = (object?)null }).Json(201);

        Assert.All(["headline", "publisher", "url", "archivedUrl", "published", "language", "capturedAt", "snapshot"], member =>
        {
            Assert.True(recorded.AsObject().ContainsKey(member));
            Assert.Null(recorded[member]);
        });
        Assert.Empty(recorded["authors"]!.AsArray());
        Assert.Equal(["# nothing_to_know_it_by"], await client.Post("/v1/articles", new { language = "en" }).Faults(422));
    }

    [Fact]
    public async Task The_label_is_the_headline_else_the_first_eight_words_else_the_address_else_the_ref()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        const string words = "One two three\nfour  five six seven eight nine ten.";

        Assert.Equal("The headline", await Label(new { headline = "The headline", text = words, url = "https://example.com/1", @ref = "l1" }));
        Assert.Equal("One two three four five six seven eight", await Label(new { text = words, url = "https://example.com/2", @ref = "l2" }));
        Assert.Equal("https://example.com/3", await Label(new { url = "https://example.com/3", @ref = "l3" }));
        Assert.Equal("l4", await Label(new { @ref = "l4" }));

        async Task<string?> Label(object body) => (await client.Post("/v1/articles", body).Json(201)).Text("label");
    }

    [Fact]
    public async Task The_same_ref_address_or_publisher_and_text_is_the_same_article()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var recorded = await client.Post("/v1/articles", new
        {
            @ref = "a1",
            publisher = new { name = "The Daily", type = "outlet" },
            url = "https://example.com/story?id=7",
            text = "The text.",
        }).Json(201);

        var byRef = await client.Post("/v1/articles", new { @ref = "a1" }).Json(200);
        var byAddress = await client.Post("/v1/articles", new { url = "HTTPS://EXAMPLE.com:443/story?id=7&utm_source=x#top" }).Json(200);
        var byText = await client.Post("/v1/articles", new { publisher = new { name = "the daily", type = "outlet" }, text = "The text." }).Json(200);
        var otherPublisher = await client.Post("/v1/articles", new { publisher = new { name = "The Weekly", type = "outlet" }, text = "The text." }).Json(201);

        Assert.All([byRef, byAddress, byText], same => Assert.Equal(recorded.Id(), same.Id()));
        Assert.NotEqual(recorded.Id(), otherPublisher.Id());
        Assert.Equal(["article.recorded"], app.Actions("article", recorded["id"]));
    }

    [Fact]
    public async Task The_whole_body_again_answers_200_and_changes_nothing()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var body = new
        {
            @ref = "a1",
            headline = "A headline",
            publisher = new { name = "The Daily", type = "outlet" },
            authors = new[] { new { name = "Jane Roe", type = "person" }, new { name = "A staffer", type = "anonymous" } },
            url = "https://example.com/story",
            archivedUrl = "https://archive.example.com/story",
            language = "EN-us",
            published = new { edtf = "2020-08~", basis = "the dateline" },
            capturedAt = "2021-01-02T03:04:05.678Z",
            text = "The text.",
        };
        var recorded = await client.Post("/v1/articles", body).Json(201);

        var again = await client.Post("/v1/articles", body).Json(200);

        Assert.Equal((recorded.Id(), 1L), (again.Id(), (long)again["revision"]!));
    }

    [Theory]
    [InlineData("headline", "\"Another\"")]
    [InlineData("publisher", """{ "name": "The Weekly", "type": "outlet" }""")]
    [InlineData("authors", """[{ "name": "John Doe", "type": "person" }]""")]
    [InlineData("authors", "[]")]
    [InlineData("url", "\"https://example.com/other\"")]
    [InlineData("archivedUrl", "\"https://archive.example.com/other\"")]
    [InlineData("published", """{ "edtf": "2021" }""")]
    [InlineData("language", "\"az\"")]
    [InlineData("capturedAt", "\"2022-01-02T03:04:05Z\"")]
    [InlineData("text", "\"Another text.\"")]
    public async Task A_field_that_differs_from_the_one_on_record_is_refused_by_name(string member, string value)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var body = new
        {
            @ref = "a1",
            headline = "A headline",
            publisher = new { name = "The Daily", type = "outlet" },
            authors = new[] { new { name = "Jane Roe", type = "person" } },
            url = "https://example.com/story",
            archivedUrl = "https://archive.example.com/story",
            language = "en",
            published = new { edtf = "2020-08" },
            capturedAt = "2021-01-02T03:04:05Z",
            text = "The text.",
        };
        var recorded = await client.Post("/v1/articles", body).Json(201);

        var problem = await client.Post("/v1/articles", Draft.With(body, new JsonObject { [member] = JsonNode.Parse(value) })).Json(409);

        Assert.Equal(("differs", recorded.Id()), (problem.Slug(), problem["existing"]!.Id()));
        Assert.Equal(($"#/{member}", "differs"), (problem.Error().Text("pointer"), problem.Error().Text("code")));
        Assert.Equal(["article.recorded"], app.Actions("article", recorded["id"]));
    }

    [Fact]
    public async Task A_field_that_is_still_unknown_on_record_is_named_too_and_filled_by_PATCH()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var recorded = await client.Post("/v1/articles", new { @ref = "a1" }).Json(201);

        var faults = await client.Post("/v1/articles", new { @ref = "a1", headline = "A headline", language = "en", text = "The text." }).Faults(409);
        await client.Patch($"/v1/articles/{recorded.Id()}", new { headline = "A headline", language = "en", reason = "Found." }, "\"1\"").Json();
        await client.Post($"/v1/articles/{recorded.Id()}/snapshots", new { text = "The text." }).Json(201);
        await client.Post("/v1/articles", new { @ref = "a1", headline = "A headline", language = "en", text = "The text." }).Json(200);

        Assert.Equal(["#/headline differs", "#/language differs", "#/text differs"], faults);
    }

    [Fact]
    public async Task Publisher_and_authors_are_named_by_name_and_type_by_id_or_by_ref()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var outlet = await client.Post("/v1/claimants", new { name = "The Daily", type = "outlet", @ref = "daily" }).Json(201);
        var author = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", @ref = "roe" }).Json(201);

        var byId = await client.Post("/v1/articles", new { @ref = "1", publisher = new { id = outlet.Id() }, authors = new[] { new { id = author.Id() } } }).Json(201);
        var byRef = await client.Post("/v1/articles", new { @ref = "2", publisher = new { @ref = "daily" }, authors = new[] { new { @ref = "roe" } } }).Json(201);
        var byName = await client.Post("/v1/articles", new { @ref = "3", publisher = new { name = "the daily" }, authors = new[] { new { name = "jane roe", type = "person" } } }).Json(201);
        var faults = await client.Post("/v1/articles", new { @ref = "4", publisher = new { id = 99 }, authors = new object[] { new { @ref = "roe" }, new { @ref = "nobody" } } }).Faults(422);

        Assert.All([byId, byRef, byName], article => Assert.Equal((outlet.Id(), author.Id()), (article["publisher"]!.Id(), article["authors"]![0]!.Id())));
        Assert.Equal(["#/publisher/id unknown_reference", "#/authors/1/ref unknown_reference"], faults);
    }

    [Theory]
    [InlineData("2999")]
    [InlineData("2999-01-01/..")]
    [InlineData("2999-01~")]
    public async Task A_date_of_publishing_that_lies_wholly_in_the_future_is_refused(string edtf)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);

        Assert.Equal(["#/published in_future"], await client.Post("/v1/articles", new { @ref = "a1", published = new { edtf } }).Faults(422));
        await client.Post("/v1/articles", new { @ref = "a1", published = new { edtf = "2020/.." } }).Json(201);
    }

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("zh-hant-tw", "zh-Hant-TW")]
    [InlineData("AZ-cyrl", "az-Cyrl")]
    public async Task The_language_is_kept_in_its_canonical_form(string given, string kept)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);

        var recorded = await client.Post("/v1/articles", new { @ref = "a1", language = given }).Json(201);

        Assert.Equal(kept, recorded.Text("language"));
        Assert.Single((await client.Read($"/v1/articles?language={given}")).Items());
        Assert.Equal(["#/language invalid_language"], await client.Post("/v1/articles", new { @ref = "a2", language = "english_language" }).Faults(400));
    }

    private static System.Text.Json.JsonSerializerOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
