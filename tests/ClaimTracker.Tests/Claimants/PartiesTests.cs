using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claimants;

/// <summary>How a claimant that a request names is found or added.</summary>
public sealed class PartiesTests
{
    [Theory]
    [InlineData("Mevlüt Çavuşoğlu", "Mevlut Cavusoglu")]
    [InlineData("Mevlüt Çavuşoğlu", "MEVLÜT ÇAVUŞOĞLU")]
    [InlineData("Əliyev", "Aliyev")]
    [InlineData("Əliyev", "Алиев")]
    [InlineData("Aliyev", "Əliyev")]
    public async Task A_claimant_is_found_by_any_spelling_that_folds_to_the_name(string onRecord, string given)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var known = await client.Post("/v1/claimants", new { name = onRecord, type = "person" }).Json(201);
        await Given.Article(client);

        var claim = await client.Post("/v1/claims", Draft.Said("The minister says so.", given)).Json(201);

        Assert.Equal(known.Id(), claim["claimant"]!.Id());
        Assert.Equal(onRecord, claim["claimant"]!.Text("name"));
        Assert.Null(claim["claimant"]!["new"]);
    }

    [Fact]
    public async Task A_claimant_is_found_by_an_alias()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var known = await client.Post("/v1/claimants", new { name = "Türkiye", type = "state", aliases = new[] { "Turkey" } }).Json(201);
        await Given.Article(client);

        var claim = await client.Post("/v1/claims", Draft.Said("Drones are not used.", "x", new { claimant = new { name = "turkey", type = "state" } })).Json(201);

        Assert.Equal(known.Id(), claim["claimant"]!.Id());
    }

    [Fact]
    public async Task Another_spelling_that_does_not_fold_to_the_name_is_another_claimant()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await client.Post("/v1/claimants", new { name = "Aliyev", type = "person" }).Json(201);
        await Given.Article(client);

        var claim = await client.Post("/v1/claims", Draft.Said("It holds.", "Eliyev")).Json(201);

        Assert.True((bool)claim["claimant"]!["new"]!);
    }

    [Fact]
    public async Task A_claimant_that_nobody_named_before_is_added_and_marked_as_new_once()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var first = await client.Post("/v1/claims", Draft.Said("One thing.", "Jane Roe")).Json(201);
        var second = await client.Post("/v1/claims", Draft.Said("Another thing.", "Jane Roe")).Json(201);

        Assert.True((bool)first["claimant"]!["new"]!);
        Assert.Null(second["claimant"]!["new"]);
        Assert.Equal(first["claimant"]!.Id(), second["claimant"]!.Id());
        Assert.Equal(["claimant.recorded"], app.Actions("claimant", first["claimant"]!["id"]));
    }

    [Fact]
    public async Task A_name_that_two_claimants_hold_is_refused_with_both_as_candidates()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var one = await client.Post("/v1/claimants", new { name = "Ali Hasanov", type = "person", @ref = "elder" }).Json(201);
        var two = await client.Post("/v1/claimants", new { name = "Əli Həsənov", type = "person", @ref = "younger" }).Json(201);
        await Given.Article(client);

        var problem = await client.Post("/v1/claims", Draft.Said("It holds.", "Ali Hasanov")).Json(422);

        var error = problem.Error();
        Assert.Equal(("#/claimant", "ambiguous_claimant"), (error.Text("pointer"), error.Text("code")));
        Assert.Equal([one.Id(), two.Id()], error["candidates"]!.AsArray().Select(c => c!.Id()));
        Assert.Equal(["elder", "younger"], error["candidates"]!.AsArray().Select(c => c!.Text("ref")));
        Assert.Equal([$"/v1/claimants/{one.Id()}", $"/v1/claimants/{two.Id()}"], error["candidates"]!.AsArray().Select(c => c!.Text("href")));
    }

    [Fact]
    public async Task A_name_that_one_claimant_has_and_another_has_as_an_alias_is_ambiguous()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await client.Post("/v1/claimants", new { name = "The Guard", type = "organization" }).Json(201);
        await client.Post("/v1/claimants", new { name = "National Guard", type = "organization", aliases = new[] { "The Guard" } }).Json(201);
        await Given.Article(client);

        var faults = await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { name = "the guard", type = "organization" } })).Faults(422);

        Assert.Equal(["#/claimant ambiguous_claimant"], faults);
    }

    [Fact]
    public async Task A_ref_tells_namesakes_apart()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await client.Post("/v1/claimants", new { name = "Ali Hasanov", type = "person", @ref = "elder" }).Json(201);
        var younger = await client.Post("/v1/claimants", new { name = "Ali Hasanov", type = "person", @ref = "younger" }).Json(201);
        await Given.Article(client);

        var byMember = await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { @ref = "younger" } })).Json(201);
        var byRef = await client.Post("/v1/claims", Draft.Said("It holds too.", "", new { claimant = (object?)null, claimantRef = "younger" })).Json(201);
        var byId = await client.Post("/v1/claims", Draft.Said("It holds as well.", "", new { claimant = (object?)null, claimantId = younger.Id() })).Json(201);

        Assert.All([byMember, byRef, byId], claim => Assert.Equal(younger.Id(), claim["claimant"]!.Id()));
    }

    [Fact]
    public async Task A_name_on_record_with_another_type_is_refused_with_who_it_is()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var known = await client.Post("/v1/claimants", new { name = "Anadolu", type = "outlet" }).Json(201);
        await Given.Article(client);

        var problem = await client.Post("/v1/claims", Draft.Said("It holds.", "Anadolu")).Json(422);

        var error = problem.Error();
        Assert.Equal(("#/claimant/type", "type_differs"), (error.Text("pointer"), error.Text("code")));
        Assert.Equal(known.Id(), Assert.Single(error["candidates"]!.AsArray())!.Id());
    }

    [Fact]
    public async Task A_name_on_record_needs_no_type_and_a_new_one_does()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await client.Post("/v1/claimants", new { name = "Anadolu", type = "outlet" }).Json(201);
        await Given.Article(client);

        await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { name = "Anadolu" } })).Json(201);
        var faults = await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { name = "Nobody" } })).Faults(422);

        Assert.Equal(["#/claimant/type required"], faults);
    }

    [Theory]
    [InlineData("anonymous", "A diplomat")]
    [InlineData("collective", "Observers")]
    [InlineData("unknown", "Somebody")]
    public async Task An_unnamed_claimant_is_found_within_its_article_and_nowhere_else(string type, string name)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client, "a1");
        var elsewhere = await Given.Article(client, "a2", "Another text.");
        var party = new { name, type };

        var first = await client.Post("/v1/claims", Draft.Said("One thing.", "", new { claimant = party })).Json(201);
        var same = await client.Post("/v1/claims", Draft.Said("Another thing.", "", new { claimant = party })).Json(201);
        var other = await client.Post("/v1/claims", Draft.Said("One thing.", "", new { claimant = party, appearance = new { articleRef = "a2", mode = "reported_speech" } })).Json(201);

        Assert.Equal(first["claimant"]!.Id(), same["claimant"]!.Id());
        Assert.NotEqual(first["claimant"]!.Id(), other["claimant"]!.Id());
        Assert.True((bool)other["claimant"]!["new"]!);
        Assert.Equal(elsewhere.Id(), (await client.Read($"/v1/claimants/{other["claimant"]!["id"]}"))["article"]!.Id());
    }

    [Fact]
    public async Task A_crowd_and_an_agency_of_the_same_name_are_two_claimants()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var crowd = await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { name = "Observers", type = "collective" } })).Json(201);

        var agency = await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { name = "Observers", type = "organization" } })).Json(201);

        Assert.NotEqual(crowd["claimant"]!.Id(), agency["claimant"]!.Id());
    }

    [Fact]
    public async Task A_withdrawn_claimant_is_not_found_by_name_and_refused_by_id()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var known = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person" }).Json(201);
        await client.Post($"/v1/claimants/{known.Id()}/withdraw", new { reason = "Mistaken." }).Json();

        var byName = await client.Post("/v1/claims", Draft.Said("It holds.", "Jane Roe")).Json(201);
        var byId = await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { id = known.Id() } })).Faults(422);

        Assert.NotEqual(known.Id(), byName["claimant"]!.Id());
        Assert.Equal(["#/claimant/id not_active"], byId);
    }

    [Theory]
    [InlineData("""{ "id": 99 }""", "#/claimant/id unknown_reference")]
    [InlineData("""{ "ref": "nobody" }""", "#/claimant/ref unknown_reference")]
    [InlineData("""{ "name": "A", "type": "person", "id": 1 }""", "#/claimant one_of")]
    [InlineData("""{ "type": "person" }""", "#/claimant one_of")]
    [InlineData("""{ "id": 1, "type": "person" }""", "#/claimant/type only_with_name")]
    public async Task A_claimant_is_named_in_one_way_and_must_be_on_record(string party, string fault)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        var faults = await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = JsonNode.Parse(party) })).Faults(422);

        Assert.Equal([fault], faults);
    }

    [Fact]
    public async Task A_refused_request_adds_no_claimant()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);

        await client.Post("/v1/claims", Draft.Said("It holds.", "Jane Roe", new { links = new[] { new { toRef = "nothing", type = "supports", explanation = "x" } } })).Json(422);

        Assert.Empty((await client.Read("/v1/claimants?name=Jane%20Roe")).Items());
    }

    [Fact]
    public async Task An_unnamed_claimant_of_another_article_is_refused_by_its_id()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Article(client, "a2", text: null);
        var diplomat = await client.Post("/v1/claimants", new { name = "A diplomat", type = "anonymous", articleRef = "a2" }).Json(201);

        var faults = await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { id = (long)diplomat["id"]! } })).Faults(422);

        Assert.Equal(["#/claimant/id other_article"], faults);
    }
}
