using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>A place where a value breaks its schema, and the keyword that it breaks.</summary>
internal readonly record struct Breach(string Pointer, string Keyword)
{
    public override string ToString() => $"#{Pointer} {Keyword}";
}

/// <summary>
/// A schema of the API document, of exactly the keywords that the document uses. Every other keyword is refused when the schema is read, so that no rule of the
/// document is passed over in silence.
/// </summary>
internal sealed class JsonSchema
{
    private static readonly HashSet<string> KnownTypes = ["null", "boolean", "integer", "number", "string", "array", "object"];
    private static readonly HashSet<string> KnownFormats = ["int32", "int64", "double", "uri", "date", "date-time"];

    private readonly Lazy<JsonSchema>? target;

    private JsonSchema(JsonElement json, Func<string, JsonSchema> find)
    {
        foreach (var keyword in json.EnumerateObject())
        {
            var value = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    var name = value.GetString()!;
                    target = new Lazy<JsonSchema>(() => find(name));
                    break;
                case "type":
                    Types = [.. (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1)).Select(t => Known(t.GetString()!, KnownTypes))];
                    break;
                case "format":
                    Format = Known(value.GetString()!, KnownFormats);
                    break;
                case "enum":
                    Enum = [.. value.EnumerateArray().Select(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Null ? v.GetString() : throw Unknown("enum of other than texts"))];
                    break;
                case "oneOf":
                    OneOf = [.. value.EnumerateArray().Select(s => new JsonSchema(s, find))];
                    break;
                case "properties":
                    Properties = value.EnumerateObject().ToDictionary(p => p.Name, p => new JsonSchema(p.Value, find));
                    break;
                case "required":
                    Required = [.. value.EnumerateArray().Select(r => r.GetString()!)];
                    break;
                case "additionalProperties":
                    Additional = value.ValueKind == JsonValueKind.Object ? new JsonSchema(value, find) : null;
                    IsClosed = value.ValueKind == JsonValueKind.False;
                    break;
                case "items":
                    Items = new JsonSchema(value, find);
                    break;
                case "minLength":
                    MinLength = value.GetInt32();
                    break;
                case "maxLength":
                    MaxLength = value.GetInt32();
                    break;
                case "pattern":
                    Pattern = new Regex(value.GetString()!, RegexOptions.ECMAScript);
                    break;
                case "minimum":
                    Minimum = value.GetDecimal();
                    break;
                case "maximum":
                    Maximum = value.GetDecimal();
                    break;
                case "maxItems":
                    MaxItems = value.GetInt32();
                    break;
                case "uniqueItems":
                    HasUniqueItems = value.GetBoolean();
                    break;
                case "maxProperties":
                    MaxProperties = value.GetInt32();
                    break;
                case "description" or "default":
                    break;
                default:
                    throw Unknown($"keyword {keyword.Name}");
            }
        }

        if (target is not null && json.EnumerateObject().Any(k => k.Name is not ("$ref" or "description" or "default")))
        {
            throw Unknown("keyword beside $ref");
        }
    }

    public IReadOnlyList<string> Types { get; } = [];

    public string? Format { get; }

    public IReadOnlyList<string?>? Enum { get; }

    public IReadOnlyList<JsonSchema>? OneOf { get; }

    public IReadOnlyDictionary<string, JsonSchema> Properties { get; } = new Dictionary<string, JsonSchema>();

    public IReadOnlyList<string> Required { get; } = [];

    /// <summary>What every member that is not named must be.</summary>
    public JsonSchema? Additional { get; }

    /// <summary>Whether no member is taken that is not named.</summary>
    public bool IsClosed { get; }

    public JsonSchema? Items { get; }

    public int? MinLength { get; }

    public int? MaxLength { get; }

    public Regex? Pattern { get; }

    public decimal? Minimum { get; }

    public decimal? Maximum { get; }

    public int? MaxItems { get; }

    public bool HasUniqueItems { get; }

    public int? MaxProperties { get; }

    /// <summary>What a reference leads to; without one, the schema itself.</summary>
    public JsonSchema Resolved => target is null ? this : target.Value.Resolved;

    /// <summary>What a value is that is not null.</summary>
    public JsonSchema Content => Resolved is { OneOf: { } alternatives } ? alternatives.Single(a => !a.IsOnlyNull).Resolved : Resolved;

    public bool AllowsNull => Resolved is var s && (s.OneOf is { } alternatives ? alternatives.Any(a => a.AllowsNull) : s.Enum is { } values ? values.Contains(null) : s.Types is [] || s.Types.Contains("null"));

    private bool IsOnlyNull => Types is ["null"];

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The schema.</param>
    /// <param name="find">Gives the schema that a reference leads to.</param>
    public static JsonSchema Read(JsonElement json, Func<string, JsonSchema> find) => new(json, find);

    /// <summary>Every place where a value breaks the schema; empty where it is valid.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isPatch">Whether it is a merge patch: the parts of a member that a patch leaves out stay as they are, so that only the patch itself lacks what it must have.</param>
    public IReadOnlyList<Breach> Check(JsonElement value, bool isPatch = false)
    {
        var breaches = new List<Breach>();
        Check(value, "", breaches, isPatch);
        return breaches;
    }

    private void Check(JsonElement value, string at, List<Breach> breaches, bool isPatch)
    {
        if (target is not null)
        {
            Resolved.Check(value, at, breaches, isPatch);
            return;
        }

        if (OneOf is { } alternatives)
        {
            CheckAlternatives(alternatives, value, at, breaches, isPatch);
        }

        if (Types.Count > 0 && !Types.Any(type => Is(value, type)))
        {
            breaches.Add(new Breach(at, "type"));
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                CheckText(value, at, breaches);
                break;
            case JsonValueKind.Number:
                CheckNumber(value, at, breaches);
                break;
            case JsonValueKind.Array:
                CheckItems(value, at, breaches);
                break;
            case JsonValueKind.Object:
                CheckMembers(value, at, breaches, isPatch);
                break;
            case JsonValueKind.Null when Enum?.Contains(null) == false:
                breaches.Add(new Breach(at, "enum"));
                break;
        }
    }

    private static void CheckAlternatives(IReadOnlyList<JsonSchema> alternatives, JsonElement value, string at, List<Breach> breaches, bool isPatch)
    {
        var fits = 0;
        List<Breach>? last = null;
        foreach (var alternative in alternatives)
        {
            var found = new List<Breach>();
            alternative.Check(value, at, found, isPatch);
            if (found.Count == 0)
            {
                fits++;
            }
            else if (!alternative.IsOnlyNull)
            {
                last = found;
            }
        }

        if (fits > 1 || (fits == 0 && last is null))
        {
            breaches.Add(new Breach(at, "oneOf"));
        }
        else if (fits == 0)
        {
            breaches.AddRange(last!);
        }
    }

    private void CheckText(JsonElement value, string at, List<Breach> breaches)
    {
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            breaches.Add(new Breach(at, "unicode"));
            return;
        }

        if (Enum?.Contains(text) == false)
        {
            breaches.Add(new Breach(at, "enum"));
        }

        if (text.Length < MinLength)
        {
            breaches.Add(new Breach(at, "minLength"));
        }

        if (text.Length > MaxLength && text.EnumerateRunes().Count() > MaxLength)
        {
            breaches.Add(new Breach(at, "maxLength"));
        }

        if (Pattern?.IsMatch(text) == false)
        {
            breaches.Add(new Breach(at, "pattern"));
        }

        var isFormatted = Format switch
        {
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => true,
        };
        if (!isFormatted)
        {
            breaches.Add(new Breach(at, "format"));
        }
    }

    private void CheckNumber(JsonElement value, string at, List<Breach> breaches)
    {
        if ((Format == "int32" && !value.TryGetInt32(out _)) || (Format == "int64" && !value.TryGetInt64(out _)))
        {
            breaches.Add(new Breach(at, "format"));
        }
        else if ((Minimum is not null || Maximum is not null) && (!value.TryGetDecimal(out var number) || number < Minimum || number > Maximum))
        {
            breaches.Add(new Breach(at, number < Minimum ? "minimum" : "maximum"));
        }
    }

    private void CheckItems(JsonElement value, string at, List<Breach> breaches)
    {
        if (value.GetArrayLength() > MaxItems)
        {
            breaches.Add(new Breach(at, "maxItems"));
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Items?.Check(item, $"{at}/{index++}", breaches, isPatch: false);
        }

        if (HasUniqueItems)
        {
            var items = value.EnumerateArray().ToArray();
            for (var i = 1; i < items.Length; i++)
            {
                if (items.Take(i).Any(earlier => JsonElement.DeepEquals(earlier, items[i])))
                {
                    breaches.Add(new Breach($"{at}/{i}", "uniqueItems"));
                }
            }
        }
    }

    private void CheckMembers(JsonElement value, string at, List<Breach> breaches, bool isPatch)
    {
        var count = 0;
        foreach (var member in value.EnumerateObject())
        {
            count++;
            var place = $"{at}/{member.Name}";
            if (Properties.TryGetValue(member.Name, out var named))
            {
                named.Check(member.Value, place, breaches, isPatch);
            }
            else if (Additional is not null && !(isPatch && member.Value.ValueKind == JsonValueKind.Null))
            {
                Additional.Check(member.Value, place, breaches, isPatch);
            }
            else if (IsClosed)
            {
                breaches.Add(new Breach(place, "additionalProperties"));
            }
        }

        if (count > MaxProperties)
        {
            breaches.Add(new Breach(at, "maxProperties"));
        }

        foreach (var name in Required)
        {
            if (!(isPatch && at.Length > 0) && !value.TryGetProperty(name, out _))
            {
                breaches.Add(new Breach($"{at}/{name}", "required"));
            }
        }
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,

        // Stricter than JSON Schema, which takes 5.0 for an integer: the service writes and takes none.
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().IndexOfAny(".eE") < 0,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };

    private static string Known(string name, HashSet<string> known) => known.Contains(name) ? name : throw Unknown(name);

    private static NotSupportedException Unknown(string what) => new($"The API document uses what is not known here: {what}.");
}
