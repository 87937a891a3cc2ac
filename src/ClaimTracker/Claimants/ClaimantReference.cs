using System.Text.Json.Serialization;
using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Claimants;

/// <summary>A claimant, as other resources name it.</summary>
/// <param name="Id">The claimant's id.</param>
/// <param name="Ref">Its own key, if it has one.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">What kind of speaker.</param>
/// <param name="New">True in the answer of the request that added this claimant to the record.</param>
/// <param name="RecordedAs">The claimant that was recorded here, where it has been merged into this one since.</param>
public sealed record ClaimantReference(
    long Id,
    string? Ref,
    string Name,
    ClaimantType Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool New = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClaimantReference? RecordedAs = null)
{
    /// <summary>A claimant as JSON, for use in a SELECT over `claimant`.</summary>
    internal const string JsonSql = "json_object('id', claimant.id, 'ref', claimant.ref, 'name', claimant.name, 'type', claimant.type)";

    /// <summary>The same in a SELECT over `recorded`, which is stored, and `claimant`, which stands for it.</summary>
    internal const string ShownSql = """
        json_object('id', claimant.id, 'ref', claimant.ref, 'name', claimant.name, 'type', claimant.type, 'recordedAs', iif(recorded.id = claimant.id, NULL,
          json_object('id', recorded.id, 'ref', recorded.ref, 'name', recorded.name, 'type', recorded.type)))
        """;

    /// <summary>The id that is stored: it stays through every merge, so that a restored claimant finds all that was its own.</summary>
    internal long StoredId => RecordedAs?.Id ?? Id;

    internal static ClaimantReference Get(Sql sql, long id) => Json.Read<ClaimantReference>(sql.First<string>(
        $"SELECT {ShownSql} FROM claimant AS recorded JOIN claimant ON claimant.id = recorded.stands_for WHERE recorded.id = @id", new { id })!);

    internal Existing AsExisting() => new(Id, $"/v1/claimants/{Id}", Name, Ref);
}
