using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Links;

public sealed class LinkClaimsTests
{
    [Fact]
    public async Task A_link_is_recorded_with_both_ends_named()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer, "Ana");
        await Claims(client);

        var link = await client.Post("/v1/links", new { @ref = "l1", fromRef = "c2", toRef = "c3", type = "qualifies", explanation = "It limits it." }).Json(201);

        Assert.Equal(("l1", "qualifies", null, "confirmed", "human", "It limits it."),
            (link.Text("ref"), link.Text("type"), link.Text("facet"), link.Text("state"), link.Text("origin"), link.Text("explanation")));
        Assert.Equal((2L, "c2", "Claim two.", "The Daily"), (link["from"]!.Id(), link["from"]!.Text("ref"), link["from"]!.Text("statement"), link["from"]!["claimant"]!.Text("name")));
        Assert.Equal(3L, link["to"]!.Id());
        Assert.Equal("Ana", link["decision"]!.Text("by"));
        Assert.Equal(link.ToJsonString(), (await client.Read($"/v1/links/{link.Id()}")).ToJsonString());
        var told = Assert.Single(app.Events("link", link["id"]));
        Assert.Equal(("link.recorded", "Ana", "qualifies"), (told.Action, told.Actor, told.Content.Text("type")));
    }

    [Fact]
    public async Task A_contributor_suggests_and_a_reviewer_confirms_at_once()
    {
        await using var app = await App.Start();
        var reviewer = await app.Client(Role.Reviewer);
        var contributor = await app.Client(Role.Contributor);
        await Claims(reviewer);

        var suggested = await contributor.Post("/v1/links", Contradicts(1, 2)).Json(201);
        var confirmed = await reviewer.Post("/v1/links", Contradicts(1, 3)).Json(201);

        Assert.Equal(("suggested", null), (suggested.Text("state"), suggested["decision"]));
        Assert.Equal("confirmed", confirmed.Text("state"));
        Assert.Equal("""{"contradicts":1,"disagrees":0,"discrepancy":0,"suggested":1}""", (await reviewer.Read("/v1/claims/1"))["counts"]!.ToJsonString());
        Assert.Equal("unverified", (await reviewer.Read("/v1/claims/2")).Text("status"));
    }

    [Theory]
    [InlineData("contradicts", "quantity", true)]
    [InlineData("disagrees", "position", true)]
    [InlineData("discrepancy", "quantity", true)]
    [InlineData("equivalent", null, true)]
    [InlineData("qualifies", null, false)]
    [InlineData("supports", null, false)]
    [InlineData("updates", null, false)]
    [InlineData("retracts", null, false)]
    public async Task A_symmetric_pair_is_stored_lower_id_first_and_each_pair_has_one_link_of_a_type(string type, string? facet, bool isSymmetric)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client);

        var link = await client.Post("/v1/links", new { from = 3, to = 1, type, facet, explanation = "x" }).Json(201);
        var again = await client.Post("/v1/links", new { from = 3, to = 1, type, facet, explanation = "x" }).Json(409);
        var reversed = await client.Post("/v1/links", new { from = 1, to = 3, type, facet, explanation = "y" }).Json(409);

        Assert.Equal(isSymmetric ? (1L, 3L) : (3L, 1L), (link["from"]!.Id(), link["to"]!.Id()));
        Assert.All([again, reversed], problem => Assert.Equal(("duplicate", link.Id(), $"/v1/links/{link.Id()}"), (problem.Slug(), problem["existing"]!.Id(), problem["existing"]!.Text("href"))));
        await client.Post("/v1/links", new { from = 1, to = 3, type = type == "supports" ? "qualifies" : "supports", explanation = "x" }).Json(201);
    }

    [Theory]
    [InlineData("""{ "from": 1, "to": 1, "type": "supports", "explanation": "x" }""", 422, "# self_link")]
    [InlineData("""{ "from": 1, "to": 4, "type": "contradicts", "facet": "polarity", "explanation": "x" }""", 422, "#/type position_contradicts")]
    [InlineData("""{ "from": 4, "to": 1, "type": "contradicts", "facet": "polarity", "explanation": "x" }""", 422, "#/type position_contradicts")]
    [InlineData("""{ "from": 1, "to": 2, "type": "contradicts", "explanation": "x" }""", 422, "#/facet facet_and_type")]
    [InlineData("""{ "from": 1, "to": 2, "type": "disagrees", "explanation": "x" }""", 422, "#/facet facet_and_type")]
    [InlineData("""{ "from": 1, "to": 2, "type": "discrepancy", "explanation": "x" }""", 422, "#/facet facet_and_type")]
    [InlineData("""{ "from": 1, "to": 2, "type": "supports", "facet": "other", "explanation": "x" }""", 422, "#/facet facet_and_type")]
    [InlineData("""{ "from": 1, "to": 2, "type": "supports" }""", 400, "#/explanation required")]
    [InlineData("""{ "from": 1, "to": 2, "type": "supports", "explanation": " " }""", 400, "#/explanation blank")]
    [InlineData("""{ "from": 1, "to": 2, "type": "opposes", "explanation": "x" }""", 400, "#/type not_allowed")]
    [InlineData("""{ "from": 1, "fromRef": "c1", "type": "supports", "explanation": "x" }""", 422, "#/from one_of", "#/to one_of")]
    [InlineData("""{ "from": 98, "toRef": "c99", "type": "supports", "explanation": "x" }""", 422, "#/from unknown_reference", "#/toRef unknown_reference")]
    [InlineData("""{ "from": 1, "to": 5, "type": "supports", "explanation": "x" }""", 422, "#/to not_active")]
    public async Task A_link_that_breaks_a_rule_is_refused(string link, int status, params string[] faults)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client);

        Assert.Equal(faults, await client.Post("/v1/links", JsonNode.Parse(link)!).Faults(status));
        Assert.Empty((await client.Read("/v1/links")).Items());
    }

    [Theory]
    [InlineData("2020-07-01", "2020-07-02", true)]
    [InlineData("2020-07-02", "2020-07-01", false)]
    [InlineData("2020-07", "2020-07-15", false)]
    [InlineData("2019", "2020", true)]
    [InlineData("XXXX-07", "2020", false)]
    public async Task What_updates_or_retracts_was_not_said_wholly_before_the_other(string fromSaid, string toSaid, bool isRefused)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var from = await Said(fromSaid, "One.");
        var to = await Said(toSaid, "Two.");

        foreach (var type in new[] { "updates", "retracts" })
        {
            var sending = client.Post("/v1/links", new { from, to, type, explanation = "x" });
            if (isRefused)
            {
                Assert.Equal(["# not_later"], await sending.Faults(422));
            }
            else
            {
                await sending.Json(201);
            }
        }

        async Task<long> Said(string edtf, string statement) =>
            (await client.Post("/v1/claims", Draft.Said(statement, "Jane Roe", new { appearance = new { articleRef = "a1", mode = "reported_speech", said = new { edtf } } })).Json(201)).Id();
    }

    [Fact]
    public async Task The_same_ref_with_the_same_content_answers_200_and_with_other_content_409()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client);
        var body = Draft.With(Contradicts(2, 1), new { @ref = "l1" });
        var link = await client.Post("/v1/links", body).Json(201);

        Assert.Equal(link.ToJsonString(), (await client.Post("/v1/links", body).Json(200)).ToJsonString());
        Assert.Equal(link.Id(), (await client.Post("/v1/links", Draft.With(body, new { from = 1, to = 2 })).Json(200)).Id());
        foreach (var more in new object[] { new { to = 3 }, new { facet = "quantity" }, new { type = "discrepancy" }, new { explanation = "y" } })
        {
            var problem = await client.Post("/v1/links", Draft.With(body, more)).Json(409);
            Assert.Equal(("differs", link.Id()), (problem.Slug(), problem["existing"]!.Id()));
        }

        Assert.Single(app.Events("link", link["id"]));
    }

    internal static object Contradicts(long from, long to) => new { from, to, type = "contradicts", facet = "polarity", explanation = "One says so, the other not." };

    /// <summary>Three facts, a position, and a withdrawn fact.</summary>
    private static async Task Claims(HttpClient client)
    {
        await Given.Article(client);
        await Given.Claim(client, "Claim one.", key: "c1");
        await Given.Claim(client, "Claim two.", key: "c2");
        await Given.Claim(client, "Claim three.", key: "c3");
        await Given.Claim(client, "Claim four should be.", kind: "position", key: "c4");
        await Given.Claim(client, "Claim five.", key: "c5");
        await client.Post("/v1/claims/5/withdraw", new { reason = "x" }).Json();
    }

    [Fact]
    public async Task The_same_link_twice_in_one_body_is_a_fault_of_the_second()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "Eighteen died.", key: "c1");
        var link = new { toRef = "c1", type = "contradicts", facet = "quantity", explanation = "16 or 18" };

        var faults = await client.Post("/v1/claims", Draft.Claim("Sixteen died.", new { links = new[] { link, link } })).Faults(422);

        Assert.Equal(["#/links/1 duplicate_item"], faults);
        Assert.Single((await client.Read("/v1/claims"))["items"]!.AsArray());
    }
}
