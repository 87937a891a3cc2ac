using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Articles;

public sealed class AmendArticleTests
{
    [Fact]
    public async Task A_patch_fills_replaces_and_removes()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");
        var before = await client.Post("/v1/articles", new { @ref = "a1", headline = "Old", url = "https://example.com/1", publisher = new { name = "The Daily", type = "outlet" } }).Json(201);

        var after = await client.Patch($"/v1/articles/{before.Id()}", new
        {
            headline = "New",
            url = (string?)null,
            language = "EN",
            publisher = new { name = "The Weekly", type = "outlet" },
            authors = new[] { new { name = "Jane Roe", type = "person" } },
            reason = "Looked at the page.",
        }, before.IfMatch()).Json();

        Assert.Equal(("New", null, "en", "a1", 2L), (after.Text("headline"), after.Text("url"), after.Text("language"), after.Text("ref"), (long)after["revision"]!));
        Assert.Equal(("The Weekly", true, "Jane Roe"), (after["publisher"]!.Text("name"), (bool)after["publisher"]!["new"]!, after["authors"]![0]!.Text("name")));
        var told = app.Events("article", before["id"])[^1];
        Assert.Equal(("article.amended", "Ana", "Looked at the page.", "New"), (told.Action, told.Actor, told.Reason, told.Content["content"]!.Text("headline")));
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_keeps_the_revision_and_tells_nothing()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var before = await Given.Article(client);

        var after = await client.Patch($"/v1/articles/{before.Id()}", new { headline = before.Text("headline"), language = "EN", publisher = new { name = "the daily" }, reason = "x" }, "\"1\"").Json();

        Assert.Equal(1, (long)after["revision"]!);
        Assert.Equal(["article.recorded"], app.Actions("article", before["id"]));
    }

    [Fact]
    public async Task A_patch_needs_a_reason_and_the_current_revision()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var path = $"/v1/articles/{(await Given.Article(client)).Id()}";

        Assert.Equal(["#/reason required"], await client.Patch(path, new { headline = "New" }, "\"1\"").Faults(400));
        await client.Patch(path, new { headline = "New", reason = "x" }).Json(428);
        await client.Patch(path, new { headline = "New", reason = "x" }, "\"2\"").Json(412);
    }

    [Fact]
    public async Task The_text_is_not_amended()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var path = $"/v1/articles/{(await Given.Article(client)).Id()}";

        Assert.Equal(["#/text unknown_member"], await client.Patch(path, new { text = "New", reason = "x" }, "\"1\"").Faults(400));
    }

    [Fact]
    public async Task A_ref_or_an_address_that_another_article_has_is_refused()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var holder = await client.Post("/v1/articles", new { @ref = "a1", url = "https://example.com/1" }).Json(201);
        var path = $"/v1/articles/{(await client.Post("/v1/articles", new { @ref = "a2" }).Json(201)).Id()}";

        Assert.All(
            [await client.Patch(path, new { @ref = "a1", reason = "x" }, "\"1\"").Json(409), await client.Patch(path, new { url = "https://EXAMPLE.com/1?utm_source=y", reason = "x" }, "\"1\"").Json(409)],
            problem => Assert.Equal(("duplicate", holder.Id()), (problem.Slug(), problem["existing"]!.Id())));
    }

    [Fact]
    public async Task A_date_of_publishing_in_the_future_is_refused()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var path = $"/v1/articles/{(await Given.Article(client)).Id()}";

        Assert.Equal(["#/published in_future"], await client.Patch(path, new { published = new { edtf = "2999" }, reason = "x" }, "\"1\"").Faults(422));
    }

    [Fact]
    public async Task What_is_dated_by_its_distance_from_publication_follows_the_day_when_it_is_learned()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await client.Post("/v1/articles", new { @ref = "a1" }).Json(201);
        var earlier = await client.Post("/v1/claims", Draft.Said("One thing.", "Jane Roe", new { appearance = new { articleRef = "a1", mode = "reported_speech", said = new { offset = "-P6M", basis = "six months ago" } } })).Json(201);
        var sameDay = await Given.Claim(client, "Another thing.");
        var dated = await client.Post("/v1/claims", Draft.Said("A third thing.", "Jane Roe", new { appearance = new { articleRef = "a1", mode = "reported_speech", said = new { edtf = "2019" } } })).Json(201);
        Assert.Equal("""{"offset":"-P6M","basis":"six months ago","earliest":null,"latest":null}""", earlier["said"]!.ToJsonString());

        await client.Patch($"/v1/articles/{article.Id()}", new { published = new { edtf = "2020-08-11" }, reason = "Dated." }, "\"1\"").Json();

        // The coarser precision of the two holds: six months before a day is a month.
        Assert.Equal(("2020-02-01", "2020-02-29"), await Days(earlier));
        Assert.Equal(("2020-08-11", "2020-08-11"), await Days(sameDay));
        Assert.Equal(("2019-01-01", "2019-12-31"), await Days(dated));

        await client.Patch($"/v1/articles/{article.Id()}", new { published = new { edtf = "2020-09" }, reason = "Corrected." }, "\"2\"").Json();
        Assert.Equal(("2020-03-01", "2020-03-31"), await Days(earlier));
        Assert.Equal([earlier.Id()], (await client.Read("/v1/claims?saidFrom=2020-03&saidTo=2020-03&dates=certain")).Items().Select(c => c.Id()));

        await client.Patch($"/v1/articles/{article.Id()}", new { published = (object?)null, reason = "Not known after all." }, "\"3\"").Json();
        Assert.Equal((null, null), await Days(earlier));

        async Task<(string?, string?)> Days(JsonNode claim)
        {
            var read = await client.Read($"/v1/claims/{claim.Id()}");
            Assert.Equal(read["said"]!.ToJsonString(), read["appearances"]![0]!["said"]!.ToJsonString());
            return (read["said"]!.Text("earliest"), read["said"]!.Text("latest"));
        }
    }

    [Fact]
    public async Task An_article_is_corrected_while_an_appearance_of_it_is_a_correction_note()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client);
        var path = $"/v1/articles/{article.Id()}";
        var claim = await client.Post("/v1/claims", Draft.Said("The figure was wrong.", "Jane Roe", new { appearance = new { articleRef = "a1", mode = "correction_note" } })).Json(201);
        Assert.True(await Corrected());

        var appearance = $"/v1/appearances/{claim["appearances"]![0]!.Id()}";
        await client.Post($"{appearance}/withdraw", new { reason = "x" }).Json();
        Assert.False(await Corrected());
        await client.Post($"{appearance}/restore", new { reason = "x" }).Json();
        Assert.True(await Corrected());
        await client.Patch(appearance, new { mode = "reported_speech", reason = "x" }, "\"3\"").Json();
        Assert.False(await Corrected());

        async Task<bool> Corrected() => (bool)(await client.Read(path))["corrected"]!;
    }
}
