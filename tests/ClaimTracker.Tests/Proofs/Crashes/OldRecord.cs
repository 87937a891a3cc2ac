using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Proofs;

/// <summary>A record as an older version has left it.</summary>
internal static class OldRecord
{
    public const string Note = "of an older version";

    public static void Make(string path, int schema)
    {
        using var sqlite = Sqlite.Open(path);
        sqlite.Run("PRAGMA journal_mode = WAL");
        var assembly = typeof(Migrator).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(schema))
        {
            using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
            sqlite.Run(script.ReadToEnd());
        }

        sqlite.Run($"PRAGMA application_id = {Connections.ApplicationId}; PRAGMA user_version = {schema}; INSERT INTO meta (key, value) VALUES ('note', '{Note}')");
    }
}
