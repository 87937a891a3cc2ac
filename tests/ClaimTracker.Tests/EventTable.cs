using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests;

/// <summary>The events of a record, read from its file beside the running service.</summary>
internal static class EventTable
{
    private const string OfEntity = "SELECT action, actor, actor_id, reason, revision, content FROM event WHERE entity = $entity AND entity_id = $id ORDER BY seq";

    public static List<Event> Events(this App app, string entity, JsonNode? id)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = app.DatabasePath, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = OfEntity;
        command.Parameters.AddWithValue("$entity", entity);
        command.Parameters.AddWithValue("$id", (long)id!);
        using var reader = command.ExecuteReader();
        var events = new List<Event>();
        while (reader.Read())
        {
            events.Add(new Event(
                reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.GetInt64(4), JsonNode.Parse(reader.GetString(5))!));
        }

        return events;
    }

    /// <summary>The actions in order: "claim.recorded", "claim.amended".</summary>
    public static string[] Actions(this App app, string entity, JsonNode? id) => [.. app.Events(entity, id).Select(e => e.Action)];

    internal sealed record Event(string Action, string Actor, long? ActorId, string? Reason, long Revision, JsonNode Content);
}
