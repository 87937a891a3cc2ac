using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimTracker.Interchange;
using ClaimTracker.Tests.Http;
using ClaimTracker.Tests.Text;

namespace ClaimTracker.Tests.Interchange;

public sealed partial class SampleRecordTests
{
    private const int RunOfWords = 7;

    [Fact]
    public async Task The_sample_loads_into_an_empty_record_and_a_second_time_changes_nothing()
    {
        await using var app = await App.Start();

        var first = await ImporterTests.Import(app, SampleRecord.Open());
        var second = await ImporterTests.Import(app, SampleRecord.Open());

        Assert.Equal([(ImportOutcome.Added, 255)], first.CountBy(r => r.Outcome).Select(c => (c.Key, c.Value)));
        Assert.Equal([(ImportOutcome.Known, 255)], second.CountBy(r => r.Outcome).Select(c => (c.Key, c.Value)));

        var client = await app.Client();
        var claims = await client.All("/v1/claims", limit: 200);
        Assert.True(claims.Count >= 80, $"{claims.Count} claims");
        Assert.All(claims.SelectMany(c => c["appearances"]!.AsArray()), appearance => Assert.Equal("unquoted", appearance!.Text("anchor")));
        var across = await client.All("/v1/contradictions?crossArticle=true", limit: 200);
        Assert.True(across.Count >= 15, $"{across.Count} contradictions across articles");
        Assert.All(across, item =>
        {
            Assert.False(string.IsNullOrWhiteSpace(item["link"]!.Text("explanation")));
            Assert.NotEqual(item["from"]!["appearance"]!["article"]!.Id(), item["to"]!["appearance"]!["article"]!.Id());
        });
        Assert.All((await client.All("/v1/articles", limit: 200)), article => Assert.Null(article["snapshot"]));
    }

    [Fact]
    public void The_sample_shares_no_run_of_seven_words_with_the_articles()
    {
        var runs = RunsOfArticles();
        using var lines = new StreamReader(SampleRecord.Open());
        var shared = new List<string>();
        while (lines.ReadLine() is { } line)
        {
            // A headline is the name of its article.
            shared.AddRange(Texts(JsonNode.Parse(line)!, "").Where(t => t.Member != "headline").SelectMany(t => Runs(t.Text)).Where(runs.Contains));
        }

        Assert.Empty(shared);
    }

    [Fact]
    public void No_file_of_the_project_shares_a_run_of_seven_words_with_the_articles_but_for_headlines()
    {
        var runs = RunsOfArticles();
        runs.ExceptWith(Shared.Json("corpus/articles.json").EnumerateArray().SelectMany(article => Runs(article.GetProperty("title").GetString() ?? "")));
        string[] types = [".cs", ".json", ".ndjson", ".md", ".sql", ".css"];

        var files = Directory.EnumerateFiles(Golden.Root, "*", SearchOption.AllDirectories)
            .Where(file => types.Contains(Path.GetExtension(file)) && !Path.GetRelativePath(Golden.Root, file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or ".git" or "data"))
            .ToList();

        Assert.True(files.Count > 300, $"{files.Count} files");
        Assert.All(files, file => Assert.DoesNotContain(Runs(File.ReadAllText(file)), runs.Contains));
    }

    private static HashSet<string> RunsOfArticles() => [.. Shared.Json("corpus/articles.json").EnumerateArray()
        .SelectMany(article => Runs(File.ReadAllText(Shared.Path($"corpus/articles/{article.GetProperty("file").GetString()}"))))];

    private static IEnumerable<string> Runs(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value.ToUpperInvariant()).ToList();
        return Enumerable.Range(0, Math.Max(0, words.Count - RunOfWords + 1)).Select(i => string.Join(' ', words.Skip(i).Take(RunOfWords)));
    }

    private static IEnumerable<(string Member, string Text)> Texts(JsonNode? node, string member) => node switch
    {
        JsonObject item => item.SelectMany(m => Texts(m.Value, m.Key)),
        JsonArray list => list.SelectMany(i => Texts(i, member)),
        JsonValue value when value.TryGetValue<string>(out var text) => [(member, text)],
        _ => [],
    };

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
