using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

public sealed class AppearanceTests
{
    [Fact]
    public async Task An_appearance_in_another_article_is_added_and_read_back()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Article(client, "a2", "The minister repeated it.");
        var claim = await Given.Claim(client, "It holds.");

        var added = await client.Post($"/v1/claims/{claim.Id()}/appearances", new
        {
            @ref = "second",
            articleRef = "a2",
            mode = "reported_speech",
            said = new { edtf = "2020-07" },
            attribution = new[] { new { name = "Anadolu", type = "outlet" } },
            quotes = new[] { new { exact = "repeated it" } },
        }).Json(201);

        Assert.Equal((claim.Id(), "It holds.", "a2", "exact"), (added["claim"]!.Id(), added["claim"]!.Text("statement"), added["article"]!.Text("ref"), added.Text("anchor")));
        Assert.Equal((added.Id(), "second", 13L), ((await client.Read($"/v1/appearances/{added.Id()}")).Id(), added.Text("ref"), (long)added["quotes"]![0]!["start"]!));
        Assert.Equal([added.Id(), claim["appearances"]![0]!.Id()], (await client.Read($"/v1/claims/{claim.Id()}/appearances")).Items().Select(a => a.Id()));
        var read = await client.Read($"/v1/claims/{claim.Id()}");
        Assert.Equal(2, read["appearances"]!.AsArray().Count);
        Assert.Equal("P0D", read["said"]!.Text("offset"));
        Assert.Equal(["appearance.recorded"], app.Actions("appearance", added["id"]));
        Assert.Equal("not-found", (await client.Post("/v1/claims/99/appearances", new { articleRef = "a2", mode = "own_voice" }).Json(404)).Slug());
        Assert.Equal("not-found", (await client.Read("/v1/claims/99/appearances", 404)).Slug());
    }

    [Fact]
    public async Task The_same_appearance_again_answers_200_and_its_ref_with_other_content_is_refused()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client);
        var claim = await Given.Claim(client, "It holds.");
        var path = $"/v1/claims/{claim.Id()}/appearances";
        var body = new { @ref = "second", articleRef = "a1", mode = "headline", quotes = new[] { new { exact = "Border clashes" } } };
        var added = await client.Post(path, body).Json(201);

        Assert.Equal(added.ToJsonString(), (await client.Post(path, body).Json(200)).ToJsonString());
        Assert.Equal(claim["appearances"]![0]!.Id(), (await client.Post(path, new { articleRef = "a1", mode = "own_voice" }).Json(200)).Id());
        var problem = await client.Post(path, Draft.With(body, new { mode = "caption" })).Json(409);
        Assert.Equal(("differs", added.Id()), (problem.Slug(), problem["existing"]!.Id()));
        await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = $"Updated. {Given.Text}" }).Json(201);
        Assert.Equal(added.Id(), (await client.Post(path, body).Json(200)).Id());
    }

    [Fact]
    public async Task The_claims_day_of_saying_is_that_of_its_first_appearance_that_stands()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await Given.Claim(client, "It holds.");
        var second = await client.Post($"/v1/claims/{claim.Id()}/appearances", new { articleRef = "a1", mode = "headline", said = new { edtf = "2019" } }).Json(201);
        var first = $"/v1/appearances/{claim["appearances"]![0]!.Id()}";

        await client.Patch(first, new { said = new { offset = (string?)null, edtf = "2020-07-12" }, reason = "x" }, "\"1\"").Json();
        Assert.Equal("2020-07-12", await Said());
        await client.Post($"{first}/withdraw", new { reason = "x" }).Json();
        Assert.Equal("2019", await Said());
        Assert.Equal([claim.Id()], (await client.Read("/v1/claims?saidTo=2019&dates=certain")).Items().Select(c => c.Id()));
        await client.Post($"{first}/restore", new { reason = "x" }).Json();
        Assert.Equal("2020-07-12", await Said());
        Assert.Equal("2019", (await client.Read($"/v1/appearances/{second.Id()}"))["said"]!.Text("edtf"));

        async Task<string?> Said() => (await client.Read($"/v1/claims/{claim.Id()}"))["said"]!.Text("edtf");
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_with_a_reason_and_a_revision()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", Draft.Quoting("It holds.", new { exact = "Border clashes" })).Json(201);
        var path = $"/v1/appearances/{claim["appearances"]![0]!.Id()}";

        Assert.Equal(["#/reason required"], await client.Patch(path, new { role = "x" }, "\"1\"").Faults(400));
        await client.Patch(path, new { role = "x", reason = "x" }).Json(428);
        await client.Patch(path, new { role = "x", reason = "x" }, "\"2\"").Json(412);
        Assert.Equal(1, (long)(await client.Patch(path, new { hedge = "none", reason = "x" }, "\"1\"").Json())["revision"]!);
        Assert.Equal(["#/quotes/0/exact quote_absent"], await client.Patch(path, new { quotes = new[] { new { exact = "Never said" } }, reason = "x" }, "\"1\"").Faults(422));
        var after = await client.Patch(path, new { hedge = "alleged", role = "minister", quotes = new[] { new { exact = "16 people dead" } }, reason = "Misread." }, "\"1\"").Json();

        Assert.Equal(("alleged", "minister", 2L, "16 people dead"), (after.Text("hedge"), after.Text("role"), (long)after["revision"]!, Assert.Single(after["quotes"]!.AsArray())!.Text("exact")));
        var told = app.Events("appearance", after["id"])[^1];
        Assert.Equal(("appearance.amended", "Ana", "Misread."), (told.Action, told.Actor, told.Reason));
        Assert.Equal("unquoted", (await client.Patch(path, new { quotes = (object?)null, reason = "x" }, "\"2\"").Json()).Text("anchor"));
    }

    [Fact]
    public async Task A_relay_that_nobody_named_before_is_marked_as_new()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var appearance = new { articleRef = "a1", mode = "reported_speech", attribution = new object[] { new { name = "The Daily" }, new { name = "Anadolu", type = "outlet" } } };

        var claim = await client.Post("/v1/claims", Draft.Said("It holds.", "Jane Roe", new { appearance })).Json(201);
        var added = await client.Post($"/v1/claims/{claim.Id()}/appearances", new { articleRef = "a1", mode = "headline", attribution = new[] { new { name = "Axios", type = "outlet" } } }).Json(201);
        var amended = await client.Patch($"/v1/appearances/{added.Id()}", new { attribution = new object[] { new { name = "Axios" }, new { name = "Vzglyad", type = "outlet" } }, reason = "x" }, "\"1\"").Json();

        Assert.Equal([null, true], claim["appearances"]![0]!["attribution"]!.AsArray().Select(a => (bool?)a!["new"]));
        Assert.Equal([true], added["attribution"]!.AsArray().Select(a => (bool?)a!["new"]));
        Assert.Equal([null, true], amended["attribution"]!.AsArray().Select(a => (bool?)a!["new"]));
    }
}
