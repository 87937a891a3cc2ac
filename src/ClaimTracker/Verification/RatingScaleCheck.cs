using ClaimTracker.Data;

namespace ClaimTracker.Verification;

/// <summary>The rating scale that comes with the schema, which no event tells of: until somebody changes it, it is the one that the schema brings.</summary>
internal sealed class RatingScaleCheck : ICheck
{
    private const string Brought = "SELECT json_array(created_at, ref, name, steps, state, revision, updated_at, created_by) FROM rating_scale WHERE id = 1";
    private const string Birth = "SELECT json_array(created_at) FROM rating_scale WHERE id = 1";
    private const string IsChanged = "SELECT EXISTS (SELECT 1 FROM event WHERE entity = 'rating_scale' AND entity_id = 1)";

    public string Name => "default rating scale";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        using var blank = Migrator.Blank(Migrator.Newest);
        var compared = sql.First<long>(IsChanged) == 1 ? Birth : Brought;
        if (sql.First<string>(compared) != blank.First<string>(compared))
        {
            found(Finding.Of("rating_scale", 1, "it is not the one that comes with the schema."));
        }

        Progress = 1;
        return false;
    }
}
