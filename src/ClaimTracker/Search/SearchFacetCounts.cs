using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Index;

namespace ClaimTracker.Search;

/// <summary>Counts what matches are, by the words of their filters.</summary>
internal static class SearchFacetCounts
{
    private const int Most = 20;

    private const string Claimants = $"SELECT {ClaimantReference.JsonSql} FROM claimant WHERE id IN (SELECT value FROM json_each(@ids))";

    public static SearchFacets Of(Sql sql, IReadOnlyList<ClaimText> matches)
    {
        var counts = new Dictionary<string, int>();
        foreach (var text in matches)
        {
            var filters = text.Filters.AsSpan();
            var term = counts.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var part in filters.Split(' '))
            {
                term[filters[part]] = term.TryGetValue(filters[part], out var count) ? count + 1 : 1;
            }
        }

        var byWhat = counts.Select(c => (Term: FilterTerm.Read(c.Key), Count: c.Value)).ToLookup(c => c.Term.What, c => new FacetCount(c.Term.Value, c.Count));
        var claimants = Commonest("claimant");
        var names = sql.Query<string>(Claimants, new { ids = Json.Write(claimants.Select(c => long.Parse(c.Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray()) })
            .ConvertAll(Json.Read<ClaimantReference>).ToDictionary(c => $"{c.Id}");
        return new SearchFacets(Commonest("kind"), Commonest("status"), Commonest("topic"), Commonest("language"), [.. claimants.Select(c => new ClaimantCount(names[c.Value], c.Count))]);

        List<FacetCount> Commonest(string what) => [.. byWhat[what].OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal).Take(Most)];
    }
}
