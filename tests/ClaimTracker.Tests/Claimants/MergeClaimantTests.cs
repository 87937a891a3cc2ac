using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claimants;

/// <summary>Two claimants that are the same are merged: everything reads as if there were one, and nothing is lost.</summary>
public sealed class MergeClaimantTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Reviewer, "Ana");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_merged_claimant_answers_with_the_one_that_stands_for_it_and_that_one_with_what_it_took_in()
    {
        var (turkey, turkiye) = (await Add("Turkey", "state", aliases: ["TR"]), await Add("Türkiye", "state", key: "tr"));

        var merged = await Merge(turkey, turkiye);

        Assert.Equal(("merged", 2L), (merged.Text("state"), (long)merged["revision"]!));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{ "id": {{turkiye}}, "ref": "tr", "name": "Türkiye", "type": "state" }"""), merged["mergedInto"]));
        Assert.Equal(merged.ToJsonString(), (await client.Read($"/v1/claimants/{turkey}")).ToJsonString());
        var kept = await client.Read($"/v1/claimants/{turkiye}");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""[{ "id": {{turkey}}, "ref": null, "name": "Turkey", "aliases": ["TR"] }]"""), kept["absorbed"]));
        Assert.Null(kept["mergedInto"]);
        Assert.Equal([turkiye], (await client.Read("/v1/claimants")).Items().Select(c => c.Id()));
        Assert.Equal([turkey], (await client.Read("/v1/claimants?state=merged")).Items().Select(c => c.Id()));
        Assert.Equal(
            [("claimant.recorded", 1L, null), ("claimant.merged", 2L, "One and the same.")],
            app.Events("claimant", merged["id"]).Select(e => (e.Action, e.Revision, e.Reason)));
        Assert.Equal(turkiye, (long)app.Events("claimant", merged["id"])[^1].Content["mergedInto"]!);
        Assert.Equal([("claimant.recorded", 1L), ("claimant.took_in", 2L)], app.Events("claimant", turkiye).Select(e => (e.Action, e.Revision)));
    }

    [Fact]
    public async Task Wherever_a_merged_claimant_is_named_the_one_that_stands_for_it_is_shown()
    {
        await Given.Article(client);
        var agency = await Add("The Agency", "outlet");
        var claim = await client.Post("/v1/claims", Draft.Said("It holds.", "J. Roe", new
        {
            appearance = new { articleRef = "a1", mode = "reported_speech", attribution = new object[] { new { id = agency } } },
        })).Json(201);
        var other = await Given.Claim(client, "It does not hold.");
        var link = await client.Post("/v1/links", new { from = claim.Id(), to = other.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        var (roe, weekly) = (claim["claimant"]!.Id(), other["claimant"]!.Id());
        var (jane, wire, daily) = (await Add("Jane Roe", "person"), await Add("The Wire", "outlet"), await Add("Daily Holding", "outlet"));

        await Merge(roe, jane);
        await Merge(agency, wire);
        await Merge(weekly, daily);

        var shown = await client.Read($"/v1/claims/{claim.Id()}");
        Assert.Equal((jane, "Jane Roe", roe), (shown["claimant"]!.Id(), shown["claimant"]!.Text("name"), shown["claimant"]!["recordedAs"]!.Id()));
        Assert.Equal((wire, agency), (shown["appearances"]![0]!["attribution"]![0]!.Id(), shown["appearances"]![0]!["attribution"]![0]!["recordedAs"]!.Id()));
        Assert.Equal(daily, (await client.Read("/v1/articles/1"))["publisher"]!.Id());
        Assert.Equal((jane, daily), (await Ends($"/v1/links/{link.Id()}")));
        var contradiction = Assert.Single((await client.Read("/v1/contradictions")).Items());
        Assert.Equal((jane, daily), (contradiction["from"]!["claimant"]!.Id(), contradiction["to"]!["claimant"]!.Id()));

        async Task<(long From, long To)> Ends(string path)
        {
            var read = await client.Read(path);
            return (read["from"]!["claimant"]!.Id(), read["to"]!["claimant"]!.Id());
        }
    }

    [Fact]
    public async Task Filters_take_everyone_who_stands_for_the_same_whichever_of_them_is_named()
    {
        await Given.Article(client);
        await client.Post("/v1/articles", new { @ref = "a2", headline = "Another", publisher = new { name = "The Weekly", type = "outlet" } }).Json(201);
        var one = await client.Post("/v1/claims", Draft.Said("It holds.", "J. Roe")).Json(201);
        var two = await client.Post("/v1/claims", Draft.Said("It lasts.", "Jane Roe", new { appearance = new { articleRef = "a2", mode = "reported_speech" } })).Json(201);
        var against = await Given.Claim(client, "It does not hold.");
        await client.Post("/v1/links", new { from = one.Id(), to = against.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        var (roe, jane) = (one["claimant"]!.Id(), two["claimant"]!.Id());
        var (daily, weekly) = ((await client.Read("/v1/articles/1"))["publisher"]!.Id(), (await client.Read("/v1/articles/2"))["publisher"]!.Id());

        await Merge(roe, jane);
        await Merge(weekly, daily);
        await Amend(jane, new { @ref = "jane" });

        foreach (var who in new[] { $"claimantId={roe}", $"claimantId={jane}", "claimantRef=jane" })
        {
            Assert.Equal([two.Id(), one.Id()], await Ids($"/v1/claims?{who}"));
            Assert.Single((await client.Read($"/v1/contradictions?{who}")).Items());
            Assert.Single((await client.Read($"/v1/contradictions?other{char.ToUpperInvariant(who[0])}{who[1..]}")).Items());
        }

        foreach (var who in new[] { daily, weekly })
        {
            Assert.Equal([against.Id(), two.Id(), one.Id()], await Ids($"/v1/claims?publisherId={who}"));
            Assert.Equal([2, 1], await Ids($"/v1/articles?publisherId={who}"));
        }

        Assert.Equal([2, 1], await Ids($"/v1/articles?claimantId={roe}"));
        Assert.Equal([jane, daily], await Ids("/v1/claimants?articleId=1"));
    }

    [Fact]
    public async Task Names_aliases_ids_and_refs_of_a_merged_claimant_find_the_one_that_stands_for_it()
    {
        await Given.Article(client);
        var (ministry, state) = (await Add("Ministry of Defence", "organization", aliases: ["MoD"], key: "mod"), await Add("The Government", "state"));
        await Merge(ministry, state);

        Assert.Equal([state], await Ids("/v1/claimants?name=mod"));
        Assert.Equal([ministry], await Ids("/v1/claimants?name=mod&state=merged"));
        object[] parties = [new { name = "MoD", type = "organization" }, new { name = "mod", type = "state" }, new { name = "Ministry of Defence" }, new { id = ministry }, new { @ref = "mod" }];
        foreach (var party in parties)
        {
            var claim = await client.Post("/v1/claims", Draft.Said($"It holds, says {party}.", "", new { claimant = party })).Json(201);
            Assert.Equal((state, (JsonNode?)null), (claim["claimant"]!.Id(), claim["claimant"]!["recordedAs"]));
        }

        var known = await client.Post("/v1/claimants", new { name = "Ministry of Defence", type = "organization" }).Json(409);
        Assert.Equal(state, known["existing"]!.Id());
        Assert.Equal(ministry, (await client.Post("/v1/claimants", new { name = "Ministry of Defence", type = "organization", aliases = new[] { "MoD" }, @ref = "mod" }).Json()).Id());
    }

    [Fact]
    public async Task A_name_that_two_merged_claimants_share_is_no_longer_ambiguous()
    {
        await Given.Article(client);
        var (one, other) = (await Add("Jane Roe", "person", key: "one"), await Add("Jane Roe", "person", key: "other"));
        var said = Draft.Said("It holds.", "Jane Roe");
        Assert.Equal(["#/claimant ambiguous_claimant"], await client.Post("/v1/claims", said).Faults(422));

        await Merge(one, other);

        Assert.Equal(other, (await client.Post("/v1/claims", said).Json(201))["claimant"]!.Id());
    }

    [Fact]
    public async Task The_same_statement_counts_as_said_by_the_whole_group()
    {
        await Given.Article(client);
        var one = await client.Post("/v1/claims", Draft.Said("It holds.", "J. Roe")).Json(201);
        var two = await client.Post("/v1/claims", Draft.Said("It lasts.", "Jane Roe")).Json(201);
        await Merge(one["claimant"]!.Id(), two["claimant"]!.Id());

        var again = await client.Post("/v1/claims", Draft.Said("It HOLDS.", "Jane Roe")).Json(409);
        var amended = await client.Patch($"/v1/claims/{two.Id()}", new { statement = "It holds.", reason = "Misread." }, "\"1\"").Json(409);

        Assert.Equal(("duplicate", one.Id()), (again.Slug(), again["existing"]!.Id()));
        Assert.Equal(("duplicate", one.Id()), (amended.Slug(), amended["existing"]!.Id()));
    }

    [Fact]
    public async Task A_patch_while_merged_leaves_the_claimants_that_were_recorded()
    {
        await Given.Article(client);
        var (agency, wire, daily) = (await Add("The Agency", "outlet"), await Add("The Wire", "outlet"), 1L);
        var claim = await client.Post("/v1/claims", Draft.Said("It holds.", "J. Roe", new
        {
            appearance = new { articleRef = "a1", mode = "reported_speech", attribution = new object[] { new { id = agency } } },
        })).Json(201);
        var (roe, jane) = (claim["claimant"]!.Id(), await Add("Jane Roe", "person"));
        await Merge(roe, jane);
        await Merge(agency, wire);
        await Merge(daily, wire);

        await client.Patch($"/v1/claims/{claim.Id()}", new { statement = "It holds well.", claimantId = jane, reason = "x" }, "*").Json();
        await client.Patch("/v1/appearances/1", new { hedge = "likely", attribution = new object[] { new { id = wire } }, reason = "x" }, "*").Json();
        await client.Patch("/v1/articles/1", new { headline = "Another", publisher = new { id = wire }, reason = "x" }, "*").Json();
        foreach (var merged in new[] { roe, agency, daily })
        {
            await client.Post($"/v1/claimants/{merged}/restore", new { reason = "x" }).Json();
        }

        var after = await client.Read($"/v1/claims/{claim.Id()}");
        Assert.Equal((roe, agency), (after["claimant"]!.Id(), after["appearances"]![0]!["attribution"]![0]!.Id()));
        Assert.Equal(daily, (await client.Read("/v1/articles/1"))["publisher"]!.Id());
    }

    [Fact]
    public async Task Restoring_one_in_the_middle_of_a_chain_gives_back_exactly_its_own_subtree()
    {
        var ids = new long[6];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = await Add($"Claimant {i}", "person");
        }

        await Merge(ids[0], ids[2]);
        await Merge(ids[1], ids[2]);
        await Merge(ids[2], ids[3]);
        await Merge(ids[4], ids[3]);
        await Merge(ids[3], ids[5]);
        Assert.Equal([0, 1, 2, 3, 4], await Absorbed(5));

        var restored = await client.Post($"/v1/claimants/{ids[2]}/restore", new { reason = "Not the same." }).Json();

        Assert.Equal("active", restored.Text("state"));
        Assert.Equal([3, 4], await Absorbed(5));
        Assert.Equal([0, 1], await Absorbed(2));
        Assert.Equal(["claimant.recorded", "claimant.took_in", "claimant.took_in", "claimant.merged", "claimant.restored"], app.Actions("claimant", ids[2]));
        Assert.Equal("claimant.gave_back", app.Actions("claimant", ids[3])[^1]);

        async Task<IEnumerable<int>> Absorbed(int i) =>
            [.. (await client.Read($"/v1/claimants/{ids[i]}"))["absorbed"]!.AsArray().Select(a => Array.IndexOf(ids, a!.Id()))];
    }

    [Fact]
    public async Task Claimants_of_one_article_are_merged_with_each_other_only()
    {
        await Given.Article(client);
        await Given.Article(client, "a2", "Another text.");
        var diplomat = await Add("A diplomat", "anonymous", article: "a1");
        var official = await Add("An official", "collective", article: "a1");
        var elsewhere = await Add("A diplomat", "anonymous", article: "a2");
        var named = await Add("Jane Roe", "person");

        Assert.Equal(["#/into other_article"], await Refused(diplomat, elsewhere));
        Assert.Equal(["#/into unnamed_and_named"], await Refused(diplomat, named));
        Assert.Equal(["#/into unnamed_and_named"], await Refused(named, diplomat));
        Assert.Equal("merged", (await Merge(diplomat, official)).Text("state"));
    }

    [Fact]
    public async Task A_claimant_is_not_merged_into_itself_nor_into_one_that_does_not_stand()
    {
        var (one, two, three) = (await Add("One", "person"), await Add("Two", "person"), await Add("Three", "person"));
        Assert.Equal(["#/into self_merge"], await Refused(one, one));
        Assert.Equal(["#/into unknown_reference"], await Refused(one, 99));
        await Merge(two, three);

        var merged = await client.Post($"/v1/claimants/{one}/merge", new { into = two, reason = "x" }).Json(422);
        Assert.Equal("not_active", merged.Error().Text("code"));
        Assert.Equal(three, merged.Error()["candidates"]!.AsArray().Single()!.Id());
        Assert.Equal(["#/into not_active"], await Refused(three, two));
        await (await app.Client(Role.Editor)).Post($"/v1/claimants/{one}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(["#/into not_active"], await Refused(three, one));
        Assert.Equal(["restore"], await Allowed(client.Post($"/v1/claimants/{one}/merge", new { into = three, reason = "x" })));
    }

    [Fact]
    public async Task A_merged_claimant_is_not_changed_withdrawn_or_merged_again_until_it_is_restored()
    {
        var (one, two) = (await Add("One", "person"), await Add("Two", "person"));
        await Merge(one, two);
        var editor = await app.Client(Role.Editor);

        Assert.Equal(["restore"], await Allowed(client.Patch($"/v1/claimants/{one}", new { name = "Uno", reason = "x" }, "*")));
        Assert.Equal(["restore"], await Allowed(editor.Post($"/v1/claimants/{one}/withdraw", new { reason = "x" })));
        Assert.Equal(["restore"], await Allowed(client.Post($"/v1/claimants/{one}/merge", new { into = two, reason = "x" })));
        await client.Post($"/v1/claimants/{one}/restore", new { reason = "x" }).Json();
        Assert.Equal("Uno", (await client.Patch($"/v1/claimants/{one}", new { name = "Uno", reason = "x" }, "*").Json()).Text("name"));
    }

    [Fact]
    public async Task Merging_needs_a_reason_and_a_target_named_in_one_way_and_the_revision_where_it_is_given()
    {
        var (one, two) = (await Add("One", "person"), await Add("Two", "person", key: "two"));
        var path = $"/v1/claimants/{one}/merge";

        Assert.Equal(["#/reason required"], await client.Post(path, new { into = two }).Faults(400));
        Assert.Equal(["#/into one_of"], await client.Post(path, new { reason = "x" }).Faults(422));
        Assert.Equal(["#/into one_of"], await client.Post(path, new { into = two, intoRef = "two", reason = "x" }).Faults(422));
        Assert.Equal("precondition-failed", (await client.Send(HttpMethod.Post, path, new { into = two, reason = "x" }, "application/json", "\"7\"").Json(412)).Slug());
        Assert.Equal(two, (await client.Post(path, new { intoRef = "two", reason = "x" }).Json())["mergedInto"]!.Id());
    }

    [Fact]
    public async Task A_reviewer_takes_a_merge_back_and_the_one_who_recorded_the_claimant_does_not()
    {
        var contributor = await app.Client(Role.Contributor);
        var one = (await contributor.Post("/v1/claimants", new { name = "One", type = "person" }).Json(201)).Id();
        await Merge(one, await Add("Two", "person"));

        var refused = await contributor.Post($"/v1/claimants/{one}/restore", new { reason = "x" }).Json(403);

        Assert.Equal("reviewer", refused.Text("requiredRole"));
        Assert.Equal("active", (await client.Post($"/v1/claimants/{one}/restore", new { reason = "x" }).Json()).Text("state"));
    }

    [Fact]
    public async Task A_merged_claimant_is_refused_where_the_one_that_stands_for_it_is_withdrawn()
    {
        await Given.Article(client);
        var (one, two) = (await Add("One", "person"), await Add("Two", "person"));
        await Merge(one, two);
        await (await app.Client(Role.Editor)).Post($"/v1/claimants/{two}/withdraw", new { reason = "x" }).Json();

        Assert.Equal(["#/claimant/id not_active"], await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { id = one } })).Faults(422));
    }

    private async Task<long> Add(string name, string type, string[]? aliases = null, string? key = null, string? article = null) =>
        (await client.Post("/v1/claimants", new { name, type, aliases, @ref = key, articleRef = article }).Json(201)).Id();

    private Task<JsonNode> Merge(long id, long into) => client.Post($"/v1/claimants/{id}/merge", new { into, reason = "One and the same." }).Json();

    private Task<string[]> Refused(long id, long into) => client.Post($"/v1/claimants/{id}/merge", new { into, reason = "x" }).Faults(422);

    private Task<JsonNode> Amend(long id, object patch) => client.Patch($"/v1/claimants/{id}", Draft.With(patch, new { reason = "x" }), "*").Json();

    private async Task<IEnumerable<long>> Ids(string path) => [.. (await client.Read(path)).Items().Select(item => item.Id())];

    private static async Task<string[]> Allowed(Task<HttpResponseMessage> answering)
    {
        var problem = await answering.Json(409);
        Assert.Equal("illegal-transition", problem.Slug());
        return [.. problem["allowed"]!.AsArray().Select(a => (string)a!)];
    }
}
