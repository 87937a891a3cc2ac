using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>What a start makes of a folder that a cut has left.</summary>
internal static class Recovery
{
    /// <summary>Starts over the folder as the service does, and closes the record again.</summary>
    public static void Start(string folder)
    {
        var directory = new DataDirectory(folder);
        directory.Prepare();
        using var held = directory.Lock();
        using var database = Database.Open(directory.DatabasePath, TimeProvider.System);
    }

    /// <summary>Starts over the folder; then everything in it is right.</summary>
    /// <returns>Those of the answers whose change is not on record.</returns>
    public static List<Acknowledgement> Lost(string folder, IEnumerable<Acknowledgement> acknowledged)
    {
        Start(folder);
        var database = new DataDirectory(folder).DatabasePath;
        Assert.Empty(Checking.Findings(database));
        using var sqlite = Connections.Probe(database);
        Assert.Equal(Migrator.Newest, sqlite.Count("PRAGMA user_version"));
        var answers = sqlite.Texts("SELECT CAST(body AS TEXT) FROM idempotency").ToHashSet();
        var changes = sqlite.Texts("SELECT entity_id || ' ' || revision FROM event WHERE entity = 'claim'").ToHashSet();
        return [.. acknowledged.Where(a => !answers.Contains(a.Body) && !changes.Contains(Change(a.Body)))];
    }

    /// <summary>Of a PATCH, whose answer is not kept for a retry, the event tells.</summary>
    private static string Change(string body)
    {
        var claim = JsonNode.Parse(body)!;
        return claim["statement"] is null ? "none" : $"{claim["id"]} {claim["revision"]}";
    }
}
