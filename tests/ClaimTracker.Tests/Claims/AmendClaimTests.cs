using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

public sealed class AmendClaimTests
{
    [Fact]
    public async Task A_patch_replaces_merges_and_removes()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");
        await Given.Article(client);
        var before = await client.Post("/v1/claims", Draft.Claim("At least 16 died.", new
        {
            @ref = "c1",
            topics = new[] { "clashes" },
            language = "en",
            period = new { edtf = "2020-07", basis = "the clashes" },
            quantity = new { qualifier = "at_least", value = 16, unit = "person", raw = "16 people" },
            translations = new { az = "Ən azı 16.", tr = "En az 16." },
        })).Json(201);

        var after = await client.Patch($"/v1/claims/{before.Id()}", new
        {
            statement = "At least 17 died.",
            quantity = new { value = 17, raw = (string?)null },
            translations = new { tr = (string?)null, de = "Mindestens 17." },
            period = (object?)null,
            topics = new[] { "casualties", "clashes" },
            reason = "Misread.",
        }, before.IfMatch()).Json();

        Assert.Equal(("At least 17 died.", "c1", "en", "fact", 2L), (after.Text("statement"), after.Text("ref"), after.Text("language"), after.Text("kind"), (long)after["revision"]!));
        Assert.Equal("""{"qualifier":"at_least","value":17,"high":null,"unit":"person","of":null,"raw":null}""", after["quantity"]!.ToJsonString());
        Assert.Equal(["az", "de"], after["translations"]!.AsObject().Select(t => t.Key));
        Assert.Null(after["period"]);
        Assert.Equal(["casualties", "clashes"], after["topics"]!.AsArray().Select(t => (string)t!));
        var told = app.Events("claim", before["id"])[^1];
        Assert.Equal(("claim.amended", "Ana", "Misread.", 2L, "At least 17 died."), (told.Action, told.Actor, told.Reason, told.Revision, told.Content["content"]!.Text("statement")));
        Assert.Empty((await client.Read("/v1/claims?periodFrom=2020&dates=certain")).Items());
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_keeps_the_revision_and_tells_nothing()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var before = await client.Post("/v1/claims", Draft.Claim("It holds.", new { language = "en", topics = new[] { "x" } })).Json(201);

        var after = await client.Patch($"/v1/claims/{before.Id()}", new { statement = "It holds.", language = "EN", topics = new[] { "x" }, claimantId = before["claimant"]!.Id(), reason = "x" }, "\"1\"").Json();

        Assert.Equal(before["revision"]!.ToJsonString(), after["revision"]!.ToJsonString());
        Assert.Equal(["claim.recorded"], app.Actions("claim", before["id"]));
    }

    [Fact]
    public async Task A_patch_needs_a_reason_and_the_current_revision()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var path = $"/v1/claims/{(await Given.Claim(client, "It holds.")).Id()}";

        Assert.Equal(["#/reason required"], await client.Patch(path, new { statement = "New." }, "\"1\"").Faults(400));
        Assert.Equal("precondition-required", (await client.Patch(path, new { statement = "New.", reason = "x" }).Json(428)).Slug());
        Assert.Equal("precondition-failed", (await client.Patch(path, new { statement = "New.", reason = "x" }, "\"9\"").Json(412)).Slug());
    }

    [Theory]
    [InlineData("""{ "statement": null }""", 400, "#/statement null_not_allowed")]
    [InlineData("""{ "status": "supported" }""", 400, "#/status read_only")]
    [InlineData("""{ "said": { "edtf": "2020" } }""", 400, "#/said read_only")]
    [InlineData("""{ "quantity": { "qualifier": "between" } }""", 422, "#/quantity/high high_and_qualifier")]
    [InlineData("""{ "claimantRef": "nobody" }""", 422, "#/claimantRef unknown_reference")]
    [InlineData("""{ "claimantId": 1, "claimant": { "id": 1 } }""", 422, "#/claimant one_of")]
    public async Task A_patch_is_checked_like_a_whole_body(string patch, int status, string fault)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", Draft.Claim("It holds.", new { quantity = new { qualifier = "exact", value = 7 } })).Json(201);

        Assert.Equal([fault], await client.Patch($"/v1/claims/{claim.Id()}", Draft.With(new { reason = "x" }, JsonNode.Parse(patch)), "\"1\"").Faults(status));
    }

    [Fact]
    public async Task The_claimant_is_changed_by_name_id_or_ref_and_one_nobody_named_before_is_marked_as_new()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var roe = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", @ref = "roe" }).Json(201);
        var path = $"/v1/claims/{(await Given.Claim(client, "It holds.")).Id()}";

        Assert.Equal(roe.Id(), (await client.Patch(path, new { claimantRef = "roe", reason = "x" }, "\"1\"").Json())["claimant"]!.Id());
        var added = (await client.Patch(path, new { claimant = new { name = "John Doe", type = "person" }, reason = "x" }, "\"2\"").Json())["claimant"]!;
        Assert.Equal(("John Doe", true), (added.Text("name"), (bool?)added["new"] ?? false));
        Assert.Equal(roe.Id(), (await client.Patch(path, new { claimantId = roe.Id(), reason = "x" }, "\"3\"").Json())["claimant"]!.Id());
    }

    [Fact]
    public async Task A_ref_or_a_statement_that_another_claim_has_is_refused()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var holder = await Given.Claim(client, "It holds.", key: "taken");
        var path = $"/v1/claims/{(await Given.Claim(client, "It does not hold.")).Id()}";

        Assert.All(
            [await client.Patch(path, new { @ref = "taken", reason = "x" }, "\"1\"").Json(409), await client.Patch(path, new { statement = "IT HOLDS.", reason = "x" }, "\"1\"").Json(409)],
            problem => Assert.Equal(("duplicate", holder.Id()), (problem.Slug(), problem["existing"]!.Id())));
    }

    [Fact]
    public async Task A_claim_that_contradicts_does_not_become_a_position_until_the_link_is_rejected_for_good()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var one = await Given.Claim(client, "It holds.");
        var two = await Given.Claim(client, "It does not hold.");
        var link = await client.Post("/v1/links", new { from = one.Id(), to = two.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        var path = $"/v1/claims/{one.Id()}";

        Assert.Equal(["#/kind position_contradicts"], await client.Patch(path, new { kind = "position", reason = "x" }, "\"2\"").Faults(422));
        await client.Post($"/v1/links/{link.Id()}/reject", new { reason = "not_a_contradiction" }).Json();
        Assert.Equal("not_checkable", (await client.Patch(path, new { kind = "position", reason = "x" }, "\"3\"").Json()).Text("status"));
        Assert.Equal(["# position_contradicts"], await client.Post($"/v1/links/{link.Id()}/confirm", new { reason = "x" }).Faults(422));
    }

    [Fact]
    public async Task The_kind_decides_anew_whether_a_claim_can_be_checked()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await Given.Claim(client, "A base is needed.", kind: "position");
        Assert.Equal("not_checkable", claim.Text("status"));

        var after = await client.Patch($"/v1/claims/{claim.Id()}", new { kind = "fact", reason = "It is one." }, "\"1\"").Json();

        Assert.Equal(("unverified", 3L), (after.Text("status"), (long)after["revision"]!));
        Assert.Equal([("claim.recorded", null), ("claim.amended", "It is one."), ("claim.status_changed", "It is one.")], app.Events("claim", claim["id"]).Select(e => (e.Action, e.Reason)));
    }
}
