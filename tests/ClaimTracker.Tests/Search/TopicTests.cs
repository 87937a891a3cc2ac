using ClaimTracker.Data;

namespace ClaimTracker.Tests.Search;

public sealed class TopicTests
{
    [Fact]
    public async Task Topics_are_listed_with_how_many_active_claims_are_on_them_commonest_first()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        await Record(client, 1, "Dağlıq", "bases");
        await Record(client, 2, "bases");
        await Record(client, 3, "bases", "drones");
        await Record(client, 4, "gone");
        await client.Post("/v1/claims/4/withdraw", new { reason = "x" }).Json();
        await client.Post("/v1/claims/2/withdraw", new { reason = "x" }).Json();

        Assert.Equal(["bases 2", "drones 1", "Dağlıq 1"], await Topics(""));
        Assert.Equal(["Dağlıq 1"], await Topics("?prefix=DAGL"));
        Assert.Empty(await Topics("?prefix=%25"));
        Assert.Equal(["bases 2", "drones 1", "Dağlıq 1"], (await client.All("/v1/topics", 1)).Select(t => $"{t["topic"]} {t["claims"]}"));

        await client.Patch("/v1/claims/1", new { topics = new[] { "drones" }, reason = "x" }, "*").Json();
        await client.Post("/v1/claims/2/restore", new { reason = "x" }).Json();
        Assert.Equal(["drones 2", "bases 2"], await Topics(""));

        async Task<IEnumerable<string>> Topics(string query) => (await client.Read($"/v1/topics{query}")).Items().Select(t => $"{t["topic"]} {t["claims"]}");
    }

    [Fact]
    public async Task A_renamed_topic_is_renamed_on_every_claim_and_each_tells_so()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await Record(client, 1, "first", "old", "last");
        await Record(client, 2, "new", "old");
        await Record(client, 3, "new");

        var renamed = await client.Post("/v1/topics/rename", new { from = "old", to = "new", reason = "one word" }).Json();

        Assert.Equal(("old", "new", 2L), (renamed.Text("from"), renamed.Text("to"), (long)renamed["claims"]!));
        Assert.Equal(["first", "new", "last"], (await client.Read("/v1/claims/1"))["topics"]!.AsArray().Select(t => (string)t!));
        Assert.Equal(["new"], (await client.Read("/v1/claims/2"))["topics"]!.AsArray().Select(t => (string)t!));
        Assert.Equal(1, (long)(await client.Read("/v1/claims/3"))["revision"]!);
        Assert.Equal(["claim.recorded", "claim.amended"], app.Actions("claim", 2L));
        Assert.Equal("one word", app.Events("claim", 1L)[^1].Reason);
        Assert.Equal(["new 3", "last 1", "first 1"], (await client.Read("/v1/topics")).Items().Select(t => $"{t["topic"]} {t["claims"]}"));
        Assert.Equal(3, (await client.Read("/v1/search?q=statement&topic=new")).Items().Count());
    }

    [Fact]
    public async Task A_topic_of_many_claims_is_renamed_whole_and_once_under_one_key()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        for (var i = 1; i <= 230; i++)
        {
            await Record(client, i, "old");
        }

        client.DefaultRequestHeaders.Add("Idempotency-Key", "rename-1");
        var first = await client.Post("/v1/topics/rename", new { from = "old", to = "new", reason = "x" }).Json();
        var again = await client.Post("/v1/topics/rename", new { from = "old", to = "new", reason = "x" }).Json();

        Assert.Equal(230, (long)first["claims"]!);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal(["new 230"], (await client.Read("/v1/topics")).Items().Select(t => $"{t["topic"]} {t["claims"]}"));
    }

    [Fact]
    public async Task A_topic_that_nobody_uses_and_a_name_that_it_has_are_refused()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await Record(client, 1, "old");

        Assert.Equal("not-found", (await client.Post("/v1/topics/rename", new { from = "absent", to = "new", reason = "x" }).Json(404)).Slug());
        Assert.Equal(["#/to unchanged"], await client.Post("/v1/topics/rename", new { from = "old", to = "old", reason = "x" }).Faults(422));
        Assert.Equal(["#/from blank", "#/to required", "#/reason required"], await client.Post("/v1/topics/rename", new { from = " " }).Faults(400));
        Assert.Equal(["claim.recorded"], app.Actions("claim", 1L));
    }

    private static Task<System.Text.Json.Nodes.JsonNode> Record(HttpClient client, int number, params string[] topics) =>
        client.Post("/v1/claims", Draft.Claim($"Statement {number}.", new { topics })).Json(201);
}
