using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>What the API document promises: all that the fuzzer knows of the service.</summary>
internal sealed class Contract
{
    private readonly JsonElement components;
    private readonly Dictionary<string, JsonSchema> schemas = [];
    private readonly Dictionary<string, string?> collections = [];

    private Contract(JsonElement document)
    {
        components = document.GetProperty("components").GetProperty("schemas");
        Operations =
        [
            .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(verb => Read(path.Name, verb.Name.ToUpperInvariant(), verb.Value))),
        ];
        Collections = [.. Operations.Where(o => o.Path.EndsWith("/{id}", StringComparison.Ordinal)).Select(o => o.Path.Split('/')[^2]).Distinct()];
        foreach (var operation in Operations)
        {
            Gather(operation.Body?.Example, "");
            operation.ExampleId = ExampleId(operation);
        }

        EveryWord = [.. Words.Values.SelectMany(words => words)];
    }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The kinds of resources that have a path of their own: "claims".</summary>
    public IReadOnlyList<string> Collections { get; }

    /// <summary>What the examples of the document hold in a member of some name.</summary>
    public Dictionary<string, List<JsonValue>> Words { get; } = [];

    public IReadOnlyList<JsonValue> EveryWord { get; }

    /// <summary>The objects that the examples hold in a member of some name.</summary>
    public Dictionary<string, List<JsonObject>> Samples { get; } = [];

    public static Contract Of(JsonDocument document) => new(document.RootElement);

    public JsonSchema Find(string reference)
    {
        var name = reference.Split('/')[^1];
        if (!schemas.TryGetValue(name, out var schema))
        {
            schemas[name] = schema = JsonSchema.Read(components.GetProperty(name), Find);
        }

        return schema;
    }

    /// <summary>The resources that a member of this name speaks of: "preferredAnswerId" and "answers" of answers; null where the name does not tell.</summary>
    public string? CollectionOf(string member)
    {
        lock (collections)
        {
            if (!collections.TryGetValue(member, out var collection))
            {
                var stem = Singular(Without(Without(member, "Ids", "Refs"), "Id", "Ref"));
                collections[member] = collection = stem.Length < 4 ? null : Collections.FirstOrDefault(c => Singular(c) is var one && (one.EndsWith(stem, StringComparison.Ordinal) || stem.EndsWith(one, StringComparison.Ordinal)));
            }

            return collection;
        }
    }

    private static string Without(string name, string end, string other) =>
        name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : name.EndsWith(other, StringComparison.Ordinal) ? name[..^other.Length] : name;

    private static string Singular(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant().TrimEnd('S');

    /// <summary>The id in the path of the request whose answer is the example: its own, or that of what it belongs to.</summary>
    private long? ExampleId(Operation operation)
    {
        if (operation.Owner is null || operation.Example is not { } answer)
        {
            return null;
        }

        var about = operation.Responses.ContainsKey(201) ? answer.FirstOrDefault(m => m.Value is JsonObject && CollectionOf(m.Key) == operation.Owner).Value : answer;
        return about?["id"] is JsonValue id && id.TryGetValue<long>(out var number) ? number : null;
    }

    private Operation Read(string path, string method, JsonElement json) => new(
        json.GetProperty("operationId").GetString()!,
        method,
        path,
        json.TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Select(p => new Parameter(p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!, p.TryGetProperty("required", out var required) && required.GetBoolean(), JsonSchema.Read(p.GetProperty("schema"), Find)))]
            : [],
        json.TryGetProperty("requestBody", out var body) ? BodyOf(body.GetProperty("content").EnumerateObject().Single()) : null,
        json.GetProperty("responses").EnumerateObject().ToDictionary(r => int.Parse(r.Name, CultureInfo.InvariantCulture), r => new Response(
            r.Value.TryGetProperty("content", out var content) ? content.EnumerateObject().ToDictionary(c => c.Name, c => JsonSchema.Read(c.Value.GetProperty("schema"), Find)) : [],
            r.Value.TryGetProperty("headers", out var headers) ? [.. headers.EnumerateObject().Select(h => h.Name)] : [])),
        json.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] == '2')
            .SelectMany(r => r.Value.GetProperty("content").EnumerateObject()).Select(c => c.Value.TryGetProperty("example", out var example) && example.ValueKind == JsonValueKind.Object ? JsonObject.Create(example.Clone()) : null).FirstOrDefault());

    private Body BodyOf(JsonProperty content) => new(
        content.Name, JsonSchema.Read(content.Value.GetProperty("schema"), Find), content.Value.TryGetProperty("example", out var example) ? JsonObject.Create(example.Clone()) : null);

    private void Gather(JsonNode? example, string name)
    {
        switch (example)
        {
            case JsonObject members:
                if (!Samples.TryGetValue(name, out var samples))
                {
                    Samples[name] = samples = [];
                }

                samples.Add(members);
                foreach (var (member, value) in members)
                {
                    Gather(value, member);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Gather(item, name);
                }

                break;
            case JsonValue value:
                if (!Words.TryGetValue(name, out var words))
                {
                    Words[name] = words = [];
                }

                words.Add(value);
                break;
        }
    }
}

/// <summary>One operation of the API document.</summary>
internal sealed record Operation(string Id, string Method, string Path, IReadOnlyList<Parameter> Parameters, Body? Body, IReadOnlyDictionary<int, Response> Responses, JsonObject? Example)
{
    /// <summary>The kind of resource whose id the path holds: "claims" of <c>/v1/claims/{id}/links</c>; null where it holds none.</summary>
    public string? Owner { get; } = Path.Contains("/{id}", StringComparison.Ordinal) ? Path[..Path.IndexOf("/{id}", StringComparison.Ordinal)].Split('/')[^1] : null;

    /// <summary>The last word of the path: "links", "withdraw".</summary>
    public string Last { get; } = Path.Split('/')[^1];

    /// <summary>The id in the path of the request that the examples show; null where they do not tell.</summary>
    public long? ExampleId { get; set; }

    public bool IsPatch => Method == "PATCH";

    public IEnumerable<Parameter> Query => Parameters.Where(p => p.In == "query");

    public bool TakesHeader(string name) => Parameters.Any(p => p.In == "header" && p.Name == name);
}

/// <summary>A parameter: in the path, the query or the headers.</summary>
internal sealed record Parameter(string Name, string In, bool IsRequired, JsonSchema Schema);

/// <summary>The body that an operation takes.</summary>
internal sealed record Body(string MediaType, JsonSchema Schema, JsonObject? Example);

/// <summary>What an operation answers with under one status.</summary>
internal sealed record Response(IReadOnlyDictionary<string, JsonSchema> Content, IReadOnlyList<string> Headers);
