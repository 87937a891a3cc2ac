using System.Text.Json;

namespace ClaimTracker.Interchange;

/// <summary>
/// The record that <c>demo</c> loads: five real articles about Azerbaijan, Armenia and Turkey as facts in our own words, their claims, and the contradictions
/// between them. It holds no text of the articles and no quotation; <c>demo --corpus</c> adds those where a user has them.
/// </summary>
internal static class SampleRecord
{
    public const string Name = "sample.ndjson";

    public static Stream Open() => typeof(SampleRecord).Assembly.GetManifestResourceStream(Name)!;

    /// <summary>The statements of its claims by their refs.</summary>
    public static IReadOnlyDictionary<string, string> Statements()
    {
        var statements = new Dictionary<string, string>(StringComparer.Ordinal);
        using var lines = new StreamReader(Open());
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("claim", out var claim))
            {
                statements.Add(claim.GetProperty("ref").GetString()!, claim.GetProperty("statement").GetString()!);
            }
        }

        return statements;
    }
}
