using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claimants;

public sealed class AddClaimantTests
{
    [Fact]
    public async Task A_recorded_claimant_can_be_read_back_with_all_that_was_said_of_it()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");

        var recorded = await client.Post("/v1/claimants", new
        {
            name = "Mevlüt Çavuşoğlu",
            type = "person",
            aliases = new[] { "Cavusoglu", "M. Çavuşoğlu" },
            sameAs = new[] { "https://www.wikidata.org/wiki/Q1" },
            @ref = "cavusoglu",
        }).Json(201);

        Assert.Equal(("Mevlüt Çavuşoğlu", "person", "cavusoglu", "active"), (recorded.Text("name"), recorded.Text("type"), recorded.Text("ref"), recorded.Text("state")));
        Assert.Equal(["Cavusoglu", "M. Çavuşoğlu"], recorded["aliases"]!.AsArray().Select(a => (string)a!));
        Assert.Equal(["https://www.wikidata.org/wiki/Q1"], recorded["sameAs"]!.AsArray().Select(a => (string)a!));
        Assert.Equal(1, (long)recorded["revision"]!);
        Assert.Equal(recorded.ToJsonString(), (await client.Read($"/v1/claimants/{recorded.Id()}")).ToJsonString());
        var told = Assert.Single(app.Events("claimant", recorded["id"]));
        Assert.Equal(("claimant.recorded", "Ana", 1L), (told.Action, told.Actor, told.Revision));
        Assert.Equal("Mevlüt Çavuşoğlu", told.Content.Text("name"));
    }

    [Fact]
    public async Task The_same_ref_with_the_same_content_answers_200_and_changes_nothing()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var body = new { name = "Jane Roe", type = "person", aliases = new[] { "J. Roe" }, @ref = "roe" };
        var recorded = await client.Post("/v1/claimants", body).Json(201);

        var again = await client.Post("/v1/claimants", body).Json(200);

        Assert.Equal(recorded.ToJsonString(), again.ToJsonString());
        Assert.Single(app.Events("claimant", recorded["id"]));
    }

    [Fact]
    public async Task The_same_ref_with_other_content_is_refused_with_the_one_on_record()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var recorded = await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", @ref = "roe" }).Json(201);

        var problem = await client.Post("/v1/claimants", new { name = "Jane Doe", type = "person", @ref = "roe" }).Json(409);

        Assert.Equal("differs", problem.Slug());
        Assert.Equal((recorded.Id(), $"/v1/claimants/{recorded.Id()}", "Jane Roe"), (problem["existing"]!.Id(), problem["existing"]!.Text("href"), problem["existing"]!.Text("label")));
    }

    [Fact]
    public async Task A_name_on_record_with_the_same_type_is_a_duplicate_unless_it_has_a_ref_of_its_own()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var recorded = await client.Post("/v1/claimants", new { name = "Əliyev", type = "person" }).Json(201);

        var problem = await client.Post("/v1/claimants", new { name = "Aliyev", type = "person" }).Json(409);
        var namesake = await client.Post("/v1/claimants", new { name = "Aliyev", type = "person", @ref = "other" }).Json(201);

        Assert.Equal("duplicate", problem.Slug());
        Assert.Equal(recorded.Id(), problem["existing"]!.Id());
        Assert.NotEqual(recorded.Id(), namesake.Id());
    }

    [Fact]
    public async Task An_unnamed_claimant_needs_its_article_and_a_named_one_takes_none()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client);

        Assert.Equal(["#/articleId article_required"], await client.Post("/v1/claimants", new { name = "A diplomat", type = "anonymous" }).Faults(422));
        Assert.Equal(["#/articleId article_required"], await client.Post("/v1/claimants", new { name = "Jane Roe", type = "person", articleId = article.Id() }).Faults(422));
        Assert.Equal(["#/articleRef unknown_reference"], await client.Post("/v1/claimants", new { name = "A diplomat", type = "anonymous", articleRef = "a9" }).Faults(422));
        var recorded = await client.Post("/v1/claimants", new { name = "A diplomat", type = "anonymous", articleRef = "a1" }).Json(201);
        Assert.Equal(article.Id(), recorded["article"]!.Id());
    }
}
