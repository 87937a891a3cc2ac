using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Http;

/// <summary>Reads query strings.</summary>
internal static class QueryReader
{
    private static readonly ConcurrentDictionary<Type, (Dictionary<string, PropertyInfo> Members, string[] Required)> Known = new();

    /// <summary>Refuses every parameter of an endpoint that takes none.</summary>
    public static void RefuseAny(HttpContext context) => Read(context, typeof(object), new object());

    public static void Read(HttpContext context, Type type, object into)
    {
        var (members, required) = Known.GetOrAdd(type, MembersOf);
        if (!context.Request.QueryString.HasValue && required.Length == 0)
        {
            return;
        }

        var faults = new List<Fault>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in Split(context.Request.QueryString.Value))
        {
            if (!members.TryGetValue(name, out var member))
            {
                var nearest = BodyReader.Nearest(name, members.Keys);
                faults.Add(Fault.OfParameter(name, "unknown_parameter", nearest is null ? "This parameter is not known here." : $"This parameter is not known here. Did you mean {nearest}?"));
            }
            else if (!seen.Add(name))
            {
                faults.Add(Fault.OfParameter(name, "duplicate_parameter", "This parameter stands here twice."));
            }
            else if (member.GetCustomAttribute<CursorAttribute>() is not null)
            {
                var (lastId, lastRank) = Cursor.Read(context, value);
                member.SetValue(into, lastId);
                ((PageQuery)into).CursorRank = lastRank;
            }
            else if (Parse(name, value, member, faults) is { } parsed)
            {
                member.SetValue(into, parsed);
            }
        }

        faults.AddRange(required.Where(name => !seen.Contains(name)).Select(name => Fault.OfParameter(name, "required", $"{name} is required.")));
        if (faults.Count > 0)
        {
            throw faults.All(f => f.Code == "interval_reversed") ? ProblemException.Rule(faults) : ProblemException.Schema(faults);
        }
    }

    private static (Dictionary<string, PropertyInfo> Members, string[] Required) MembersOf(Type type)
    {
        var members = type.GetProperties().ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), StringComparer.Ordinal);
        return (members, [.. members.Where(m => m.Value.IsDefined(typeof(RequiredAttribute))).Select(m => m.Key)]);
    }

    private static object? Parse(string name, string value, PropertyInfo member, List<Fault> faults)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (type == typeof(string))
        {
            if (member.GetCustomAttribute<TextRuleAttribute>()!.Check(value) is not { } flaw)
            {
                return value;
            }

            faults.Add(Fault.OfParameter(name, flaw.Code, flaw.Detail) with { Limit = flaw.Limit });
        }
        else if (type == typeof(bool))
        {
            if (value is "true" or "false")
            {
                return value == "true";
            }

            faults.Add(Fault.OfParameter(name, "not_boolean", "Write true or false."));
        }
        else if (type.IsEnum)
        {
            return Named(name, value, type, faults);
        }
        else if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            return List(name, value, type.GetGenericArguments()[0], faults);
        }
        else
        {
            var max = member.GetCustomAttribute<RangeAttribute>() is { } range
                ? Convert.ToInt64(range.Maximum, CultureInfo.InvariantCulture)
                : long.MaxValue;
            if (!value.All(char.IsAsciiDigit) || value.Length == 0)
            {
                faults.Add(Fault.OfParameter(name, "invalid", "Write a whole number in digits."));
            }
            else if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max && value[0] != '0')
            {
                return number;
            }
            else
            {
                faults.Add(Fault.OfParameter(name, "out_of_range", max == long.MaxValue ? "Write a positive whole number without leading zeros." : $"Write a whole number from 1 to {max}."));
            }
        }

        return null;
    }

    private static Enum? Named(string name, string value, Type type, List<Fault> faults)
    {
        if (!Names.TryParse(type, value, out var named))
        {
            var allowed = Names.All(type);
            faults.Add(Fault.OfParameter(name, "not_allowed", $"Not one of {string.Join(", ", allowed)}.") with { Allowed = allowed });
        }

        return named;
    }

    /// <summary>Names in one list with commas, each once.</summary>
    private static IList List(string name, string value, Type item, List<Fault> faults)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var part in value.Split(','))
        {
            if (Named(name, part, item, faults) is { } named && !list.Contains(named))
            {
                list.Add(named);
            }
        }

        return list;
    }

    private static List<(string Name, string Value)> Split(string? query)
    {
        var pairs = new List<(string, string)>();
        if (string.IsNullOrEmpty(query) || query == "?")
        {
            return pairs;
        }

        foreach (var part in query[1..].Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0 ? (Decode(part), "") : (Decode(part[..equals]), Decode(part[(equals + 1)..])));
        }

        return pairs.Count <= Limits.QueryParameters
            ? pairs
            : throw new ProblemException(ProblemKind.MalformedQuery, $"The query has more than {Limits.QueryParameters} parameters.") { Limit = Limits.QueryParameters };
    }

    /// <summary>Decodes percent-encoding and plus signs, strictly: broken escapes, bytes that are not UTF-8 and NUL are refused.</summary>
    private static string Decode(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped) || escaped == 0)
                {
                    throw new ProblemException(ProblemKind.MalformedQuery, "The query holds a broken or forbidden percent-encoding.");
                }

                bytes[length++] = escaped;
                i += 2;
            }
            else if (char.IsAscii(text[i]))
            {
                bytes[length++] = text[i] == '+' ? (byte)' ' : (byte)text[i];
            }
            else
            {
                var size = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                length += Encoding.UTF8.GetBytes(text.AsSpan(i, size), bytes.AsSpan(length));
                i += size - 1;
            }
        }

        return Utf8.IsValid(bytes.AsSpan(0, length))
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new ProblemException(ProblemKind.MalformedQuery, "The query holds bytes that are not UTF-8.");
    }
}
