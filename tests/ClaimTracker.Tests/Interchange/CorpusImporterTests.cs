using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimTracker.Interchange;
using ClaimTracker.Operations;
using ClaimTracker.Tests.Text;

namespace ClaimTracker.Tests.Interchange;

/// <summary>The annotated corpus, where it is beside the repository: every quotation is found by itself where it was annotated.</summary>
public sealed class CorpusImporterTests
{
    /// <summary>Contradictions of the annotators whose sides can both be true, beside those they called weak.</summary>
    private static readonly (string A, string B)[] BothCanBeTrue = [("a2-c08", "a4-c29")];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_corpus_fills_the_sample_or_an_empty_record(bool overSample)
    {
        var annotated = Shared.Json("corpus/claims.json").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetString()!);
        await using var app = await App.Start();
        if (overSample)
        {
            await ImporterTests.Import(app, SampleRecord.Open());
        }

        var rows = await Import(app);

        Assert.All(rows, row => Assert.True(row.Outcome != ImportOutcome.Refused, $"{row.Name}: {row.Problem}"));
        Assert.Equal(overSample ? 5 : 0, rows.Count(r => r is { Kind: "article", Outcome: ImportOutcome.Filled }));
        var client = await app.Client();
        var claims = (await client.All("/v1/claims", limit: 200)).ToDictionary(c => c.Text("ref")!);
        Assert.Equal(186, claims.Count);
        Assert.All(claims, claim =>
        {
            var appearance = claim.Value["appearances"]![0]!;
            var quote = Assert.Single(appearance["quotes"]!.AsArray())!;
            var expected = annotated[claim.Key];
            Assert.Equal(("exact", expected.GetProperty("article").GetString()), (appearance.Text("anchor"), appearance["article"]!.Text("ref")));
            Assert.Equal(
                (expected.GetProperty("exact").GetString(), expected.GetProperty("start").GetInt64(), expected.GetProperty("end").GetInt64()),
                (quote.Text("exact"), (long)quote["start"]!, (long)quote["end"]!));
        });

        var links = await client.All("/v1/links", limit: 200);
        Assert.All(Shared.Json("corpus/links-sample.json").EnumerateArray(), link => Assert.Contains(links, l => IsSame(l, link, claims)));
        Assert.All(annotated.Values.Where(c => c.GetProperty("denies").ValueKind == JsonValueKind.String), denying => Assert.Contains(links, l =>
            l.Text("type") == "contradicts" && Ends(l) is var ends && ends.SetEquals([denying.GetProperty("id").GetString()!, denying.GetProperty("denies").GetString()!])));
        Assert.All(links, link => Assert.Equal("confirmed", link.Text("state")));
        Assert.Equal(overSample ? 5 : 0, links.Count(link => link.Text("origin") == "answers@1"));
        Assert.All(links.Where(link => link.Text("origin") != "answers@1"), link => Assert.Equal("import", link.Text("origin")));
        Assert.All(await Import(app), row => Assert.Equal((row.Name, ImportOutcome.Known), (row.Name, row.Outcome)));
    }

    private static bool IsSame(JsonNode link, JsonElement annotated, Dictionary<string, JsonNode> claims)
    {
        var (a, b) = (annotated.GetProperty("a").GetString()!, annotated.GetProperty("b").GetString()!);
        var type = annotated.GetProperty("type").GetString() switch
        {
            "contradicts" when claims[a].Text("kind") == "position" || claims[b].Text("kind") == "position" => "disagrees",
            "contradicts" when annotated.GetProperty("confidence").GetString() == "weak" || annotated.GetProperty("id").GetString() == "l064" || BothCanBeTrue.Contains((a, b)) => "discrepancy",
            "same_claim" => "equivalent",
            var same => same,
        };
        return link.Text("type") == type && Ends(link).SetEquals([a, b]);
    }

    private static HashSet<string> Ends(JsonNode link) => [link["from"]!.Text("ref")!, link["to"]!.Text("ref")!];

    private static async Task<List<ImportRow>> Import(App app)
    {
        await using var services = CommandLine.Messages(app.Database);
        var rows = new List<ImportRow>();
        var folder = Path.GetDirectoryName(Shared.Path("corpus/articles.json"))!;
        await new CorpusImporter(new Importer(services)).Import(Corpus.Open(folder), rows.Add, CancellationToken.None);
        return rows;
    }
}
