using System.Text.Json;

namespace ClaimTracker.Data;

/// <summary>Where two JSON values differ. A member that is absent equals null, an empty list and an empty object: what is older lacks newer members.</summary>
internal static class JsonDifference
{
    /// <summary>The members of two objects that differ, by their paths: "content/statement".</summary>
    public static List<string> Members(JsonElement a, JsonElement b, IReadOnlyCollection<string> without)
    {
        var paths = new List<string>();
        Compare(a, b, "", without, paths);
        return paths;
    }

    private static void Compare(JsonElement a, JsonElement b, string path, IReadOnlyCollection<string> without, List<string> paths)
    {
        if (a.ValueKind == JsonValueKind.Object && b.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in a.EnumerateObject().Concat(b.EnumerateObject()).Select(m => m.Name).Distinct().Where(n => path.Length > 0 || !without.Contains(n)))
            {
                Compare(Member(a, name), Member(b, name), path.Length == 0 ? name : $"{path}/{name}", without, paths);
            }
        }
        else if (a.ValueKind == JsonValueKind.Array && b.ValueKind == JsonValueKind.Array && a.GetArrayLength() == b.GetArrayLength())
        {
            for (var i = 0; i < a.GetArrayLength(); i++)
            {
                Compare(a[i], b[i], FormattableString.Invariant($"{path}/{i}"), without, paths);
            }
        }
        else if (!(IsNothing(a) && IsNothing(b)) && !(a.ValueKind == b.ValueKind && JsonElement.DeepEquals(a, b)))
        {
            paths.Add(path);
        }
    }

    private static JsonElement Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : default;

    private static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
