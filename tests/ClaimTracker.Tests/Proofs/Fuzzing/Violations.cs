using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>Puts exactly one known fault into a valid request.</summary>
internal sealed class Violations(Known known)
{
    /// <summary>Stands in the JSON for what a JSON tree cannot hold, until it is written.</summary>
    private const string Twice = "zzTwice";
    private const string HalfPair = "zzHalfPair";
    private const string Unwritable = "zzUnwritable";
    private const int LongestMade = 12_000;

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static byte[] Write(JsonNode? json) => Encoding.UTF8.GetBytes(json?.ToJsonString(Written) ?? "null");

    /// <summary>The request with one fault; null where the chosen fault cannot be put into it.</summary>
    public FuzzRequest? In(FuzzRequest valid, JsonObject? body, Dice dice)
    {
        var choice = dice.Below(100);
        return body is not null && choice < 70 ? InBody(valid, body, dice)
            : choice < 85 || valid.Operation.Parameters.Count == 0 ? InQuery(valid, dice)
            : choice < 93 && valid.Operation.Owner is not null ? InPath(valid, dice)
            : InHeader(valid, dice);
    }

    private FuzzRequest? InBody(FuzzRequest valid, JsonObject body, Dice dice)
    {
        if (dice.Chance(0.1))
        {
            return InSyntax(valid, dice);
        }

        var schema = valid.Operation.Body!.Schema;
        var holder = new JsonObject { ["body"] = body.DeepClone() };
        var sites = new List<Site>();
        Collect(new Site(schema, "", holder, "body"), sites, valid.Operation.IsPatch);
        if (Break(dice.Pick(sites), valid.Operation.IsPatch, dice) is not var (fault, place, isBeyondSchema))
        {
            return null;
        }

        var text = holder["body"]?.ToJsonString(Written) ?? "null";
        text = text.Replace($"\"{Twice}", "\"", StringComparison.Ordinal).Replace(HalfPair, "\\ud800", StringComparison.Ordinal).Replace($"\"{Unwritable}\"", new string('9', 40), StringComparison.Ordinal);
        if (!isBeyondSchema)
        {
            using var document = JsonDocument.Parse(text, Strict);
            var breaches = schema.Check(document.RootElement, valid.Operation.IsPatch);
            if (!breaches.Any(b => b.Pointer == place || b.Keyword == "additionalProperties"))
            {
                return null;
            }
        }

        return valid with { Kind = FuzzKind.Violation, Body = Encoding.UTF8.GetBytes(text), Expected = new Expectation(fault, [400], $"#{place}") };
    }

    private static FuzzRequest InSyntax(FuzzRequest valid, Dice dice)
    {
        var text = Encoding.UTF8.GetString(valid.Body!);
        var (fault, broken) = dice.Below(8) switch
        {
            0 => ("cut short", text[..^1]),
            1 => ("empty", ""),
            2 => ("trailing comma", $"{text[..^1]},}}"),
            3 => ("comment", $"{text}/**/"),
            4 => ("two documents", $"{text}{{}}"),
            5 => ("too deep", string.Concat(Enumerable.Repeat("{\"a\":", 40))),
            6 => ("not an object", dice.Pick(["[]", "null", "\"x\"", "5"])),
            _ => ("not UTF-8", $"{text[..^1]},\"x\":\"ÿ\"}}"),
        };
        return valid with
        {
            Kind = FuzzKind.Violation,
            Body = fault == "not UTF-8" ? Encoding.Latin1.GetBytes(broken) : Encoding.UTF8.GetBytes(broken),
            Expected = new Expectation(fault, [400]),
        };
    }

