using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

/// <summary>Two claims that are the same are merged: what hung on the one hangs on the other, until it is restored.</summary>
public sealed class MergeClaimTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Reviewer, "Ana");
        await Given.Article(client);
        await Given.Article(client, "a2", "Another text.");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_merged_claim_answers_with_the_one_that_took_it_in_and_leaves_the_lists()
    {
        var (one, other) = (await Claim("Sixteen people died."), await Claim("Sixteen people were killed.", key: "kept"));

        var merged = await Merge(one, other);

        Assert.Equal(("merged", 2L), (merged.Text("state"), (long)merged["revision"]!));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{ "id": {{other}}, "ref": "kept", "statement": "Sixteen people were killed." }"""), merged["mergedInto"]));
        Assert.Equal(merged.ToJsonString(), (await client.Read($"/v1/claims/{one}")).ToJsonString());
        Assert.Equal([other], await Ids("/v1/claims"));
        Assert.Equal([one], await Ids("/v1/claims?state=merged"));
        Assert.Equal([("claim.recorded", 1L, null), ("claim.merged", 2L, "The same.")], app.Events("claim", one).Select(e => (e.Action, e.Revision, e.Reason)));
        Assert.Equal([("claim.recorded", 1L, null), ("claim.took_in", 2L, "The same.")], app.Events("claim", other).Select(e => (e.Action, e.Revision, e.Reason)));
        Assert.Equal(("merged", other), (app.Events("claim", one)[^1].Content.Text("state"), (long)app.Events("claim", one)[^1].Content["mergedInto"]!));
    }

    [Fact]
    public async Task Appearances_go_with_the_claim_and_come_back_and_each_move_is_told()
    {
        var other = await Claim("Sixteen people were killed.");
        var one = (await client.Post("/v1/claims", Draft.Claim("Sixteen people died.", new { appearance = new { articleRef = "a2", mode = "headline", said = new { edtf = "2020-07-01" } }, claimant = new { name = "Jane Roe", type = "person" } })).Json(201)).Id();
        await Merge(other, one);

        var kept = await client.Read($"/v1/claims/{one}");
        Assert.Equal([1, 2], kept["appearances"]!.AsArray().Select(a => a!.Id()));
        Assert.Equal("2020-08-01", kept["said"]!.Text("earliest"));
        var gone = await client.Read($"/v1/claims/{other}");
        Assert.Equal((0, (JsonNode?)null), (gone["appearances"]!.AsArray().Count, gone["said"]));
        Assert.Equal(one, (await client.Read("/v1/appearances/1"))["claim"]!.Id());
        Assert.Equal([one], await Ids("/v1/articles/1/claims"));
        Assert.Equal([one], await Ids("/v1/claims?saidFrom=2020-08-01"));
        Assert.Equal(("appearance.moved", 2L, one, "The same."), Last("appearance", 1));

        await Restore(other);
        Assert.Equal([1], (await client.Read($"/v1/claims/{other}"))["appearances"]!.AsArray().Select(a => a!.Id()));
        Assert.Equal("2020-07-01", (await client.Read($"/v1/claims/{one}"))["said"]!.Text("earliest"));
        Assert.Equal(("appearance.moved", 3L, other, "Not the same."), Last("appearance", 1));
        Assert.Equal(["claim.recorded", "claim.merged", "claim.restored"], app.Actions("claim", other));
        Assert.Equal(["claim.recorded", "claim.took_in", "claim.gave_back"], app.Actions("claim", one));

        (string, long, long, string?) Last(string entity, long id)
        {
            var last = app.Events(entity, id)[^1];
            return (last.Action, last.Revision, (long)last.Content["claim"]!, last.Reason);
        }
    }

    [Fact]
    public async Task What_was_added_to_the_claim_that_stays_remains_there()
    {
        var (one, other, against) = (await Claim("It holds."), await Claim("It does hold."), await Claim("It does not hold."));
        await Merge(one, other);
        var added = await client.Post($"/v1/claims/{other}/appearances", new { articleRef = "a2", mode = "headline" }).Json(201);
        var link = await Link(other, against, "contradicts");

        await Restore(one);

        Assert.Equal([2, added.Id()], (await client.Read($"/v1/claims/{other}"))["appearances"]!.AsArray().Select(a => a!.Id()));
        Assert.Equal((other, against), await Ends(link));
        Assert.Equal("unverified", await Status(one));
    }

    [Fact]
    public async Task Links_join_the_claim_that_stays_with_the_lower_id_first_and_count_there()
    {
        var (kept, against, merged) = (await Claim("It holds."), await Claim("It does not hold."), await Claim("It does hold."));
        var link = await Link(merged, against, "contradicts");
        Assert.Equal(("unverified", "disputed", "disputed"), (await Status(kept), await Status(against), await Status(merged)));

        await Merge(merged, kept);
        Assert.Equal((kept, against), await Ends(link));
        Assert.Equal(("disputed", "disputed", "unverified"), (await Status(kept), await Status(against), await Status(merged)));
        Assert.Equal(1, (int)(await client.Read($"/v1/claims/{against}"))["counts"]!["contradicts"]!);
        var contradiction = Assert.Single((await client.Read("/v1/contradictions")).Items());
        Assert.Equal((kept, against), (contradiction["from"]!["claim"]!.Id(), contradiction["to"]!["claim"]!.Id()));
        Assert.Equal(["link.recorded", "link.moved"], app.Actions("link", link));

        await Restore(merged);
        Assert.Equal((against, merged), await Ends(link));
        Assert.Equal(("unverified", "disputed", "disputed"), (await Status(kept), await Status(against), await Status(merged)));
    }

    [Fact]
    public async Task A_link_that_would_double_another_or_join_a_claim_to_itself_stays_and_counts_for_nothing()
    {
        var (one, other, against) = (await Claim("It holds."), await Claim("It does hold."), await Claim("It does not hold."));
        var (own, kept, between) = (await Link(one, against, "contradicts"), await Link(other, against, "contradicts"), await Link(one, other, "discrepancy"));

        await Merge(one, other);

        Assert.Equal(((one, against), (other, against), (one, other)), (await Ends(own), await Ends(kept), await Ends(between)));
        Assert.Equal(1, (int)(await client.Read($"/v1/claims/{against}"))["counts"]!["contradicts"]!);
        Assert.Equal(0, (int)(await client.Read($"/v1/claims/{other}"))["counts"]!["discrepancy"]!);
        Assert.Equal([kept], (await client.Read("/v1/contradictions")).Items().Select(c => c["link"]!.Id()));
        await client.Post($"/v1/links/{kept}/reject", new { reason = "duplicate" }).Json();
        Assert.Equal("unverified", await Status(against));

        await Restore(one);
        Assert.Equal("disputed", await Status(against));
    }

    [Fact]
    public async Task Claims_of_a_chain_are_restored_in_any_order()
    {
        var (one, two, three, against) = (await Claim("It holds."), await Claim("It does hold."), await Claim("It holds indeed."), await Claim("It does not hold."));
        var link = await Link(one, against, "contradicts");
        await Merge(one, two);
        await Merge(two, three);
        Assert.Equal((three, against), await Ends(link));

        await Restore(one);

        Assert.Equal((one, against), await Ends(link));
        Assert.Equal([2, 3], (await client.Read($"/v1/claims/{three}"))["appearances"]!.AsArray().Select(a => a!.Id()));
        await Restore(two);
        Assert.Equal([2], (await client.Read($"/v1/claims/{two}"))["appearances"]!.AsArray().Select(a => a!.Id()));
    }

    [Fact]
    public async Task A_merged_claim_is_refused_where_it_is_named_and_the_one_that_stays_is_told()
    {
        var (one, two, three) = (await Claim("It holds.", key: "one"), await Claim("It does hold."), await Claim("It holds indeed."));
        await Merge(one, two);
        await Merge(two, three);

        var linked = await client.Post("/v1/links", new { fromRef = "one", to = three, type = "supports", explanation = "x" }).Json(422);
        var recorded = await client.Post("/v1/claims", Draft.Claim("It seems to hold.", new { links = new[] { new { to = two, type = "supports", explanation = "x" } } })).Json(422);
        var into = await client.Post($"/v1/claims/{three}/merge", new { into = one, reason = "x" }).Json(422);
        var added = await client.Post($"/v1/claims/{one}/appearances", new { articleRef = "a2", mode = "headline" }).Json(409);

        Assert.Equal(("#/fromRef", "not_active", three), (linked.Error().Text("pointer"), linked.Error().Text("code"), linked.Error()["candidates"]![0]!.Id()));
        Assert.Equal(("#/links/0/to", "not_active", three), (recorded.Error().Text("pointer"), recorded.Error().Text("code"), recorded.Error()["candidates"]![0]!.Id()));
        Assert.Equal(("#/into", "not_active", three), (into.Error().Text("pointer"), into.Error().Text("code"), into.Error()["candidates"]![0]!.Id()));
        Assert.Equal(("illegal-transition", two), (added.Slug(), added["existing"]!.Id()));
    }

    [Fact]
    public async Task The_statement_of_a_merged_claim_is_on_record_as_the_one_that_stays()
    {
        var (one, other) = (await Claim("It holds.", key: "one"), await Claim("It does hold."));
        await Merge(one, other);

        var again = await client.Post("/v1/claims", Given.OwnVoice("It holds.")).Json(409);
        var known = await client.Post("/v1/claims", Given.OwnVoice("It holds.", key: "one")).Json();
        var amended = await client.Patch($"/v1/claims/{other}", new { statement = "It holds.", reason = "Clearer." }, "*").Json(409);

        Assert.Equal(("duplicate", other), (again.Slug(), again["existing"]!.Id()));
        Assert.Equal((one, "merged"), (known.Id(), known.Text("state")));
        Assert.Equal(("duplicate", one), (amended.Slug(), amended["existing"]!.Id()));
    }

    [Fact]
    public async Task A_request_that_recorded_a_merged_claim_with_its_links_still_changes_nothing()
    {
        var (against, other) = (await Claim("It does not hold.", key: "against"), await Claim("It does hold."));
        var request = Draft.Claim("It holds.", new { @ref = "one", links = new[] { new { toRef = "against", type = "contradicts", facet = "polarity", explanation = "x" } } });
        var one = (await client.Post("/v1/claims", request).Json(201)).Id();

        await Merge(one, other);
        await Merge(against, await Claim("It never held."));

        Assert.Equal(one, (await client.Post("/v1/claims", request).Json()).Id());
    }

    [Fact]
    public async Task A_merged_claim_is_not_amended_withdrawn_or_merged_again_until_it_is_restored()
    {
        var (one, other) = (await Claim("It holds."), await Claim("It does hold."));
        await Merge(one, other);
        var editor = await app.Client(Role.Editor);

        Assert.Equal(["restore"], await Allowed(client.Patch($"/v1/claims/{one}", new { statement = "Other.", reason = "x" }, "*")));
        Assert.Equal(["restore"], await Allowed(editor.Post($"/v1/claims/{one}/withdraw", new { reason = "x" })));
        Assert.Equal(["restore"], await Allowed(client.Post($"/v1/claims/{one}/merge", new { into = other, reason = "x" })));
        await Restore(one);
        Assert.Equal(["withdraw"], await Allowed(editor.Post($"/v1/claims/{one}/restore", new { reason = "x" })));
    }

    [Fact]
    public async Task A_claim_is_not_merged_into_itself_nor_into_one_that_does_not_stand()
    {
        var (one, other) = (await Claim("It holds."), await Claim("It does hold."));

        Assert.Equal(["#/into self_merge"], await Refused(one, one));
        Assert.Equal(["#/into unknown_reference"], await Refused(one, 99));
        await (await app.Client(Role.Editor)).Post($"/v1/claims/{other}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(["#/into not_active"], await Refused(one, other));
        Assert.Equal(["restore"], await Allowed(client.Post($"/v1/claims/{other}/merge", new { into = one, reason = "x" })));
        Assert.Equal(["#/reason required"], await client.Post($"/v1/claims/{one}/merge", new { into = other }).Faults(400));
        Assert.Equal(["#/into one_of"], await client.Post($"/v1/claims/{one}/merge", new { reason = "x" }).Faults(422));
        Assert.Equal("precondition-failed", (await client.Send(HttpMethod.Post, $"/v1/claims/{one}/merge", new { into = other, reason = "x" }, "application/json", "\"7\"").Json(412)).Slug());
    }

    [Fact]
    public async Task A_claim_that_contradicts_is_not_merged_into_a_position()
    {
        var (fact, position, against) = (await Claim("It holds."), await Claim("It should hold.", kind: "position"), await Claim("It does not hold."));
        var link = await Link(fact, against, "contradicts");

        Assert.Equal(["#/into position_contradicts"], await Refused(fact, position));
        await client.Post($"/v1/links/{link}/reject", new { reason = "not_a_contradiction" }).Json();
        await Merge(fact, position);
        Assert.Equal((fact, against), await Ends(link));
    }

    [Fact]
    public async Task A_contradiction_that_waited_for_its_place_does_not_take_it_on_a_position()
    {
        var (one, two, kept, against) = (await Claim("It holds."), await Claim("It does hold."), await Claim("It holds indeed."), await Claim("It does not hold."));
        var (first, second) = (await Link(one, against, "contradicts"), await Link(two, against, "contradicts"));
        await Merge(one, kept);
        await Merge(two, kept);
        Assert.Equal(((kept, against), (two, against)), (await Ends(first), await Ends(second)));
        await client.Post($"/v1/links/{first}/reject", new { reason = "duplicate" }).Json();
        await client.Patch($"/v1/claims/{kept}", new { kind = "position", reason = "It is one." }, "*").Json();

        await Restore(one);

        Assert.Equal(((one, against), (two, against)), (await Ends(first), await Ends(second)));
        Assert.Equal(("not_checkable", "unverified"), (await Status(kept), await Status(against)));
    }

    [Fact]
    public async Task A_retraction_of_the_merged_claim_retracts_the_one_that_stays()
    {
        var (one, other, against, later) = (await Claim("It holds."), await Claim("It does hold."), await Claim("It does not hold."), await Claim("It did not hold after all."));
        await Link(other, against, "contradicts");
        await Link(later, one, "retracts");
        Assert.Equal("disputed", await Status(against));

        await Merge(one, other);
        Assert.Equal("unverified", await Status(against));
        Assert.Equal(later, (await client.Read($"/v1/claims/{other}"))["retractedBy"]!.Id());

        await Restore(one);
        Assert.Equal("disputed", await Status(against));
        Assert.Null((await client.Read($"/v1/claims/{other}"))["retractedBy"]);
    }

    [Fact]
    public async Task A_reviewer_takes_a_merge_back_and_the_one_who_recorded_the_claim_does_not()
    {
        var contributor = await app.Client(Role.Contributor);
        var one = (await Given.Claim(contributor, "It holds.")).Id();
        await Merge(one, await Claim("It does hold."));

        Assert.Equal("reviewer", (await contributor.Post($"/v1/claims/{one}/restore", new { reason = "x" }).Json(403)).Text("requiredRole"));
        await Restore(one);
    }

    [Fact]
    public async Task What_is_answered_from_memory_shows_merges_at_once()
    {
        var (one, other) = (await Claim("It holds."), await Claim("It does hold."));
        await client.Read($"/v1/claims/{one}");
        await client.Read($"/v1/claims/{other}");

        await Merge(one, other);
        Assert.Equal((0, 2), await Appearances());
        await Restore(one);
        Assert.Equal((1, 1), await Appearances());

        async Task<(int, int)> Appearances() =>
            ((await client.Read($"/v1/claims/{one}"))["appearances"]!.AsArray().Count, (await client.Read($"/v1/claims/{other}"))["appearances"]!.AsArray().Count);
    }

    private async Task<long> Claim(string statement, string kind = "fact", string? key = null) => (await Given.Claim(client, statement, kind: kind, key: key)).Id();

    private async Task<long> Link(long from, long to, string type) =>
        (await client.Post("/v1/links", new { from, to, type, facet = type == "retracts" ? null : "other", explanation = "x" }).Json(201)).Id();

    private Task<JsonNode> Merge(long id, long into) => client.Post($"/v1/claims/{id}/merge", new { into, reason = "The same." }).Json();

    private Task<JsonNode> Restore(long id) => client.Post($"/v1/claims/{id}/restore", new { reason = "Not the same." }).Json();

    private Task<string[]> Refused(long id, long into) => client.Post($"/v1/claims/{id}/merge", new { into, reason = "x" }).Faults(422);

    private async Task<string?> Status(long id) => (await client.Read($"/v1/claims/{id}")).Text("status");

    private async Task<(long From, long To)> Ends(long link)
    {
        var read = await client.Read($"/v1/links/{link}");
        return (read["from"]!.Id(), read["to"]!.Id());
    }

    private async Task<IEnumerable<long>> Ids(string path) => (await client.Read(path)).Items().Select(item => item.Id());

    private static async Task<string[]> Allowed(Task<HttpResponseMessage> answering)
    {
        var problem = await answering.Json(409);
        Assert.Equal("illegal-transition", problem.Slug());
        return [.. problem["allowed"]!.AsArray().Select(a => (string)a!)];
    }
}
