using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Links;

/// <summary>
/// Links go with their claims when these are merged and restored: each joins the two claims that stand for its ends. There is still one link of a type
/// between two claims. Where several come together, one that has its home there stays, else the one recorded first takes the place; the others, and those
/// that would join a claim to itself or a position to a claim that it cannot contradict, stay at home, where a merged end makes them count for nothing.
/// </summary>
internal sealed class LinksFollow : IHangOnClaims
{

    /// <summary>The links with an end that has its home in a claim, where they hang, and where their ends have their homes.</summary>
    private const string AtHome = """
        SELECT link.id, link.type, link.from_id, link.to_id, coalesce(home_from.claim_id, link.from_id) AS home_from, coalesce(home_to.claim_id, link.to_id) AS home_to
        FROM link
        LEFT JOIN claim_home AS home_from ON home_from.entity = 'link' AND home_from.entity_id = link.id AND home_from.part = 'from'
        LEFT JOIN claim_home AS home_to ON home_to.entity = 'link' AND home_to.entity_id = link.id AND home_to.part = 'to'
        WHERE link.id IN (
          SELECT id FROM link WHERE from_id = @claim UNION SELECT id FROM link WHERE to_id = @claim
          UNION SELECT entity_id FROM claim_home WHERE claim_id = @claim AND entity = 'link')
        """;

    private const string HasPosition = "SELECT EXISTS (SELECT 1 FROM claim WHERE id IN (@from, @to) AND kind = 'position')";
    private const string Join = "UPDATE link SET from_id = @from, to_id = @to WHERE id = @Id";
    private const string Remember = "INSERT INTO claim_home (entity, entity_id, part, claim_id) VALUES ('link', @Id, 'from', @HomeFrom), ('link', @Id, 'to', @HomeTo)";
    private const string Forget = "DELETE FROM claim_home WHERE entity = 'link' AND entity_id = @Id";
    private const string CountRevision = "UPDATE link SET revision = revision + 1, updated_at = @now WHERE id = @Id";

    public IEnumerable<(string Code, string Detail)> Against(Sql sql, Claim merged, Claim kept)
    {
        if (kept.Kind == ClaimKind.Position && merged.Kind != ClaimKind.Position && sql.First<long>(LinkTypes.ContradictsByItself, new { merged.Id }) == 1)
        {
            yield return ("position_contradicts", "A position disagrees; it does not contradict. Reject the contradicts links of the claim that is merged first.");
        }
    }

    public void Follow(WriteTransaction tx, IReadOnlyDictionary<long, long> standsFor, string reason)
    {
        var links = standsFor.Keys.SelectMany(claim => tx.Sql.Query<Row>(AtHome, new { claim })).DistinctBy(link => link.Id).OrderBy(link => link.Id).ToList();
        var moves = Places(tx.Sql, links, standsFor).Where(p => (p.Link.FromId, p.Link.ToId) != (p.From, p.To)).ToList();

        // By way of their homes, where no other link can be: else one could find its place still taken by another that is about to leave it.
        foreach (var (link, _, _) in moves)
        {
            tx.Sql.Execute(Join, new { link.Id, from = link.HomeFrom, to = link.HomeTo });
            tx.Sql.Execute(Forget, new { link.Id });
        }

        foreach (var (link, from, to) in moves.Where(m => !m.Link.HasHome(m.From, m.To)))
        {
            tx.Sql.Execute(Join, new { link.Id, from, to });
            tx.Sql.Execute(Remember, new { link.Id, link.HomeFrom, link.HomeTo });
        }

        foreach (var (row, _, _) in moves)
        {
            tx.Sql.Execute(CountRevision, new { row.Id, now = tx.Now });
            var link = Link.Get(tx.Sql, row.Id);
            tx.Raise("link.moved", "link", row.Id, link.Revision, link.Whole(), reason, row.FromId, row.ToId, link.From.Id, link.To.Id);
        }
    }

    /// <summary>Which two claims each link joins now.</summary>
    private static IEnumerable<(Row Link, long From, long To)> Places(Sql sql, List<Row> links, IReadOnlyDictionary<long, long> standsFor)
    {
        var wanted = links.Select(link => Wanted(sql, link, standsFor)).ToList();
        foreach (var rivals in wanted.GroupBy(w => (Math.Min(w.From, w.To), Math.Max(w.From, w.To), w.Link.Type)))
        {
            var first = rivals.FirstOrDefault(r => r.Link.HasHome(r.From, r.To), rivals.First());
            foreach (var rival in rivals)
            {
                yield return rival == first && IsAllowed(sql, first) ? first : (rival.Link, rival.Link.HomeFrom, rival.Link.HomeTo);
            }
        }
    }

    private static (Row Link, long From, long To) Wanted(Sql sql, Row link, IReadOnlyDictionary<long, long> standsFor)
    {
        var (from, to) = (Root(link.HomeFrom), Root(link.HomeTo));
        return Names.Parse<LinkType>(link.Type).IsSymmetric() && from > to ? (link, to, from) : (link, from, to);

        long Root(long home) => standsFor.TryGetValue(home, out var root) ? root : ClaimMerging.StandsFor(sql, home);
    }

    private static bool IsAllowed(Sql sql, (Row Link, long From, long To) place)
    {
        var (link, from, to) = place;
        return link.HasHome(from, to) || (from != to && (link.Type != "contradicts" || sql.First<long>(HasPosition, new { from, to }) == 0));
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public string Type { get; init; } = "";

        public long FromId { get; init; }

        public long ToId { get; init; }

        public long HomeFrom { get; init; }

        public long HomeTo { get; init; }

        public bool HasHome(long from, long to) => (HomeFrom, HomeTo) == (from, to);
    }
}