    private static FuzzRequest? InQuery(FuzzRequest valid, Dice dice)
    {
        if (!valid.Operation.Responses.ContainsKey(400))
        {
            return null;
        }

        if (dice.Chance(0.2) || !valid.Operation.Query.Any())
        {
            return Put("zzz", "1", "unknown parameter");
        }

        var parameter = dice.Pick([.. valid.Operation.Query]);
        var schema = parameter.Schema.Content;
        if (dice.Chance(0.15))
        {
            // A cursor is told of before all else, as it stands for the other parameters too.
            return valid.Query.Any(q => q.Name == "cursor") || valid.Query.All(q => q.Name != parameter.Name) ? null
                : valid with { Kind = FuzzKind.Violation, Query = [.. valid.Query, valid.Query.First(q => q.Name == parameter.Name)], Expected = new Expectation("parameter twice", [400], parameter.Name) };
        }

        if (parameter.Name == "cursor")
        {
            return Put(parameter.Name, dice.Pick(["", "x", new string('A', 27), "%E2%82%AC"]), "made-up cursor");
        }

        if (schema.Enum is not null || schema.Items?.Content.Enum is not null || schema.Types.Contains("boolean"))
        {
            return Put(parameter.Name, dice.Pick(["zzz", "", "1", "TRUE", "active%00", "%F0%9F%99%82"]), "not one of the values", dice);
        }

        if (schema.Types.Contains("integer"))
        {
            return Put(parameter.Name, dice.Pick(["0", "-1", "%2B5", "01", "1.5", "abc", "", "99999999999999999999", "%205", "1e2", "%D9%A1"]), "not such a number");
        }

        return dice.Below(3) switch
        {
            0 => Put(parameter.Name, "", "empty"),
            1 when schema.MaxLength is { } most => Put(parameter.Name, new string('z', most + 1), "too long"),
            2 when schema.Pattern is not null => Put(parameter.Name, "a%20%C3%A9", "against the pattern"),
            _ => null,
        };

        FuzzRequest Put(string name, string value, string fault, Dice? maybe = null) => valid with
        {
            Kind = FuzzKind.Violation,
            Query = [.. valid.Query.Where(q => q.Name != name && q.Name != "cursor"), (name, value)],

            // A broken escape is told of the whole query.
            Expected = new Expectation(fault, [400], value.Contains("%00", StringComparison.Ordinal) ? null : name),
        };
    }

    private static FuzzRequest InPath(FuzzRequest valid, Dice dice)
    {
        var path = valid.Path.Split('/');
        path[3] = dice.Pick(["0", "01", "abc", "+5", "%205", "-1", "1.0", "99999999999999999999", "%7B1%7D"]);
        return valid with { Kind = FuzzKind.Violation, Path = string.Join('/', path), Expected = new Expectation("no id", [404]) };
    }

    private static FuzzRequest? InHeader(FuzzRequest valid, Dice dice)
    {
        // What else a valid body may break, a rule or a state, may be told before.
        var operation = valid.Operation;
        if (operation.TakesHeader("If-Match") && dice.Chance(0.5))
        {
            return operation.IsPatch && dice.Chance(0.5)
                ? valid.With("If-Match", null) with { Kind = FuzzKind.Violation, Expected = new Expectation("no If-Match", [400, 404, 428]) }
                : valid.With("If-Match", dice.Pick(["abc", "\"1", "1", "W/1", "\"1\", x"])) with { Kind = FuzzKind.Violation, Expected = new Expectation("malformed If-Match", [400, 422]) };
        }

        return operation.TakesHeader("Idempotency-Key")
            ? valid.With("Idempotency-Key", dice.Pick([new string('k', 256), "a b", "a\tb"])) with { Kind = FuzzKind.Violation, Expected = new Expectation("malformed Idempotency-Key", [400, 422]) }
            : null;
    }

