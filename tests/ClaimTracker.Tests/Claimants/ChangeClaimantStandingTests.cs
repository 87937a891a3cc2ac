using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claimants;

public sealed class ChangeClaimantStandingTests
{
    [Fact]
    public async Task A_withdrawn_claimant_leaves_the_list_and_comes_back_when_restored()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");
        var claimant = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person" }).Json(201);
        var path = $"/v1/claimants/{claimant.Id()}";

        var withdrawn = await client.Post($"{path}/withdraw", new { reason = "Never existed." }).Json();
        Assert.Equal(("withdrawn", 2L), (withdrawn.Text("state"), (long)withdrawn["revision"]!));
        Assert.Empty((await client.Read("/v1/claimants")).Items());
        Assert.Single((await client.Read("/v1/claimants?state=withdrawn")).Items());
        Assert.Equal("withdrawn", (await client.Read(path)).Text("state"));

        var restored = await client.Post($"{path}/restore", new { reason = "Did exist." }).Json();
        Assert.Equal(("active", 3L), (restored.Text("state"), (long)restored["revision"]!));
        Assert.Single((await client.Read("/v1/claimants")).Items());
        Assert.Equal(
            [("claimant.recorded", null), ("claimant.withdrawn", "Never existed."), ("claimant.restored", "Did exist.")],
            app.Events("claimant", claimant["id"]).Select(e => (e.Action, e.Reason)));
    }

    [Fact]
    public async Task What_is_withdrawn_cannot_be_withdrawn_and_what_stands_cannot_be_restored()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var claimant = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person" }).Json(201);
        var path = $"/v1/claimants/{claimant.Id()}";

        var restored = await client.Post($"{path}/restore", new { reason = "x" }).Json(409);
        await client.Post($"{path}/withdraw", new { reason = "x" }).Json();
        var withdrawn = await client.Post($"{path}/withdraw", new { reason = "x" }).Json(409);

        Assert.Equal(("illegal-transition", "withdraw"), (restored.Slug(), (string?)restored["allowed"]!.AsArray().Single()));
        Assert.Equal(("illegal-transition", "restore"), (withdrawn.Slug(), (string?)withdrawn["allowed"]!.AsArray().Single()));
    }

    [Fact]
    public async Task Withdrawing_and_restoring_need_a_reason()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var claimant = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person" }).Json(201);

        Assert.Equal(["#/reason required"], await client.Post($"/v1/claimants/{claimant.Id()}/withdraw", new { }).Faults(400));
        Assert.Equal(["#/reason required"], await client.Post($"/v1/claimants/{claimant.Id()}/restore", new { }).Faults(400));
    }

    [Fact]
    public async Task If_Match_is_optional_on_an_action_and_holds_where_it_is_given()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var claimant = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person" }).Json(201);
        var path = $"/v1/claimants/{claimant.Id()}/withdraw";

        var stale = await client.Send(HttpMethod.Post, path, new { reason = "x" }, "application/json", "\"7\"").Json(412);
        await client.Send(HttpMethod.Post, path, new { reason = "x" }, "application/json", "\"1\"").Json();

        Assert.Equal("precondition-failed", stale.Slug());
    }

    [Theory]
    [InlineData("claimants")]
    [InlineData("articles")]
    [InlineData("claims")]
    [InlineData("appearances")]
    public async Task A_contributor_withdraws_and_restores_what_their_own_key_recorded_and_an_editor_anything(string kind)
    {
        await using var app = await App.Start();
        var owner = await app.Client(Role.Contributor);
        var other = await app.Client(Role.Contributor);
        var reviewer = await app.Client(Role.Reviewer);
        var editor = await app.Client(Role.Editor);
        await Given.Article(owner);
        var claim = await Given.Claim(owner, "It holds.");
        var id = kind switch
        {
            "claimants" => claim["claimant"]!.Id(),
            "articles" => claim["appearances"]![0]!["article"]!.Id(),
            "claims" => claim.Id(),
            _ => claim["appearances"]![0]!.Id(),
        };

        foreach (var action in new[] { "withdraw", "restore" })
        {
            foreach (var stranger in new[] { other, reviewer })
            {
                var refused = await stranger.Post($"/v1/{kind}/{id}/{action}", new { reason = "x" }).Json(403);
                Assert.Equal(("forbidden", "editor"), (refused.Slug(), refused.Text("requiredRole")));
            }

            await owner.Post($"/v1/{kind}/{id}/{action}", new { reason = "x" }).Json();
        }

        foreach (var action in new[] { "withdraw", "restore" })
        {
            await editor.Post($"/v1/{kind}/{id}/{action}", new { reason = "x" }).Json();
        }
    }

    [Theory]
    [InlineData("/v1/claimants/1", "name")]
    [InlineData("/v1/articles/1", "headline")]
    [InlineData("/v1/claims/1", "statement")]
    [InlineData("/v1/appearances/1", "role")]
    public async Task What_is_withdrawn_is_restored_before_it_is_amended(string path, string member)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "It holds.");
        await client.Post($"{path}/withdraw", new { reason = "x" }).Json();
        var patch = Draft.With(new { reason = "x" }, new Dictionary<string, string> { [member] = "Something else" });

        var refused = await client.Patch(path, patch, "\"2\"").Json(409);
        var stale = await client.Patch(path, patch, "\"1\"").Json(412);

        Assert.Equal(("illegal-transition", "restore", "precondition-failed"), (refused.Slug(), (string?)refused["allowed"]!.AsArray().Single(), stale.Slug()));
        await client.Post($"{path}/restore", new { reason = "x" }).Json();
        Assert.Equal("Something else", (await client.Patch(path, patch, "*").Json()).Text(member));
    }

    [Fact]
    public async Task Nothing_is_added_to_what_is_withdrawn()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Article(client, "a2", text: null);
        await Given.Claim(client, "It holds.");
        await client.Post("/v1/claims/1/withdraw", new { reason = "x" }).Json();
        await client.Post("/v1/articles/1/withdraw", new { reason = "x" }).Json();

        var appearance = await client.Post("/v1/claims/1/appearances", new { articleRef = "a2", mode = "headline" }).Json(409);
        var snapshot = await client.Post("/v1/articles/1/snapshots", new { text = "Another text." }).Json(409);
        var reported = await client.Post("/v1/claims", Given.OwnVoice("It lasts.")).Faults(422);

        Assert.Equal(("illegal-transition", "illegal-transition"), (appearance.Slug(), snapshot.Slug()));
        Assert.Equal(["#/appearance/articleRef not_active"], reported);
    }

    [Theory]
    [InlineData("claimants")]
    [InlineData("articles")]
    [InlineData("claims")]
    public async Task Lists_show_what_stands_and_on_request_what_is_withdrawn(string kind)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "It holds.");

        await client.Post($"/v1/{kind}/1/withdraw", new { reason = "x" }).Json();
        Assert.Equal((0, 1), (await Count("active"), await Count("withdrawn")));
        await client.Post($"/v1/{kind}/1/restore", new { reason = "x" }).Json();
        Assert.Equal((1, 0), (await Count("active"), await Count("withdrawn")));

        async Task<int> Count(string state) => (await client.Read($"/v1/{kind}?state={state}")).Items().Count();
    }

    [Fact]
    public async Task What_names_a_withdrawn_claimant_is_amended_all_the_same_and_names_it_still()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", Draft.Said("It holds.", "Jane Roe", new
        {
            appearance = new { articleRef = "a1", mode = "reported_speech", attribution = new[] { new { name = "The Agency", type = "outlet" } } },
        })).Json(201);
        var relay = claim["appearances"]![0]!["attribution"]![0]!.Id();
        foreach (var id in new[] { 1, claim["claimant"]!.Id(), relay })
        {
            await client.Post($"/v1/claimants/{id}/withdraw", new { reason = "x" }).Json();
        }

        var article = await client.Patch("/v1/articles/1", new { headline = "Another", reason = "x" }, "*").Json();
        var appearance = await client.Patch("/v1/appearances/1", new { hedge = "likely", reason = "x" }, "*").Json();
        var amended = await client.Patch("/v1/claims/1", new { statement = "It holds well.", reason = "x" }, "*").Json();

        Assert.Equal((1, relay, claim["claimant"]!.Id()), (article["publisher"]!.Id(), appearance["attribution"]![0]!.Id(), amended["claimant"]!.Id()));
    }
}
