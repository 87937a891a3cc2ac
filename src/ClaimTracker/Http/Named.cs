using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Http;

/// <summary>Finds what a request names by its id or by its own key. What is withdrawn is not named any more: it must be restored first.</summary>
internal static class Named
{
    /// <summary>Finds a resource.</summary>
    /// <param name="sql">The connection.</param>
    /// <param name="table">The table: a constant of the calling code, never of a request.</param>
    /// <param name="id">The id that the request gives.</param>
    /// <param name="ownKey">Or the ref.</param>
    /// <param name="pointer">Where it stands in the body.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <returns>The id, or null where there is a fault.</returns>
    public static long? Find(Sql sql, string table, long? id, string? ownKey, string pointer, List<Fault> faults)
    {
        var found = sql.First<Row>($"SELECT id, state FROM {table} WHERE {(id is null ? "ref" : "id")} = @key", new { key = (object?)id ?? ownKey });
        if (found is { State: "active" })
        {
            return found.Id;
        }

        faults.Add(found is null
            ? Fault.At(pointer, "unknown_reference", $"There is no {table.Replace('_', ' ')} {(object?)id ?? ownKey}.")
            : Fault.At(pointer, "not_active", $"The {table.Replace('_', ' ')} {found.Id} is {found.State}."));
        return null;
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public string State { get; init; } = "";
    }
}