    private static void Collect(Site site, List<Site> sites, bool isPatch)
    {
        sites.Add(site);
        var content = site.Schema.Content;
        switch (site.Value)
        {
            case JsonObject members:
                foreach (var (name, _) in members)
                {
                    if ((content.Properties.GetValueOrDefault(name) ?? content.Additional) is { } schema)
                    {
                        Collect(new Site(schema, $"{site.Pointer}/{name}", members, name), sites, isPatch);
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Collect(new Site(content.Items!, $"{site.Pointer}/{i}", items, i), sites, isPatch);
                }

                break;
        }
    }

    /// <summary>Breaks a value, and says how, where that is told, and whether the schema alone would not know.</summary>
    private (string Fault, string Place, bool IsBeyondSchema)? Break(Site site, bool isPatch, Dice dice)
    {
        var schema = site.Schema.Content;
        switch (dice.Below(6))
        {
            case 0:
                site.Value = dice.Pick<Func<JsonNode>>([() => 5, () => "x", () => true, () => new JsonArray(), () => new JsonObject(), () => 1.5m, () => "5"])();
                return ("wrong type", site.Pointer, false);
            case 1 when !site.Schema.AllowsNull:
                site.Value = null;
                return ("null", site.Pointer, false);
        }

        switch (site.Value)
        {
            case JsonObject members when schema.IsClosed:
                return BreakMembers(site, members, schema, isPatch && site.Pointer.Length > 0, dice);
            case JsonArray items when items.Count > 0:
                if (schema.HasUniqueItems && dice.Chance(0.5))
                {
                    items.Add(items[0]!.DeepClone());
                    return items.Count > schema.MaxItems ? null : ("item twice", $"{site.Pointer}/{items.Count - 1}", false);
                }

                if (schema.MaxItems is not { } most || (long)(most + 1) * items[0]!.ToJsonString().Length > 200_000)
                {
                    return null;
                }

                while (items.Count <= most)
                {
                    items.Add(items[0]!.DeepClone());
                }

                return ("too many items", site.Pointer, false);
            case JsonValue value when schema.Enum is not null:
                site.Value = dice.Pick<string>(["zzz", "", $"{value}".ToUpperInvariant(), $"{value} "]);
                return ("not one of the values", site.Pointer, false);
            case JsonValue when schema.Types.Contains("string"):
                return BreakText(site, schema, dice);
            case JsonValue when schema.Types.Contains("integer"):
                site.Value = dice.Below(4) switch
                {
                    0 => JsonValue.Create(schema.Minimum - 1 ?? -1),
                    1 => JsonValue.Create(schema.Maximum + 1 ?? 1.5m),
                    2 => JsonValue.Create(Unwritable),
                    _ => JsonValue.Create("5"),
                };
                return ("no such number", site.Pointer, false);
            default:
                return null;
        }
    }

    private static (string Fault, string Place, bool IsBeyondSchema)? BreakText(Site site, JsonSchema schema, Dice dice)
    {
        switch (dice.Below(6))
        {
            case 0 when schema.MaxLength is <= LongestMade and var most:
                site.Value = string.Concat(Enumerable.Repeat(dice.Chance(0.5) ? "y" : "🙂", most + 1));
                return ("too long", site.Pointer, false);
            case 1 when schema.MinLength > 0:
                site.Value = "";
                return ("empty", site.Pointer, false);
            case 2 when schema.Pattern is not null:
                site.Value = "a é";
                return ("against the pattern", site.Pointer, false);
            case 3 when schema.Format is not null:
                site.Value = schema.Format == "uri" ? "//example.org" : dice.Pick(["yesterday", "2020-07-12", "2020-07-12T25:00:00Z", "2020-13-01T00:00:00Z"]);
                return ("against the format", site.Pointer, false);
            case 4:
                site.Value = "x\0y";
                return ("NUL", site.Pointer, true);
            default:
                site.Value = HalfPair;
                return ("half of a surrogate pair", site.Pointer, true);
        }
    }

    private (string Fault, string Place, bool IsBeyondSchema)? BreakMembers(Site site, JsonObject members, JsonSchema schema, bool isPartOfPatch, Dice dice)
    {
        var names = members.Select(m => m.Key).ToArray();
        var required = names.Where(schema.Required.Contains).ToArray();
        switch (dice.Below(3))
        {
            case 0 when required.Length > 0 && !isPartOfPatch:
                var missing = dice.Pick(required);
                members.Remove(missing);
                return ("required member missing", $"{site.Pointer}/{missing}", false);
            case 1 when names.Length > 0:
                var twice = dice.Pick(names);
                members.Insert(dice.Below(names.Length + 1), $"{Twice}{twice}", members[twice]?.DeepClone());
                return ("member twice", $"{site.Pointer}/{twice}", true);
            default:
                var unknown = dice.Pick(["zzz", "__proto__", "$type", "a/b~c", "é", "id", "createdAt", known.Fresh(), .. names.Select(n => n.ToUpperInvariant()).Where(n => !schema.Properties.ContainsKey(n))]);
                if (schema.Properties.ContainsKey(unknown))
                {
                    return null;
                }

                members[unknown] = 1;
                return ("unknown member", $"{site.Pointer}/{Uri.EscapeDataString(unknown.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))}", false);
        }
    }

    /// <summary>A value in its place.</summary>
    private sealed class Site(JsonSchema schema, string pointer, JsonNode holder, object key)
    {
        public JsonSchema Schema => schema;

        public string Pointer => pointer;

        public JsonNode? Value
        {
            get => key is string name ? holder[name] : holder[(int)key];
            set
            {
                if (key is string name)
                {
                    holder[name] = value;
                }
                else
                {
                    holder[(int)key] = value;
                }
            }
        }
    }
}
