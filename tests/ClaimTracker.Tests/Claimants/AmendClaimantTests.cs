using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claimants;

public sealed class AmendClaimantTests
{
    private const string Reason = "Found the official spelling.";

    [Fact]
    public async Task A_patch_changes_what_it_names_and_keeps_the_rest()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");
        var before = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", aliases = new[] { "J. Roe" }, @ref = "roe" }).Json(201);

        var after = await client.Patch($"/v1/claimants/{before.Id()}", new { name = "Jane Röe", reason = Reason }, before.IfMatch()).Json();

        Assert.Equal(("Jane Röe", "person", "roe", 2L), (after.Text("name"), after.Text("type"), after.Text("ref"), (long)after["revision"]!));
        Assert.Equal(before["aliases"]!.ToJsonString(), after["aliases"]!.ToJsonString());
        var told = app.Events("claimant", before["id"])[^1];
        Assert.Equal(("claimant.amended", "Ana", Reason, 2L, "Jane Röe"), (told.Action, told.Actor, told.Reason, told.Revision, told.Content.Text("name")));
    }

    [Fact]
    public async Task Aliases_are_replaced_as_a_whole_and_the_old_ones_find_nobody()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var before = await client.Post("/v1/claimants", new { name = "Türkiye", type = "state", aliases = new[] { "Turkey", "TR" } }).Json(201);

        var after = await client.Patch($"/v1/claimants/{before.Id()}", new { aliases = new[] { "Turquie" }, reason = Reason }, before.IfMatch()).Json();

        Assert.Equal(["Turquie"], after["aliases"]!.AsArray().Select(a => (string)a!));
        Assert.Empty((await client.Read("/v1/claimants?name=turkey")).Items());
        Assert.Equal(before.Id(), Assert.Single((await client.Read("/v1/claimants?name=turquie")).Items()).Id());
    }

    [Fact]
    public async Task An_alias_finds_its_claimant_as_soon_as_it_is_added_and_nobody_once_two_hold_it()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var turkiye = await client.Post("/v1/claimants", new { name = "Türkiye", type = "state" }).Json(201);
        var ankara = await client.Post("/v1/claimants", new { name = "Ankara", type = "state" }).Json(201);
        await client.Patch($"/v1/claimants/{turkiye.Id()}", new { aliases = new[] { "Turkey" }, reason = Reason }, "*").Json();
        var said = Draft.Said("Drones are not used.", "", new { claimant = new { name = "TURKEY", type = "state" } });
        Assert.Equal(turkiye.Id(), (await client.Post("/v1/claims", said).Json(201))["claimant"]!.Id());

        await client.Patch($"/v1/claimants/{ankara.Id()}", new { aliases = new[] { "turkey" }, reason = Reason }, "*").Json();
        var refused = await client.Post("/v1/claims", said).Json(422);
        await client.Patch($"/v1/claimants/{turkiye.Id()}", new { aliases = (object?)null, reason = Reason }, "*").Json();

        Assert.Equal(("#/claimant", "ambiguous_claimant"), (refused.Error().Text("pointer"), refused.Error().Text("code")));
        Assert.Equal([turkiye.Id(), ankara.Id()], refused.Error()["candidates"]!.AsArray().Select(c => c!.Id()));
        Assert.Equal(ankara.Id(), (await client.Post("/v1/claims", said).Json(201))["claimant"]!.Id());
    }

    [Fact]
    public async Task Null_removes_what_may_be_absent_and_is_refused_for_what_may_not()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var before = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", aliases = new[] { "J. Roe" }, @ref = "roe" }).Json(201);
        var path = $"/v1/claimants/{before.Id()}";

        var after = await client.Patch(path, new { aliases = (object?)null, @ref = (object?)null, reason = Reason }, before.IfMatch()).Json();
        var faults = await client.Patch(path, new { name = (object?)null, type = (object?)null, reason = Reason }, after.IfMatch()).Faults(400);

        Assert.Empty(after["aliases"]!.AsArray());
        Assert.Null(after["ref"]);
        Assert.Equal(["#/name null_not_allowed", "#/type null_not_allowed"], faults);
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_keeps_the_ETag_and_tells_nothing()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var before = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", aliases = new[] { "J. Roe" } }).Json(201);
        var path = $"/v1/claimants/{before.Id()}";
        var etag = (await client.Get(path)).Headers.ETag;

        using var answer = await client.Patch(path, new { name = "Jane Roe", aliases = new[] { "J. Roe" }, reason = Reason }, etag!.ToString());

        Assert.Equal((200, etag), ((int)answer.StatusCode, answer.Headers.ETag));
        Assert.Single(app.Events("claimant", before["id"]));
    }

    [Fact]
    public async Task A_patch_needs_a_reason()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var before = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person" }).Json(201);

        Assert.Equal(["#/reason required"], await client.Patch($"/v1/claimants/{before.Id()}", new { name = "Jane Doe" }, before.IfMatch()).Faults(400));
        Assert.Equal(["#/reason blank"], await client.Patch($"/v1/claimants/{before.Id()}", new { name = "Jane Doe", reason = " " }, before.IfMatch()).Faults(400));
    }

    [Fact]
    public async Task A_patch_needs_the_current_revision()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var before = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person" }).Json(201);
        var path = $"/v1/claimants/{before.Id()}";

        var without = await client.Patch(path, new { name = "Jane Doe", reason = Reason }).Json(428);
        await client.Patch(path, new { name = "Jane Doe", reason = Reason }, "\"1\"").Json();
        var stale = await client.Patch(path, new { name = "Jane Poe", reason = Reason }, "\"1\"").Json(412);

        Assert.Equal("precondition-required", without.Slug());
        Assert.Equal(("precondition-failed", 2L), (stale.Slug(), (long)stale["currentRevision"]!));
        Assert.Equal("Jane Doe", (await client.Read(path)).Text("name"));
    }

    [Fact]
    public async Task A_ref_that_another_claimant_has_is_refused()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var holder = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", @ref = "roe" }).Json(201);
        var other = await client.Post("/v1/claimants", new { name = "John Doe", type = "person" }).Json(201);

        var problem = await client.Patch($"/v1/claimants/{other.Id()}", new { @ref = "roe", reason = Reason }, other.IfMatch()).Json(409);

        Assert.Equal(("duplicate", holder.Id()), (problem.Slug(), problem["existing"]!.Id()));
    }

    [Fact]
    public async Task A_named_claimant_does_not_become_an_unnamed_one()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var before = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person" }).Json(201);

        Assert.Equal(["#/type type_fixed"], await client.Patch($"/v1/claimants/{before.Id()}", new { type = "anonymous", reason = Reason }, before.IfMatch()).Faults(422));
        Assert.Equal("state", (await client.Patch($"/v1/claimants/{before.Id()}", new { type = "state", reason = Reason }, before.IfMatch()).Json()).Text("type"));
    }
}
