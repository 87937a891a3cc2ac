using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Claimants;

/// <summary>Claimants, as they stand.</summary>
internal sealed class RecordedClaimants : IRecordedState
{
    private const string Page = $"{Claimant.Select} WHERE claimant.id > @after AND claimant.id <= @last";

    private const string Foldings = """
        SELECT id, -1 AS position, name, folded AS folded_name FROM claimant WHERE id > @after AND id <= @last
        UNION ALL
        SELECT claimant_id, position, name, folded FROM claimant_alias WHERE claimant_id > @after AND claimant_id <= @last
        """;

    public string Entity => "claimant";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM claimant WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last)
    {
        var foldings = sql.Query<Folded>(Foldings, new { after, last }).ToLookup(f => f.Id);
        return sql.Query<Claimant.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToClaimant().Whole(), () => Flaws(foldings[row.Id])));
    }

    private static IEnumerable<string> Flaws(IEnumerable<Folded> names)
    {
        if (names.Any(n => Folding.Fold(n.Name) != n.FoldedName))
        {
            yield return "a name is not found under its letters: its folding is another.";
        }

        if (names.Max(n => n.Position) != names.Count() - 2)
        {
            yield return "its aliases are not numbered from 0.";
        }
    }

    private sealed class Folded
    {
        public long Id { get; init; }

        public long Position { get; init; }

        public string Name { get; init; } = "";

        public string FoldedName { get; init; } = "";
    }
}
