using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Http;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_API_document_is_the_committed_one()
    {
        await using var app = await App.Start();
        await Golden.Compare("openapi/claimtracker.v1.json", await (await app.Client()).GetStringAsync("/openapi/v1.json") + "\n");
    }

    [Fact]
    public async Task Every_operation_is_named_summarised_described_and_exemplified_with_its_role_and_its_refusals()
    {
        await using var app = await App.Start();
        var document = await (await app.Client()).Read("/openapi/v1.json");
        Assert.StartsWith("3.1", (string)document["openapi"]!);
        var names = new HashSet<string>();
        foreach (var (path, operation) in Operations(document))
        {
            var name = (string)operation["operationId"]!;
            Assert.True(names.Add(name), $"{name} is there twice");
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), $"{name} has no summary");
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["description"]), $"{name} has no description");
            Assert.All(operation["parameters"]?.AsArray() ?? [], p => Assert.False(string.IsNullOrWhiteSpace((string?)p!["description"]), $"{name}: {p!["name"]} is not described"));
            Assert.All(operation["responses"]!.AsObject().Where(r => r.Key[0] == '2'), r =>
                Assert.All(r.Value!["content"]!.AsObject(), c => Assert.True(c.Value!["example"] is not null, $"{name} has no example")));
            if (operation["requestBody"] is { } body)
            {
                Assert.False(string.IsNullOrWhiteSpace((string?)body["description"]), $"{name}: the body is not described");
                Assert.All(body["content"]!.AsObject(), c => Assert.True(c.Value!["example"] is not null, $"{name} has no example of its body"));
            }

            if (path.StartsWith("/v1/", StringComparison.Ordinal))
            {
                Assert.Contains((string)operation["x-required-role"]!, new[] { "reader", "contributor", "reviewer", "editor", "admin" });
                string[] expected = path.Contains('{', StringComparison.Ordinal) ? ["400", "401", "403", "404", "406", "500", "503"] : ["400", "401", "403", "406", "500", "503"];
                Assert.All(expected, status => Assert.True(operation["responses"]![status] is not null, $"{name} does not say {status}"));
            }
        }
    }

    [Fact]
    public async Task Every_reference_in_the_API_document_leads_somewhere()
    {
        await using var app = await App.Start();
        var text = await (await app.Client()).GetStringAsync("/openapi/v1.json");
        var schemas = JsonNode.Parse(text)!["components"]!["schemas"]!.AsObject();
        var references = System.Text.RegularExpressions.Regex.Matches(text, "\"#/components/schemas/(\\w+)\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(schemas.ContainsKey(name), $"{name} is missing"));
    }

    [Fact]
    public async Task What_is_answered_with_an_ETag_may_be_answered_with_304()
    {
        await using var app = await App.Start();
        var document = await (await app.Client()).Read("/openapi/v1.json");
        var tagged = document["paths"]!.AsObject().Select(p => p.Value!["get"]).Where(get => get?["responses"]?["200"]?["headers"]?["ETag"] is not null).ToList();
        Assert.Contains(tagged, get => (string)get!["operationId"]! == "getClaim");
        Assert.All(tagged, get => Assert.True(get!["responses"]!["304"] is not null && get["parameters"]!.AsArray().Any(p => (string)p!["name"]! == "If-None-Match"), (string)get!["operationId"]!));
    }

    [Fact]
    public async Task What_is_postponed_is_not_in_the_API_document()
    {
        await using var app = await App.Start();
        var document = await (await app.Client()).Read("/openapi/v1.json");
        Assert.DoesNotContain(Operations(document), o => System.Text.RegularExpressions.Regex.IsMatch(o.Path, "match|suggestion|export|feed"));
        Assert.DoesNotContain("possibleDuplicates", document.ToJsonString(), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (p.Key, o.Value!)));
}
