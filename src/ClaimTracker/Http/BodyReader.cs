using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Http;

/// <summary>
/// The one reader of what clients send: HTTP bodies and import lines alike. It walks the JSON along the <see cref="Shape" /> of the message and
/// collects every fault with its JSON Pointer, so that a caller learns all that is wrong at once; System.Text.Json would stop at the first,
/// name C# types, and take much that the schema does not allow (unknown and repeated members, null for a required one, numbers in quotes).
/// What breaks the schema is 400; what fits it and breaks a rule (an interval that ends before it starts) is 422.
/// </summary>
internal sealed partial class BodyReader
{
    /// <summary>Members that only the service writes.</summary>
    private static readonly HashSet<string> ReadOnly =
    [
        "id", "revision", "createdAt", "createdBy", "updatedAt", "state", "status", "counts", "said", "appearances", "anchor", "end",
        "earliest", "latest", "label", "corrected", "sha256", "length", "mergedInto", "retractedBy", "updatedBy", "origin", "decision",
        "challenges", "corrections", "publishedAt", "reopened",
    ];

    private readonly List<Fault> schema = [];
    private readonly List<Fault> rules = [];
    private JsonElement? patchReason;

    /// <summary>Reads a message.</summary>
    /// <exception cref="ProblemException">All that is wrong with it.</exception>
    public static T Read<T>(JsonElement json)
    {
        var reader = new BodyReader();
        var value = reader.Value(json, typeof(T), null, "#");
        reader.ThrowIfFaulty();
        return (T)value!;
    }

    /// <summary>Checks a merge patch: no member is required, and null removes one that may be absent. Arrays are whole.</summary>
    public static (JsonElement Changes, string Reason) ReadPatch<T>(JsonElement json)
    {
        var reader = new BodyReader();
        string? reason = null;
        if (json.ValueKind != JsonValueKind.Object)
        {
            reader.WrongType("#", "an object", json);
        }
        else
        {
            reader.Patch(json, typeof(T), "#", isWhole: true);
            if (reader.patchReason is { } given)
            {
                reason = reader.Member(given, Shape.Of(typeof(Reasoned)).Members[0], "#/reason") as string;
            }
            else
            {
                reader.Missing("#/reason", "reason");
            }
        }

        // Broken rules are found again when the patch has been applied: after 404, 428 and 412.
        reader.rules.Clear();
        reader.ThrowIfFaulty();
        return (json, reason!);
    }

