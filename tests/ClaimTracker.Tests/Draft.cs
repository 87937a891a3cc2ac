using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimTracker.Tests;

/// <summary>Bodies of requests with what a test is about put over what every such body needs.</summary>
internal static class Draft
{
    /// <summary>A claim that the article a1 states in its own voice.</summary>
    public static JsonObject Claim(string statement, object? more = null) => With(Given.OwnVoice(statement), more);

    /// <summary>A claim of a person that the article a1 reports.</summary>
    public static JsonObject Said(string statement, string by, object? more = null) => With(
        new
        {
            statement,
            kind = "fact",
            claimant = new { name = by, type = "person" },
            appearance = new { articleRef = "a1", mode = "reported_speech" },
        },
        more);

    /// <summary>A claim of the article a1 that rests on these quotations of its text.</summary>
    public static JsonObject Quoting(string statement, params object[] quotes) =>
        Claim(statement, new { appearance = new { articleRef = "a1", mode = "own_voice", quotes } });

    /// <summary>A body with the members of another put over its own.</summary>
    public static JsonObject With(object body, object? more)
    {
        var json = JsonSerializer.SerializeToNode(body)!.AsObject();
        if (more is not null)
        {
            foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject())
            {
                json[name] = value?.DeepClone();
            }
        }

        return json;
    }
}

/// <summary>What tests ask of answers.</summary>
internal static class Answer
{
    public static long Id(this JsonNode answer) => (long)answer["id"]!;

    public static string? Text(this JsonNode answer, string member) => (string?)answer[member];

    public static string IfMatch(this JsonNode answer) => $"\"{answer["revision"]}\"";

    public static IEnumerable<JsonNode> Items(this JsonNode page) => page["items"]!.AsArray().Select(item => item!);

    public static string[] Refs(this JsonNode page) => [.. page.Items().Select(item => item.Text("ref")!)];

    /// <summary>The slug of a problem's type: "duplicate".</summary>
    public static string Slug(this JsonNode problem) => problem.Text("type")!.Split('/')[^1];

    public static JsonNode Error(this JsonNode problem) => Assert.Single(problem["errors"]!.AsArray())!;

    /// <summary>The whole answer of a GET, with its headers.</summary>
    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) => client.GetAsync(path);

    /// <summary>Every page of a list, from its first address to the end.</summary>
    public static async Task<List<JsonNode>> All(this HttpClient client, string path, int limit)
    {
        var all = new List<JsonNode>();
        var first = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}";
        for (var next = first; next is not null;)
        {
            var page = await client.Read(next);
            all.AddRange(page.Items());
            next = page.Text("nextCursor") is { } cursor ? $"{first}&cursor={cursor}" : null;
        }

        return all;
    }
}
