using ClaimTracker.Data;

namespace ClaimTracker.Tests.Links;

public sealed class LinkDecisionTests
{
    [Fact]
    public async Task Each_decision_tells_who_made_it_when_and_why()
    {
        await using var app = await App.Start();
        var (client, path) = await Suggested(app);

        var confirmed = await client.Post($"{path}/confirm", new { reason = "Read both." }).Json();
        Assert.Equal(("confirmed", "Ana", "Read both.", 2L), (confirmed.Text("state"), confirmed["decision"]!.Text("by"), confirmed["decision"]!.Text("reason"), (long)confirmed["revision"]!));
        Assert.NotNull(confirmed["decision"]!["at"]);
        var resolved = await client.Post($"{path}/resolve", new { outcome = "from_right", reason = "A video." }).Json();
        Assert.Equal(("resolved", "from_right", "A video."), (resolved.Text("state"), resolved["decision"]!.Text("outcome"), resolved["decision"]!.Text("reason")));
        var rejected = await client.Post($"{path}/reject", new { reason = "different_event", note = "Two clashes." }).Json();
        Assert.Equal(("rejected", "different_event", "Two clashes."), (rejected.Text("state"), rejected["decision"]!.Text("rejected"), rejected["decision"]!.Text("reason")));

        Assert.Equal(
            [("link.recorded", null), ("link.confirmed", "Read both."), ("link.resolved", "A video."), ("link.rejected", "different_event: Two clashes.")],
            app.Events("link", rejected["id"]).Select(e => (e.Action, e.Reason)));
    }

    [Fact]
    public async Task What_the_state_does_not_allow_is_refused_with_what_it_does()
    {
        await using var app = await App.Start();
        var (client, path) = await Suggested(app);
        var reject = new { reason = "duplicate" };
        var resolve = new { outcome = "both_wrong", reason = "x" };
        var confirm = new { reason = "x" };

        Assert.Equal(["confirm", "reject"], await Allowed("resolve", resolve));
        await client.Post($"{path}/confirm", confirm).Json();
        Assert.Equal(["reject", "resolve"], await Allowed("confirm", confirm));
        await client.Post($"{path}/resolve", resolve).Json();
        Assert.Equal(["confirm", "reject"], await Allowed("resolve", resolve));
        await client.Post($"{path}/reject", reject).Json();
        Assert.Equal(["confirm"], await Allowed("reject", reject));
        Assert.Equal(["confirm"], await Allowed("resolve", resolve));
        await client.Post($"{path}/confirm", confirm).Json();

        async Task<string[]> Allowed(string action, object body)
        {
            var problem = await client.Post($"{path}/{action}", body).Json(409);
            Assert.Equal("illegal-transition", problem.Slug());
            return [.. problem["allowed"]!.AsArray().Select(a => (string)a!)];
        }
    }

    [Theory]
    [InlineData("different_event")]
    [InlineData("different_thing_counted")]
    [InlineData("different_time")]
    [InlineData("different_definition")]
    [InlineData("not_a_contradiction")]
    [InlineData("duplicate")]
    public async Task A_link_is_rejected_for_one_of_six_reasons_and_the_rejection_is_remembered(string reason)
    {
        await using var app = await App.Start();
        var (client, path) = await Suggested(app);

        await client.Post($"{path}/reject", new { reason }).Json();

        Assert.Equal(["#/reason not_allowed"], await client.Post($"{path}/reject", new { reason = "boring" }).Faults(400));
        Assert.Equal(["#/reason required"], await client.Post($"{path}/reject", new { }).Faults(400));
        Assert.Equal("duplicate", (await client.Post("/v1/links", LinkClaimsTests.Contradicts(1, 2)).Json(409)).Slug());
        Assert.Equal("rejected", (await client.Read(path)).Text("state"));
        Assert.Equal(0, (long)(await client.Read("/v1/contradictions"))["suggested"]!);
    }

    [Theory]
    [InlineData("from_right")]
    [InlineData("to_right")]
    [InlineData("both_wrong")]
    [InlineData("unresolvable")]
    public async Task A_contradiction_is_resolved_with_one_of_four_outcomes_and_a_reason(string outcome)
    {
        await using var app = await App.Start();
        var (client, path) = await Suggested(app);
        await client.Post($"{path}/confirm", new { reason = "x" }).Json();

        Assert.Equal(["#/reason required"], await client.Post($"{path}/resolve", new { outcome }).Faults(400));
        Assert.Equal(["#/outcome not_allowed"], await client.Post($"{path}/resolve", new { outcome = "draw", reason = "x" }).Faults(400));
        Assert.Equal(outcome, (await client.Post($"{path}/resolve", new { outcome, reason = "x" }).Json())["decision"]!.Text("outcome"));
        Assert.Empty((await client.Read("/v1/contradictions")).Items());
    }

    [Fact]
    public async Task A_link_that_is_no_contradiction_is_not_resolved()
    {
        await using var app = await App.Start();
        var (client, _) = await Suggested(app);
        var link = await client.Post("/v1/links", new { from = 1, to = 2, type = "supports", explanation = "x" }).Json(201);

        Assert.Equal(["#/outcome not_a_contradiction"], await client.Post($"/v1/links/{link.Id()}/resolve", new { outcome = "to_right", reason = "x" }).Faults(422));
        var problem = await client.Post($"/v1/links/{link.Id()}/confirm", new { reason = "x" }).Json(409);
        Assert.Equal(["reject"], problem["allowed"]!.AsArray().Select(a => (string)a!));
    }

    [Fact]
    public async Task If_Match_holds_where_it_is_given()
    {
        await using var app = await App.Start();
        var (client, path) = await Suggested(app);

        Assert.Equal("precondition-failed", (await client.Send(HttpMethod.Post, $"{path}/confirm", new { reason = "x" }, "application/json", "\"7\"").Json(412)).Slug());
        await client.Send(HttpMethod.Post, $"{path}/confirm", new { reason = "x" }, "application/json", "\"1\"").Json();
    }

    /// <summary>A contradiction that a contributor has suggested, and a reviewer to decide it.</summary>
    private static async Task<(HttpClient Reviewer, string Path)> Suggested(App app)
    {
        var contributor = await app.Client(Role.Contributor);
        await Given.Article(contributor);
        await Given.Claim(contributor, "It holds.");
        await Given.Claim(contributor, "It does not hold.");
        var link = await contributor.Post("/v1/links", LinkClaimsTests.Contradicts(1, 2)).Json(201);
        return (await app.Client(Role.Reviewer, "Ana"), $"/v1/links/{link.Id()}");
    }
}