    /// <summary>Parses one document, strictly: no comments, no trailing commas, one value, at most 16 deep.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        var bytes = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            throw new ProblemException(ProblemKind.BodyRequired, "The body is empty.");
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            throw Malformed("encoding", "The body is not UTF-8.");
        }

        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Limits.Depth });
        }
        catch (JsonException e)
        {
            throw IsDeeper(bytes.Span)
                ? new ProblemException(ProblemKind.TooDeep, $"The body is nested more than {Limits.Depth} deep.") { Limit = Limits.Depth }
                : Malformed("malformed_json", string.Create(CultureInfo.InvariantCulture, $"The JSON ends or breaks at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."));
        }
    }

    private static ProblemException Malformed(string code, string detail) =>
        new(ProblemKind.MalformedJson, detail) { Faults = [Fault.At("#", code, detail)] };

    /// <summary>Whether brackets outside strings open deeper than allowed before the document ends or breaks.</summary>
    private static bool IsDeeper(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Limits.Depth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= Limits.Depth && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Broken before it was too deep.
        }

        return false;
    }

    private void ThrowIfFaulty()
    {
        if (schema.Count > 0)
        {
            throw ProblemException.Schema(schema);
        }

        if (rules.Count > 0)
        {
            throw ProblemException.Rule(rules);
        }
    }

    private object? Value(JsonElement json, Type type, Shape.Member? member, string pointer)
    {
        if (type == typeof(string))
        {
            return Text(json, member?.Rule, pointer);
        }

        if (type == typeof(long))
        {
            return Integer(json, member, pointer);
        }

        if (type == typeof(decimal))
        {
            return Number(json, pointer);
        }

        if (type == typeof(bool))
        {
            return json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : WrongType(pointer, "true or false", json);
        }

        if (type == typeof(DateTimeOffset))
        {
            return Instant(json, pointer);
        }

        if (type.IsEnum)
        {
            return EnumValue(json, type, pointer);
        }

        if (IsMap(type))
        {
            return Translations(json, member!, pointer);
        }

        return typeof(IEnumerable).IsAssignableFrom(type)
            ? List(json, type, member!, pointer)
            : Object(json, type, pointer);
    }

    private static bool IsMap(Type type) => typeof(IReadOnlyDictionary<string, string>).IsAssignableFrom(type);

    private object? Object(JsonElement json, Type type, string pointer)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return WrongType(pointer, "an object", json);
        }

        var shape = Shape.Of(type);
        var faultsBefore = schema.Count;
        var values = new object?[shape.Members.Length];
        var seen = new bool[shape.Members.Length];
        foreach (var property in Members(json, shape, pointer))
        {
            var index = Array.IndexOf(shape.Members, property.Member);
            seen[index] = true;
            values[index] = Member(property.Value, property.Member, $"{pointer}/{property.Member.Name}");
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!seen[i])
            {
                values[i] = shape.Members[i].Default;
                if (shape.Members[i].IsRequired)
                {
                    Missing($"{pointer}/{shape.Members[i].Name}", shape.Members[i].Name);
                }
            }
            else if (values[i] is null && !shape.Members[i].IsNullable)
            {
                values[i] = shape.Members[i].Default;
            }
        }

        if (schema.Count > faultsBefore)
        {
            return null;
        }

        var made = shape.Make(values);
        if (made is IHasRules ruled)
        {
            rules.AddRange(ruled.BrokenRules(pointer));
        }

        return made;
    }

    private object? Member(JsonElement json, Shape.Member member, string pointer)
    {
        if (json.ValueKind != JsonValueKind.Null)
        {
            return Value(json, member.Type, member, pointer);
        }

        if (!member.IsNullable)
        {
            schema.Add(Fault.At(pointer, "null_not_allowed", $"{member.Name} cannot be null."));
        }

        return null;
    }

    private void Patch(JsonElement json, Type type, string pointer, bool isWhole = false)
    {
        foreach (var property in Members(json, Shape.Of(type), pointer, isWhole))
        {
            var place = $"{pointer}/{property.Member.Name}";
            if (property.Value.ValueKind == JsonValueKind.Object && IsMap(property.Member.Type))
            {
                Translations(property.Value, property.Member, place, isPatch: true);
            }
            else if (property.Value.ValueKind == JsonValueKind.Object && !typeof(IEnumerable).IsAssignableFrom(property.Member.Type) && property.Member.Type.IsClass && property.Member.Type != typeof(string))
            {
                Patch(property.Value, property.Member.Type, place);
            }
            else
            {
                Member(property.Value, property.Member, place);
            }
        }
    }

    /// <summary>The known members of an object, each once; the others are faults.</summary>
    private List<(Shape.Member Member, JsonElement Value)> Members(JsonElement json, Shape shape, string pointer, bool isPatch = false)
    {
        var known = new List<(Shape.Member, JsonElement)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var property in json.EnumerateObject())
        {
            if (++count > Limits.Members)
            {
                schema.Add(Fault.At(pointer, "too_many", $"An object has at most {Limits.Members} members.") with { Limit = Limits.Members });
                break;
            }

            if (NameOf(property) is not { } name)
            {
                continue;
            }

            var place = $"{pointer}/{Escape(name)}";
            if (!names.Add(name))
            {
                schema.Add(Fault.At(place, "duplicate_member", $"{name} stands here twice."));
            }
            else if (isPatch && name == "reason")
            {
                patchReason = property.Value;
            }
            else if (shape.Find(name) is { } member)
            {
                known.Add((member, property.Value));
            }
            else if (ReadOnly.Contains(name))
            {
                schema.Add(Fault.At(place, "read_only", $"{name} is written by the service alone."));
            }
            else
            {
                schema.Add(Fault.At(place, "unknown_member", Unknown(name, shape.Members.Select(m => m.Name))));
            }
        }

        return known;
    }

    private object? List(JsonElement json, Type type, Shape.Member member, string pointer)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return WrongType(pointer, "an array", json);
        }

        var item = type.GetGenericArguments()[0];
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        var max = member.Items!.Max;
        if (json.GetArrayLength() > max)
        {
            schema.Add(Fault.At(pointer, "too_many", $"At most {max} items are taken.") with { Limit = max });
            return null;
        }

        var seen = new HashSet<object>();
        foreach (var element in json.EnumerateArray())
        {
            // A faulty item keeps its place by a stand-in, so that the others are told by theirs.
            var place = $"{pointer}/{list.Count}";
            var value = element.ValueKind == JsonValueKind.Null
                ? WrongNull(place)
                : Value(element, item, member, place);
            list.Add(value ?? (item == typeof(string) ? "" : item.IsValueType ? Activator.CreateInstance(item) : null));
            if (member.Items.Distinct && value is not null && !seen.Add(value is string text ? Folding.Fold(text) : value))
            {
                schema.Add(Fault.At(place, "duplicate_item", "The item stands in the list already."));
            }
        }

        return list;
    }

    private object? Translations(JsonElement json, Shape.Member member, string pointer, bool isPatch = false)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return WrongType(pointer, "an object of language tags and texts", json);
        }

        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var property in json.EnumerateObject())
        {
            if (++count > member.Items!.Max)
            {
                schema.Add(Fault.At(pointer, "too_many", $"At most {member.Items.Max} items are taken.") with { Limit = member.Items.Max });
                break;
            }

            if (NameOf(property) is not { } name)
            {
                continue;
            }

            var place = $"{pointer}/{Escape(name)}";
            if (!LanguageTag.TryCanonicalize(name, out var language))
            {
                schema.Add(Fault.At(place, "invalid_language", "The name of each member is a BCP 47 language tag."));
            }
            else if ((isPatch && IsRemoved(property.Value, name, language) ? "" : Text(property.Value, member.Rule, place)) is string text && !map.TryAdd(language, text))
            {
                schema.Add(Fault.At(place, "duplicate_member", $"{language} stands here twice."));
            }
        }

        return map;

        // RFC 7396; only under the name that is on record, so that no removal is silently for nothing.
        static bool IsRemoved(JsonElement value, string name, string language) => value.ValueKind == JsonValueKind.Null && name == language;
    }

    private object? Text(JsonElement json, TextRuleAttribute? rule, string pointer)
    {
        if (json.ValueKind != JsonValueKind.String)
        {
            return WrongType(pointer, "a text", json);
        }

        string text;
        try
        {
            text = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            schema.Add(Fault.At(pointer, "invalid_unicode", "The text holds half of a surrogate pair."));
            return null;
        }

        if (rule?.Check(text) is { } flaw)
        {
            (flaw.BreaksRule ? rules : schema).Add(Fault.At(pointer, flaw.Code, flaw.Detail) with { Limit = flaw.Limit });
            return flaw.BreaksRule ? text : null;
        }

        return text;
    }

    private object? Integer(JsonElement json, Shape.Member? member, string pointer)
    {
        if (json.ValueKind != JsonValueKind.Number || json.GetRawText().AsSpan().IndexOfAny(".eE") >= 0)
        {
            return WrongType(pointer, "an integer", json);
        }

        var (low, high) = member?.Range is { } range
            ? (Convert.ToInt64(range.Minimum, CultureInfo.InvariantCulture), Convert.ToInt64(range.Maximum, CultureInfo.InvariantCulture))
            : (1L, long.MaxValue);
        if (json.TryGetInt64(out var value) && value >= low && value <= high)
        {
            return value;
        }

        schema.Add(Fault.At(pointer, "out_of_range", high == long.MaxValue ? "The number is not a positive integer of 64 bits." : $"The number lies outside {low} to {high}."));
        return null;
    }

    private object? Number(JsonElement json, string pointer)
    {
        if (json.ValueKind != JsonValueKind.Number)
        {
            return WrongType(pointer, "a number", json);
        }

        if (json.TryGetDecimal(out var value) && Digits(json.GetRawText()) == Digits(value.ToString(CultureInfo.InvariantCulture)))
        {
            return value == 0 ? 0m : value;
        }

        schema.Add(Fault.At(pointer, "out_of_range", "The number has more than 28 digits, or is too large or too small."));
        return null;
    }

    /// <summary>The digits that a number has apart from its sign, point and exponent, without zeros at either end: parsing must not have rounded any away.</summary>
    private static string Digits(string number) => string.Concat(number.Split('e', 'E')[0].Where(char.IsAsciiDigit)).Trim('0');

    private DateTimeOffset? Instant(JsonElement json, string pointer)
    {
        if (Text(json, null, pointer) is not string text)
        {
            return null;
        }

        if (LocalTime().IsMatch(text))
        {
            schema.Add(Fault.At(pointer, "offset_required", "A time needs its offset from UTC: 2020-07-12T09:30:00Z or …+04:00 (RFC 3339)."));
        }
        else if (Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant.ToUniversalTime();
        }
        else
        {
            schema.Add(Fault.At(pointer, "invalid_time", "A time is written as in RFC 3339: 2020-07-12T09:30:00Z."));
        }

        return null;
    }

    private object? EnumValue(JsonElement json, Type type, string pointer)
    {
        if (json.ValueKind != JsonValueKind.String)
        {
            return WrongType(pointer, "a text", json);
        }

        if (Text(json, null, pointer) is not string name)
        {
            return null;
        }

        if (!Names.TryParse(type, name, out var value))
        {
            var allowed = Names.All(type);
            schema.Add(Fault.At(pointer, "not_allowed", $"Not one of {string.Join(", ", allowed)}.") with { Allowed = allowed });
        }

        return value;
    }

    private object? WrongType(string pointer, string expected, JsonElement json)
    {
        var found = json.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "true or false",
        };
        schema.Add(Fault.At(pointer, "type", $"Expected {expected}, found {(found == expected ? "another number" : found)}."));
        return null;
    }

    private object? WrongNull(string pointer)
    {
        schema.Add(Fault.At(pointer, "null_not_allowed", "An item cannot be null."));
        return null;
    }

    private void Missing(string pointer, string name) => schema.Add(Fault.At(pointer, "required", $"{name} is required."));

    /// <summary>A member's name; null, and a fault, where it is no text.</summary>
    private string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            schema.Add(Fault.At("#", "invalid_unicode", "The name of a member holds half of a surrogate pair."));
            return null;
        }
    }

    private static string Unknown(string name, IEnumerable<string> known)
    {
        var nearest = Nearest(name, known);
        return nearest is null ? $"{name} is not a member here." : $"{name} is not a member here. Did you mean {nearest}?";
    }

    /// <summary>The known name that the caller probably meant: at most two changed letters away.</summary>
    internal static string? Nearest(string name, IEnumerable<string> known) =>
        known.Select(k => (Name: k, Distance: Distance(name.ToUpperInvariant(), k.ToUpperInvariant())))
            .Where(k => k.Distance <= 2)
            .OrderBy(k => k.Distance)
            .Select(k => k.Name)
            .FirstOrDefault();

    /// <summary>Levenshtein's distance; names of more than 40 letters are no slips of the pen.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 40)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            (var corner, row[0]) = (row[0], i);
            for (var j = 1; j <= b.Length; j++)
            {
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }

    /// <summary>A member's name as a token of a JSON Pointer in a URI fragment (RFC 6901 §3 and §6).</summary>
    private static string Escape(string name) =>
        Uri.EscapeDataString(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalTime();
}
