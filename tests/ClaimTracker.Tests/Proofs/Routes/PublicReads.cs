using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClaimTracker.Tests.Proofs;

/// <summary>An answer as whoever asks compares it with another: without the trace of the request.</summary>
/// <param name="Operation">The name of the operation, or the pattern of the page.</param>
/// <param name="Address">What was asked for.</param>
/// <param name="Text">The status, the headers that tell of the content, and the body.</param>
internal sealed record ReadAnswer(string Operation, string Address, string Text);

/// <summary>
/// Everything that can be read: each GET of the API document with each id, and of the first each choice of its
/// parameters and a word to look for; and each page.
/// </summary>
internal sealed partial class PublicReads
{
    private const int Ids = 6;
    private const int AtOnce = 4;

    private static readonly string[] Pages = ["/", "/disputes", "/disputes/{id}", "/contradictions", "/claims/{id}", "/search", "/search?q=statement"];

    private readonly List<(string Operation, string Address)> reads = [];

    private PublicReads()
    {
    }

    /// <summary>Lists all reads of a service's document.</summary>
    /// <param name="client">Reads the document.</param>
    /// <param name="words">A word to look for wherever a parameter takes one.</param>
    public static async Task<PublicReads> Of(HttpClient client, string words)
    {
        var document = await client.Read("/openapi/v1.json");
        var all = new PublicReads();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            if (item!["get"] is { } operation)
            {
                all.Add(operation.Text("operationId")!, path, operation, document, words);
            }
        }

        foreach (var page in Pages)
        {
            all.AddEach(page, page);
        }

        return all;
    }

    /// <summary>Asks for all of it.</summary>
    public async Task<List<ReadAnswer>> Ask(HttpClient client)
    {
        var portions = await Task.WhenAll(reads.Chunk((reads.Count / AtOnce) + 1).Select(async portion =>
        {
            var answers = new List<ReadAnswer>();
            foreach (var (operation, address) in portion)
            {
                using var response = await client.GetAsync(address);
                var body = await response.Content.ReadAsStringAsync();
                var link = response.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links) : "";
                answers.Add(new ReadAnswer(operation, address, $"{(int)response.StatusCode} {response.Headers.ETag} {link} {Traces().Replace(body, "")}"));
            }

            return answers;
        }));
        return [.. portions.SelectMany(p => p)];
    }

    private void Add(string name, string path, JsonNode operation, JsonNode document, string words)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? []).Where(p => p!.Text("in") == "query").ToList();
        var required = string.Join('&', parameters.Where(p => (bool?)p!["required"] == true).Select(p => $"{p!["name"]}=statement"));
        AddEach(name, required.Length == 0 ? path : $"{path}?{required}");
        foreach (var parameter in parameters.Where(p => p!.Text("name") is not ("cursor" or "checkpoint")))
        {
            var schema = Resolved(parameter!["schema"]!, document);
            foreach (var value in Values(schema, words, document))
            {
                var others = (bool?)parameter["required"] == true || required.Length == 0 ? "" : $"&{required}";
                reads.Add((name, $"{path.Replace("{id}", "1", StringComparison.Ordinal)}?{parameter["name"]}={value}{others}"));
            }
        }
    }

    /// <summary>Every choice, all choices of a list at once, or the words; numbers and dates narrow what is shown without them.</summary>
    private static IEnumerable<string> Values(JsonNode schema, string words, JsonNode document) =>
        schema["items"] is { } item ? [string.Join(',', Values(Resolved(item, document), words, document))]
        : schema["enum"] is { } choices ? choices.AsArray().Select(c => (string)c!)
        : schema.Text("type") == "string" ? [words]
        : schema.Text("type") == "boolean" ? ["true"]
        : [];

    private static JsonNode Resolved(JsonNode schema, JsonNode document) =>
        schema.Text("$ref") is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;

    private void AddEach(string operation, string address)
    {
        if (!address.Contains("{id}", StringComparison.Ordinal))
        {
            reads.Add((operation, address));
            return;
        }

        for (var id = 1; id <= Ids; id++)
        {
            reads.Add((operation, address.Replace("{id}", $"{id}", StringComparison.Ordinal)));
        }
    }

    [GeneratedRegex(@"\b[0-9a-f]{32}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")]
    private static partial Regex Traces();
}
