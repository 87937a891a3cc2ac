using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

/// <summary>The status of a claim is derived: from its kind, and from the contradictions that stand against it.</summary>
public sealed class ClaimStatusTests
{
    [Fact]
    public async Task A_fact_and_a_prediction_begin_unverified_and_a_position_cannot_be_checked()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        Assert.Equal("unverified", (await Given.Claim(client, "It holds.")).Text("status"));
        Assert.Equal("unverified", (await Given.Claim(client, "It will hold.", kind: "prediction")).Text("status"));
        Assert.Equal("not_checkable", (await Given.Claim(client, "It should hold.", kind: "position")).Text("status"));
    }

    [Fact]
    public async Task Both_ends_are_disputed_while_a_contradiction_is_confirmed_and_unresolved()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer, "Ana");
        var contributor = await app.Client(Role.Contributor);
        await Given.Article(client);
        var (one, two) = (await Given.Claim(client, "It holds."), await Given.Claim(client, "It does not hold."));
        var link = await contributor.Post("/v1/links", new { from = one.Id(), to = two.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        await Statuses("unverified");

        await client.Post($"/v1/links/{link.Id()}/confirm", new { reason = "Seen." }).Json();
        await Statuses("disputed");
        await client.Post($"/v1/links/{link.Id()}/reject", new { reason = "different_time", note = "Two days." }).Json();
        await Statuses("unverified");
        await client.Post($"/v1/links/{link.Id()}/confirm", new { reason = "The same day." }).Json();
        await Statuses("disputed");
        await client.Post($"/v1/links/{link.Id()}/resolve", new { outcome = "to_right", reason = "A video." }).Json();
        await Statuses("unverified");
        await client.Post($"/v1/links/{link.Id()}/confirm", new { reason = "The video is old." }).Json();
        await Statuses("disputed");

        Assert.Equal(
            [("claim.recorded", 1L, null), ("claim.status_changed", 2L, "Seen."), ("claim.status_changed", 3L, "different_time: Two days."), ("claim.status_changed", 4L, "The same day."),
                ("claim.status_changed", 5L, "A video."), ("claim.status_changed", 6L, "The video is old.")],
            app.Events("claim", two["id"]).Select(e => (e.Action, e.Revision, e.Reason)));
        Assert.Equal("disputed", app.Events("claim", two["id"])[^1].Content.Text("status"));
        Assert.Equal([2L, 1L], (await client.Read("/v1/claims?status=disputed")).Items().Select(c => c.Id()));

        async Task Statuses(string status)
        {
            Assert.Equal(status, (await client.Read($"/v1/claims/{one.Id()}")).Text("status"));
            Assert.Equal(status, (await client.Read($"/v1/claims/{two.Id()}")).Text("status"));
        }
    }

    [Theory]
    [InlineData("discrepancy")]
    [InlineData("disagrees")]
    public async Task What_is_no_contradicts_disputes_nothing(string type)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var (one, two) = (await Given.Claim(client, "It holds."), await Given.Claim(client, "It does not hold."));

        await client.Post("/v1/links", new { from = one.Id(), to = two.Id(), type, facet = "other", explanation = "x" }).Json(201);

        Assert.Equal("unverified", (await client.Read($"/v1/claims/{one.Id()}")).Text("status"));
    }

    [Fact]
    public async Task A_withdrawn_claim_disputes_nothing_until_it_is_restored()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var (one, two) = (await Given.Claim(client, "It holds."), await Given.Claim(client, "It does not hold."));
        await client.Post("/v1/links", new { from = one.Id(), to = two.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);

        await client.Post($"/v1/claims/{two.Id()}/withdraw", new { reason = "Mistaken." }).Json();
        var alone = await client.Read($"/v1/claims/{one.Id()}");
        await client.Post($"/v1/claims/{two.Id()}/restore", new { reason = "Not mistaken." }).Json();
        var again = await client.Read($"/v1/claims/{one.Id()}");

        Assert.Equal(("unverified", 0L), (alone.Text("status"), (long)alone["counts"]!["contradicts"]!));
        Assert.Equal(("disputed", 1L), (again.Text("status"), (long)again["counts"]!["contradicts"]!));
        Assert.Equal(["Mistaken.", "Not mistaken."], app.Events("claim", one["id"])[^2..].Select(e => e.Reason));
    }

    [Fact]
    public async Task A_claim_that_was_taken_back_disputes_nothing_while_the_retraction_stands()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var (denied, denial, retraction) = (await Given.Claim(client, "It holds."), await Given.Claim(client, "It does not hold."), await Given.Claim(client, "It was wrong to deny it.", key: "r"));
        await client.Post("/v1/links", new { from = denied.Id(), to = denial.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        var link = await client.Post("/v1/links", new { from = retraction.Id(), to = denial.Id(), type = "retracts", explanation = "x" }).Json(201);

        Assert.Equal(("unverified", "disputed"), await Statuses());
        var retracted = await client.Read($"/v1/claims/{denial.Id()}");
        Assert.Equal((retraction.Id(), "r", "It was wrong to deny it."), (retracted["retractedBy"]!.Id(), retracted["retractedBy"]!.Text("ref"), retracted["retractedBy"]!.Text("statement")));

        await client.Post($"/v1/claims/{retraction.Id()}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(("disputed", "disputed"), await Statuses());
        Assert.Null((await client.Read($"/v1/claims/{denial.Id()}"))["retractedBy"]);
        await client.Post($"/v1/claims/{retraction.Id()}/restore", new { reason = "x" }).Json();
        Assert.Equal(("unverified", "disputed"), await Statuses());
        await client.Post($"/v1/links/{link.Id()}/reject", new { reason = "different_event" }).Json();
        Assert.Equal(("disputed", "disputed"), await Statuses());

        async Task<(string?, string?)> Statuses() => ((await client.Read($"/v1/claims/{denied.Id()}")).Text("status"), (await client.Read($"/v1/claims/{denial.Id()}")).Text("status"));
    }

    [Fact]
    public async Task A_claim_names_the_later_one_that_takes_its_place()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var (old, later) = (await Given.Claim(client, "Sixteen died."), await Given.Claim(client, "Eighteen died.", key: "later"));

        var link = await client.Post("/v1/links", new { fromRef = "later", to = old.Id(), type = "updates", explanation = "x" }).Json(201);
        var updated = await client.Read($"/v1/claims/{old.Id()}");
        await client.Post($"/v1/links/{link.Id()}/reject", new { reason = "duplicate" }).Json();

        Assert.Equal(("later", "unverified"), (updated["updatedBy"]!.Text("ref"), updated.Text("status")));
        Assert.Null((await client.Read($"/v1/claims/{later.Id()}"))["updatedBy"]);
        Assert.Null((await client.Read($"/v1/claims/{old.Id()}"))["updatedBy"]);
    }

    [Fact]
    public async Task A_withdrawn_claim_leaves_the_lists_and_tells_who_why()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");
        await Given.Article(client);
        var claim = await Given.Claim(client, "It holds.");

        var withdrawn = await client.Post($"/v1/claims/{claim.Id()}/withdraw", new { reason = "Mistaken." }).Json();

        Assert.Equal(("withdrawn", 2L), (withdrawn.Text("state"), (long)withdrawn["revision"]!));
        Assert.Empty((await client.Read("/v1/claims")).Items());
        Assert.Single((await client.Read("/v1/claims?state=withdrawn")).Items());
        Assert.Equal("illegal-transition", (await client.Post($"/v1/claims/{claim.Id()}/withdraw", new { reason = "x" }).Json(409)).Slug());
        var told = app.Events("claim", claim["id"])[^1];
        Assert.Equal(("claim.withdrawn", "Ana", "Mistaken.", "withdrawn"), (told.Action, told.Actor, told.Reason, told.Content.Text("state")));
    }
}
