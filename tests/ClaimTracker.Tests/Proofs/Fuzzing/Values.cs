using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>Valid values of schemas, filled with what is known of the record and with the words of the document's examples.</summary>
internal sealed class Values(Contract contract, Known known)
{
    /// <summary>The longest text that is made only because it may be that long.</summary>
    private const int Long = 2_048;

    private static readonly Gen<string> Plain = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyzABCDEFGHIJ 0123456789.,-"], 0, 30].Select(text => $"x{text}");

    private static readonly Gen<string> Odd = Gen.OneOf(
        "é", "ə", "Çavuşoğlu", "Даглык", "🙂", "e\u0301", "שלום", "“", "”", "\u00A0", "\u2028", "<script>", "'", "\"", "\\", "%", "_", "--", "*", "\n", "\u200F", "\uFFFD", "\U0010FFFF", "{}", " ", "NEAR(", ":", "'; --")
        .Array[1, 6].Select(parts => $"x{string.Concat(parts)}");

    private static readonly Gen<string> Tokens = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-_.:/~!#%&"], 1, 20];
    private static readonly Gen<decimal> Figures = Gen.Select(Gen.Long[-2_000, 2_000_000], Gen.Int[0, 2], (digits, scale) => new decimal(Math.Abs(digits)) * (digits < 0 ? -1 : 1) / (scale == 0 ? 1 : scale == 1 ? 10 : 1000));

    /// <summary>Texts in the usual shapes, for patterns that hardly any other text matches.</summary>
    private static readonly string[] Shaped = ["P1D", "1:0000000000000000000000000000000000000000000000000000000000000000"];

    /// <summary>What the path of the operation is about: members whose names do not tell are probably about the same.</summary>
    public string? Owner { get; set; }

    public JsonNode? Of(JsonSchema schema, string name, Dice dice)
    {
        if (schema.AllowsNull && dice.Chance(0.2))
        {
            return null;
        }

        var content = schema.Content;
        if (content.Enum is { } names)
        {
            return dice.Pick([.. names.OfType<string>()]);
        }

        return content.Types.FirstOrDefault(t => t != "null") switch
        {
            "string" => Text(content, name, dice),
            "integer" => Integer(content, name, dice),
            "number" => dice.Draw(Figures),
            "boolean" => dice.Chance(0.5),
            "array" => List(content, name, dice),
            "object" when content.Additional is { } each => Map(content, each, name, dice),
            "object" => contract.Samples.TryGetValue(name, out var samples) && dice.Chance(0.4) && dice.Pick(samples) is var sample && content.Check(JsonSerializer.SerializeToElement(sample)).Count == 0
                ? sample.DeepClone()
                : Members(content, dice),
            var other => throw new NotSupportedException($"No value is made of the type {other}."),
        };
    }

    /// <summary>A value of a query parameter, as it is written before it is escaped.</summary>
    public string Of(Parameter parameter, Dice dice)
    {
        var content = parameter.Schema.Content;
        return content.Types.Contains("array")
            ? string.Join(',', Enumerable.Range(0, 1 + dice.Below(2)).Select(_ => Of(content.Items!, parameter.Name, dice)!.ToString()))
            : content.Types.Contains("boolean") ? dice.Chance(0.5) ? "true" : "false"
            : Of(content, parameter.Name, dice)!.ToString();
    }

    /// <summary>An object with all that it must have and some of what it may have.</summary>
    private JsonObject Members(JsonSchema schema, Dice dice)
    {
        var (made, share) = (new JsonObject(), dice.Pick([0.1, 0.3, 0.5]));
        foreach (var (name, member) in schema.Properties)
        {
            if (schema.Required.Contains(name) || dice.Chance(share))
            {
                made[name] = Of(member, name, dice);
            }
        }

        return made;
    }

    private JsonObject Map(JsonSchema schema, JsonSchema each, string name, Dice dice)
    {
        var made = new JsonObject();
        for (var i = Math.Min(dice.Below(3), schema.MaxProperties ?? 3); i > 0; i--)
        {
            made[dice.Pick(["en", "az", "tr", "hy", "ru", "zh-Hant"])] = Of(each, name, dice);
        }

        return made;
    }

    private JsonArray List(JsonSchema schema, string name, Dice dice)
    {
        var items = new List<JsonNode>();
        for (var i = dice.Below(Math.Min(4, (schema.MaxItems ?? 3) + 1)); i > 0; i--)
        {
            if (Of(schema.Items!, name, dice) is { } item && !(schema.HasUniqueItems && items.Any(other => JsonNode.DeepEquals(other, item))))
            {
                items.Add(item);
            }
        }

        return new JsonArray([.. items]);
    }

    private JsonValue Integer(JsonSchema schema, string name, Dice dice)
    {
        if (schema.Maximum is not { } most)
        {
            return JsonValue.Create(known.Id(contract.CollectionOf(name) ?? Owner, dice));
        }

        var least = schema.Minimum ?? 0;
        return JsonValue.Create((long)(dice.Below(4) switch { 0 => least, 1 => most, _ => Math.Min(most, least + dice.Below(10)) }));
    }

    private JsonValue Text(JsonSchema schema, string name, Dice dice)
    {
        if (name == "ref" && dice.Chance(0.7))
        {
            return JsonValue.Create(known.Fresh());
        }

        if (name.EndsWith("Ref", StringComparison.Ordinal) || name.EndsWith("Refs", StringComparison.Ordinal) || name == "ref")
        {
            return JsonValue.Create(known.Ref(contract.CollectionOf(name) ?? Owner, dice));
        }

        if (schema.Format == "date-time")
        {
            return JsonValue.Create(dice.Pick(["2020-08-01T12:00:00Z", "2031-01-02T03:04:05.678Z", "2020-02-29T23:59:59+04:00"]));
        }

        var words = (contract.Words.GetValueOrDefault(name) ?? contract.EveryWord).Where(word => word.GetValueKind() == JsonValueKind.String).Select(word => (string)word!).Where(Fits).ToList();
        if (words.Count > 0 && (schema.Format is not null || (schema.Pattern is not null && !schema.Pattern.IsMatch("a")) || dice.Chance(0.6)))
        {
            return JsonValue.Create(dice.Pick(words));
        }

        var made = schema.Pattern is { } pattern ? Enumerable.Repeat(dice.Draw(Tokens), 1).Concat(Shaped).First(pattern.IsMatch)
            : schema.Format == "uri" ? $"https://example.org/{known.Fresh()}"
            : schema.MaxLength is <= Long and var most && dice.Chance(0.03) ? new string('y', most)
            : dice.Draw(dice.Chance(0.5) ? Plain : Odd);
        return JsonValue.Create(Cut(made, schema.MaxLength));

        bool Fits(string word) => !(word.Length > schema.MaxLength) && schema.Pattern?.IsMatch(word) != false && (schema.Format != "uri" || Uri.TryCreate(word, UriKind.Absolute, out _));
    }

    private static string Cut(string text, int? most) => text.Length <= most || most is null ? text : string.Concat(text.EnumerateRunes().Take(most.Value));
}
