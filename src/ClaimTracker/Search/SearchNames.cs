using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Search;

/// <summary>Names of one claimant find the same: what is asked for by one of them is looked for by all.</summary>
internal static class SearchNames
{
    private const int MaxNames = 8;

    private const string OtherNames = """
        WITH called (stands_for) AS (
          SELECT stands_for FROM claimant WHERE folded = @Folded AND article_id IS NULL AND state <> 'withdrawn'
          UNION
          SELECT claimant.stands_for FROM claimant_alias JOIN claimant ON claimant.id = claimant_alias.claimant_id
          WHERE claimant_alias.folded = @Folded AND claimant.article_id IS NULL AND claimant.state <> 'withdrawn')
        SELECT claimant.name FROM called JOIN claimant ON claimant.stands_for = called.stands_for
        UNION
        SELECT claimant_alias.name FROM called JOIN claimant ON claimant.stands_for = called.stands_for JOIN claimant_alias ON claimant_alias.claimant_id = claimant.id
        """;

    /// <summary>Gives each term that names a claimant the claimant's other names.</summary>
    public static IReadOnlyList<SearchTerm> Widen(Sql sql, IReadOnlyList<SearchTerm> terms) =>
        [.. terms.Select(term => term.IsPrefix || term.IsExcluded ? term : term with { OtherNames = Others(sql, term) })];

    private static List<SearchTerm> Others(Sql sql, SearchTerm term) =>
    [
        .. sql.Query<string>(OtherNames, new { term.Folded })
            .Select(name => new SearchTerm([.. Words.Of(name).Select(word => word.Folded)], IsPrefix: false, IsExcluded: false))
            .Where(other => other.Words.Count > 0 && other.Folded != term.Folded)
            .DistinctBy(other => other.Folded)
            .Take(MaxNames),
    ];
}
