using System.Text.Json.Serialization;
using ClaimTracker.Data;

namespace ClaimTracker.Claimants;

/// <summary>A claimant, as other resources name it.</summary>
/// <param name="Id">The claimant's id.</param>
/// <param name="Ref">Its own key, if it has one.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">What kind of speaker.</param>
/// <param name="New">True in the answer of the request that added this claimant to the record.</param>
public sealed record ClaimantReference(
    long Id,
    string? Ref,
    string Name,
    ClaimantType Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool New = false)
{
    /// <summary>The reference as JSON, for use in a SELECT over `claimant`.</summary>
    internal const string JsonSql = "json_object('id', claimant.id, 'ref', claimant.ref, 'name', claimant.name, 'type', claimant.type)";

    internal static ClaimantReference Get(Sql sql, long id) => Json.Read<ClaimantReference>(sql.First<string>($"SELECT {JsonSql} FROM claimant WHERE id = @id", new { id })!);
}
