using System.Text.Json.Nodes;
using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests.Links;

public sealed class GraphTests
{
    [Theory]
    [InlineData("", "1 2 3", "1-2 2-3")]
    [InlineData("?depth=1", "1 2", "1-2")]
    [InlineData("?depth=2", "1 2 3", "1-2 2-3")]
    [InlineData("?depth=3", "1 2 3 4", "1-2 2-3 3-4")]
    [InlineData("?depth=4", "1 2 3 4 5", "1-2 2-3 3-4 4-5")]
    public async Task A_graph_goes_as_far_as_asked_whichever_way_links_point(string query, string claims, string links)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client, 6);
        await Link(client, 1, 2, "supports");
        await Link(client, 3, 2, "supports");
        await Link(client, 3, 4, "contradicts");
        await Link(client, 5, 4, "updates");
        await Link(client, 5, 6, "equivalent");

        var graph = await client.Read($"/v1/claims/1/graph{query}");

        Assert.Equal(claims, string.Join(' ', Nodes(graph)));
        Assert.Equal(Nodes(graph).Select(id => (int)id - 1), graph["nodes"]!.AsArray().Select(n => (int)n!["distance"]!));
        Assert.Equal(links, string.Join(' ', graph["edges"]!.AsArray().Select(e => Pair(e!)).Order()));
        Assert.Equal((1L, false, null), ((long)graph["start"]!, (bool)graph["cut"]!, graph["omitted"]));
    }

    [Fact]
    public async Task A_graph_tells_who_says_what_and_how_it_stands_to_the_rest()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client, 2);
        await client.Post("/v1/links", new { from = 2, to = 1, type = "contradicts", facet = "quantity", explanation = "16 or 18" }).Json(201);

        var graph = await client.Read("/v1/claims/2/graph?depth=1");

        Assert.Equal("Claims linked to “Claim 2.” (1 step)", graph.Text("title"));
        var other = graph["nodes"]![1]!;
        Assert.Equal((1L, "c1", "Claim 1.", "fact", "disputed", "active", "The Daily", 1),
            (other.Id(), other.Text("ref"), other.Text("statement"), other.Text("kind"), other.Text("status"), other.Text("state"), other["claimant"]!.Text("name"), (int)other["distance"]!));
        Assert.Equal("2020-08-01", other["said"]!.Text("earliest"));
        var edge = Assert.Single(graph["edges"]!.AsArray())!;
        Assert.Equal("""{"id":1,"type":"contradicts","facet":"quantity","state":"confirmed","explanation":"16 or 18","from":1,"to":2}""", edge.ToJsonString());
    }

    [Fact]
    public async Task Confirmed_and_resolved_links_are_in_it_suggested_ones_on_request_and_rejected_ones_never()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        var contributor = await app.Client(Role.Contributor);
        await Claims(client, 5);
        await Link(client, 1, 2, "supports");
        await client.Post($"/v1/links/{await Link(client, 1, 3, "contradicts")}/resolve", new { outcome = "from_right", reason = "Found." }).Json();
        await Link(contributor, 1, 4, "supports");
        await client.Post($"/v1/links/{await Link(client, 1, 5, "supports")}/reject", new { reason = "different_event" }).Json();

        Assert.Equal([1, 2, 3], Nodes(await client.Read("/v1/claims/1/graph")).Order());
        Assert.Equal([1, 2, 3], Nodes(await client.Read("/v1/claims/1/graph?suggested=false")).Order());
        var all = await client.Read("/v1/claims/1/graph?suggested=true");
        Assert.Equal([1, 2, 3, 4], Nodes(all).Order());
        Assert.Equal(["confirmed", "resolved", "suggested"], all["edges"]!.AsArray().Select(e => e!.Text("state")!).Order());
    }

    [Fact]
    public async Task Withdrawn_and_merged_claims_are_not_in_it_unless_it_begins_with_them()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        var editor = await app.Client(Role.Editor);
        await Claims(client, 5);
        await Link(client, 1, 2, "supports");
        await Link(client, 2, 3, "supports");
        await Link(client, 1, 4, "supports");
        await editor.Post("/v1/claims/2/withdraw", new { reason = "x" }).Json();
        await editor.Post("/v1/claims/4/merge", new { into = 5, reason = "x" }).Json();

        Assert.Equal([1, 5], Nodes(await client.Read("/v1/claims/1/graph?depth=4")));
        var withdrawn = await client.Read("/v1/claims/2/graph?depth=1");
        Assert.Equal("withdrawn", withdrawn["nodes"]![0]!.Text("state"));
        Assert.Equal([2, 3, 1], Nodes(withdrawn));
        var merged = await client.Read("/v1/claims/4/graph");
        Assert.Equal([4], Nodes(merged));
        Assert.Equal("merged", merged["nodes"]![0]!.Text("state"));
    }

    [Fact]
    public async Task A_graph_has_sixty_claims_the_nearest_first_then_those_of_contradictions_then_those_of_the_newest_links_and_says_what_it_leaves_out()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client, 1);
        Star(app, [.. Enumerable.Repeat("supports", 40), .. Enumerable.Repeat("contradicts", 30)]);

        var graph = await client.Read("/v1/claims/1/graph?depth=1");

        Assert.Equal([1, .. Enumerable.Range(42, 30).Reverse().Select(i => (long)i), .. Enumerable.Range(13, 29).Reverse().Select(i => (long)i)], Nodes(graph));
        Assert.Equal("""{"claims":11,"links":0,"atLeast":false,"text":"11 more claims are not shown."}""", graph["omitted"]!.ToJsonString());
        Assert.True((bool)graph["cut"]!);
        foreach (var format in new[] { "dot", "mermaid", "svg" })
        {
            Assert.Contains("11 more claims are not shown.", await client.GetStringAsync($"/v1/claims/1/graph?depth=1&format={format}"), StringComparison.Ordinal);
        }

        Assert.Equal("At least 11 more claims are not shown.", (await client.Read("/v1/claims/1/graph?depth=2"))["omitted"]!.Text("text"));
    }

    [Fact]
    public async Task Of_a_claim_with_thousands_of_links_only_the_newest_few_hundred_are_read()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client, 1);
        Star(app, [.. Enumerable.Range(0, 6_000).Select(i => i % 2 == 0 ? "supports" : "discrepancy")]);

        foreach (var (path, omitted) in new[] { ("/v1/claims/1/graph", 141), ("/v1/claims/1/graph?depth=4", 141), ("/v1/claims/9/graph?depth=4", 142) })
        {
            var graph = await client.Read(path);
            Assert.Equal(60, Nodes(graph).Count);
            Assert.Equal((true, omitted), ((bool)graph["omitted"]!["atLeast"]!, (int)graph["omitted"]!["claims"]!));
        }

        Assert.Equal([6001, 5999, 5997], Nodes(await client.Read("/v1/claims/1/graph")).Skip(1).Take(3));
    }

    [Fact]
    public async Task A_graph_has_two_hundred_links_those_that_lead_to_its_claims_first()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client, 1);
        Star(app, [.. Enumerable.Repeat("supports", 30)]);
        app.Run("""
            INSERT INTO link (from_id, to_id, type, facet, state, origin, explanation, revision, created_at, updated_at)
            SELECT a.id, b.id, 'contradicts', 'other', 'confirmed', 'human', 'x', 1, 0, 0 FROM claim AS a JOIN claim AS b ON a.id < b.id WHERE a.id > 1
            """);

        var graph = await client.Read("/v1/claims/1/graph?depth=1");

        Assert.Equal((31, 200), (Nodes(graph).Count, graph["edges"]!.AsArray().Count));
        Assert.Equal(30, graph["edges"]!.AsArray().Count(e => e!.Text("type") == "supports"));
        Assert.Equal("265 more links between those shown are not shown.", graph["omitted"]!.Text("text"));
    }

    [Theory]
    [InlineData("?format=json", null, "application/json")]
    [InlineData("?format=dot", null, "text/vnd.graphviz")]
    [InlineData("?format=mermaid", null, "text/vnd.mermaid")]
    [InlineData("?format=svg", null, "image/svg+xml")]
    [InlineData("?format=svg", "application/json", "image/svg+xml")]
    [InlineData("?format=dot", "text/html", "text/vnd.graphviz")]
    [InlineData("", null, "application/json")]
    [InlineData("", "*/*", "application/json")]
    [InlineData("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json")]
    [InlineData("", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "image/svg+xml")]
    [InlineData("", "image/*", "image/svg+xml")]
    [InlineData("", "image/svg+xml,*/*", "image/svg+xml")]
    [InlineData("", "text/*", "text/vnd.graphviz")]
    [InlineData("", "text/*, text/vnd.graphviz;q=0", "text/vnd.mermaid")]
    [InlineData("", "application/json;q=0.2, text/vnd.mermaid;q=0.3", "text/vnd.mermaid")]
    [InlineData("", "*/*, application/json;q=0.1", "text/vnd.graphviz")]
    public async Task The_query_chooses_the_format_or_else_the_header_Accept(string query, string? accept, string mediaType)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client, 2);
        await Link(client, 1, 2, "supports");

        using var answer = await Get(client, $"/v1/claims/1/graph{query}", ("Accept", accept));

        Assert.Equal((200, $"{mediaType}; charset=utf-8"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("Accept, Authorization", string.Join(", ", answer.Headers.Vary));
        Assert.Equal("no-cache, private", string.Join(", ", answer.Headers.CacheControl!.ToString().Split(", ").Order()));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(mediaType == "image/svg+xml" ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" : "default-src 'none'; frame-ancestors 'none'", policy);
        using var again = await Get(client, $"/v1/claims/1/graph{query}", ("Accept", accept), ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(304, (int)again.StatusCode);
        await Link(client, 1, 2, "qualifies");
        using var changed = await Get(client, $"/v1/claims/1/graph{query}", ("Accept", accept), ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(200, (int)changed.StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_answered_is_refused_with_what_can_be()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client, 1);

        using var answer = await Get(client, "/v1/claims/1/graph", ("Accept", "text/html"));
        var problem = await Task.FromResult(answer).Json(406);
        Assert.Equal(["application/json", "text/vnd.graphviz", "text/vnd.mermaid", "image/svg+xml"], problem["available"]!.AsArray().Select(a => (string)a!));
        Assert.Equal(["depth out_of_range", "format not_allowed", "suggested not_boolean"], (await client.GetAsync("/v1/claims/1/graph?depth=5&format=png&suggested=1").Faults(400)).Order());
        Assert.Equal(["depth out_of_range"], await client.GetAsync("/v1/claims/1/graph?depth=0").Faults(400));
        Assert.Equal(["state unknown_parameter"], await client.GetAsync("/v1/claims/1/graph?state=suggested").Faults(400));
        Assert.Equal("not-found", (await client.Read("/v1/claims/999/graph?format=svg", 404)).Slug());
    }

    [Fact]
    public async Task A_claim_without_links_is_a_graph_of_its_own()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Claims(client, 1);

        Assert.Equal([1], Nodes(await client.Read("/v1/claims/1/graph")));
        Assert.Contains("There are no links to show.", await client.GetStringAsync("/v1/claims/1/graph?format=svg"), StringComparison.Ordinal);
    }

    private static List<long> Nodes(JsonNode graph) => [.. graph["nodes"]!.AsArray().Select(n => n!.Id())];

    private static string Pair(JsonNode edge) => string.Join('-', new[] { (long)edge["from"]!, (long)edge["to"]! }.Order());

    private static async Task Claims(HttpClient client, int count)
    {
        await Given.Article(client);
        for (var i = 1; i <= count; i++)
        {
            await Given.Claim(client, $"Claim {i}.", key: $"c{i}");
        }
    }

    private static async Task<long> Link(HttpClient client, long from, long to, string type) =>
        (await client.Post("/v1/links", new { from, to, type, facet = type == "contradicts" ? "other" : null, explanation = "x" }).Json(201)).Id();

    /// <summary>Claims that are linked to the first one, each by a link of this type: so many that requests would take too long.</summary>
    private static void Star(App app, string[] types)
    {
        app.Run("""
            INSERT INTO claim (claimant_id, statement, folded, kind, translations, period_certain, period_through, said_certain, status, state, revision, created_at, updated_at)
            SELECT claimant_id, 'Ray ' || type.key, 'ray ' || type.key, 'fact', '{}', 0, 0, 0, 'unverified', 'active', 1, 0, 0 FROM claim JOIN json_each(@types) AS type WHERE claim.id = 1 ORDER BY type.key
            """, types);
        app.Run("""
            INSERT INTO link (from_id, to_id, type, facet, state, origin, explanation, revision, created_at, updated_at)
            SELECT 1, claim.id, type.value, iif(type.value = 'supports', NULL, 'other'), 'confirmed', 'human', 'x', 1, 0, 0
            FROM json_each(@types) AS type JOIN claim ON claim.claimant_id = (SELECT claimant_id FROM claim WHERE id = 1) AND claim.folded = 'ray ' || type.key ORDER BY type.key
            """, types);
    }

    private static async Task<HttpResponseMessage> Get(HttpClient client, string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers.Where(h => h.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }
}

internal static class RecordByHand
{
    /// <summary>Writes to the record past the service.</summary>
    public static void Run(this App app, string sql, string[]? types = null)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = app.DatabasePath, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@types", System.Text.Json.JsonSerializer.Serialize(types));
        command.ExecuteNonQuery();
    }
}
