using ClaimTracker.Data;

namespace ClaimTracker.Tests.Questions;

public sealed class DisputeGraphTests
{
    [Fact]
    public async Task The_graph_of_a_dispute_has_a_column_for_each_value_the_most_given_first_and_the_links_of_its_conflicts()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await Asked.Record(client);
        var claims = new[] { await Answering(client, "Ana", 16), await Answering(client, "Bo", 18), await Answering(client, "Cy", 18) };
        await Asked.Counting(client, "Di", 99);
        await client.Post("/v1/links", new { from = claims[1], to = claims[2], type = "equivalent", explanation = "x" }).Json(201);

        var graph = await client.Read("/v1/disputes/1/graph");

        Assert.Equal((Asked.HowMany, null, false), (graph.Text("title"), graph["start"], (bool)graph["cut"]!));
        Assert.Equal([(claims[1], "18", "18"), (claims[2], "18", "18"), (claims[0], "16", "16")], graph["nodes"]!.AsArray().Select(n => (n!.Id(), n!.Text("value")!, n!.Text("group")!)));
        Assert.All(graph["nodes"]!.AsArray(), node => Assert.False(node!.AsObject().ContainsKey("distance")));
        Assert.Equal(["contradicts", "contradicts"], graph["edges"]!.AsArray().Select(e => e!.Text("type")!));
        var svg = await client.GetStringAsync("/v1/disputes/1/graph?format=svg");
        Assert.Matches("class=\"heading\"[^>]*>18<(.|\n)*class=\"heading\"[^>]*>16<", svg);
        Assert.Contains("subgraph all[\"How many people were killed", await client.GetStringAsync("/v1/disputes/1/graph?format=mermaid"), StringComparison.Ordinal);
        Assert.Contains("label=\"18\";", await client.GetStringAsync("/v1/disputes/1/graph?format=dot"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_value_crowds_out_its_rivals()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await Asked.Record(client);
        for (var i = 0; i < 62; i++)
        {
            await Answering(client, $"Person {i}", i < 60 ? 16 : i);
        }

        var graph = await client.Read("/v1/disputes/1/graph");

        Assert.Equal([("16", 58), ("60", 1), ("61", 1)], graph["nodes"]!.AsArray().CountBy(n => n!.Text("group")!).Select(c => (c.Key, c.Value)));
        Assert.Equal("2 more claims are not shown.", graph["omitted"]!.Text("text"));
    }

    [Fact]
    public async Task Where_answers_do_not_differ_there_is_no_graph()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await Asked.Record(client);
        await Answering(client, "Ana", 16);

        Assert.Equal("not-found", (await client.Read("/v1/disputes/1/graph", 404)).Slug());
        Assert.Equal("not-found", (await client.Read("/v1/disputes/2/graph", 404)).Slug());
        Assert.Equal(["depth unknown_parameter"], await client.GetAsync("/v1/disputes/1/graph?depth=1").Faults(400));
    }

    private static async Task<long> Answering(HttpClient client, string by, decimal value)
    {
        var claim = await Asked.Counting(client, by, value);
        await client.Answer(claim, new { questionId = 1 }).Json(201);
        return claim;
    }
}
