using System.Collections.Concurrent;
using System.Text.Json;

namespace ClaimTracker.Data;

/// <summary>The names of enum values, the same on the wire and in the file: <c>OwnVoice</c> is <c>own_voice</c>.</summary>
internal static class Names
{
    private static readonly ConcurrentDictionary<Type, (Dictionary<Enum, string> ByValue, Dictionary<string, Enum> ByName)> Tables = new();

    public static string Of(Enum value) => Table(value.GetType()).ByValue[value];

    /// <summary>All names of an enum, in its order.</summary>
    public static IReadOnlyList<string> All(Type type) => [.. Table(type).ByName.Keys];

    public static bool TryParse(Type type, string name, out Enum? value) => Table(type).ByName.TryGetValue(name, out value);

    /// <summary>The value a column holds; the schema's CHECK has made sure that it is one.</summary>
    public static T Parse<T>(string name)
        where T : struct, Enum => (T)Table(typeof(T)).ByName[name];

    private static (Dictionary<Enum, string> ByValue, Dictionary<string, Enum> ByName) Table(Type type) =>
        Tables.GetOrAdd(type, static t =>
        {
            var values = Enum.GetValues(t).Cast<Enum>().ToArray();
            return (
                values.ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString())),
                values.ToDictionary(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()), v => v, StringComparer.Ordinal));
        });
}
