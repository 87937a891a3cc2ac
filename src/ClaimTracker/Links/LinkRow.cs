using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Links;

/// <summary>Writes links, by the rules that hold however a link is made.</summary>
internal sealed class LinkRow : IRecordClaimLinks
{
    private const string InsertRow = """
        INSERT INTO link (ref, from_id, to_id, type, facet, state, origin, explanation, decision, revision, created_at, updated_at, created_by)
        VALUES (@ownKey, @from, @to, @type, @facet, @state, @origin, @explanation, @decision, 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string Pair = "SELECT id FROM link WHERE min(from_id, to_id) = min(@from, @to) AND max(from_id, to_id) = max(@from, @to) AND type = @type";
    private const string EndOf = "SELECT kind, said_earliest, said_latest FROM claim WHERE id = @id";

    public void Record(WriteTransaction tx, long claimId, IReadOnlyList<ClaimLink> links, string pointer, List<Fault> faults)
    {
        for (var i = 0; i < links.Count; i++)
        {
            var link = links[i];
            var place = $"{pointer}/{i}";
            if (links.Take(i).Any(before => (before.To, before.ToRef, before.Type) == (link.To, link.ToRef, link.Type)))
            {
                faults.Add(Fault.At(place, "duplicate_item", "This link stands in the list already."));
            }
            else if (Claim.Known(tx.Sql, link.To, link.ToRef, link.To is null ? $"{place}/toRef" : $"{place}/to", faults) is { } to)
            {
                Add(tx, null, claimId, to, link.Type, link.Facet, link.Explanation, place, faults);
            }
        }
    }

    public bool AreOnRecord(Sql sql, long claimId, IReadOnlyList<ClaimLink> links) => links.All(link =>
        sql.First<long?>("SELECT id FROM claim WHERE id = @To OR ref = @ToRef", link) is { } to
        && (Find(sql, claimId, to, link.Type) ?? Find(sql, ClaimMerging.StandsFor(sql, claimId), ClaimMerging.StandsFor(sql, to), link.Type)) is not null);

    /// <summary>The link of this type between two claims, in either direction: there is at most one.</summary>
    public static long? Find(Sql sql, long from, long to, LinkType type) => sql.First<long?>(Pair, new { from, to, type });

    /// <summary>Adds a link: confirmed at once from a reviewer, else suggested.</summary>
    /// <returns>Its id, or null where there is a fault.</returns>
    public static long? Add(WriteTransaction tx, string? ownKey, long from, long to, LinkType type, Facet? facet, string explanation, string pointer, List<Fault> faults)
    {
        var before = faults.Count;
        CheckEnds(tx.Sql, from, to, type, pointer, faults);
        if (faults.Count > before)
        {
            return null;
        }

        if (Find(tx.Sql, from, to, type) is { } existing)
        {
            throw ProblemException.Duplicate("These two claims are linked in this way already.", Link.Get(tx.Sql, existing).AsExisting());
        }

        var isDecided = tx.Actor.Role >= Role.Reviewer;
        var id = tx.Sql.First<long>(InsertRow, new
        {
            ownKey,
            from = type.IsSymmetric() ? Math.Min(from, to) : from,
            to = type.IsSymmetric() ? Math.Max(from, to) : to,
            type,
            facet,
            state = isDecided ? LinkState.Confirmed : LinkState.Suggested,
            origin = tx.Origin,
            explanation,
            decision = isDecided ? Json.Write(new Decision(tx.Actor.Name, tx.Now)) : null,
            now = tx.Now,
            actor = tx.Actor.Id,
        });
        Tell(tx, Link.Get(tx.Sql, id), "link.recorded", reason: null);
        return id;
    }

    /// <summary>
    /// Tells of a link that was made or changed. The status of its claims rests on it; and a contradiction that is confirmed after a review of one side was
    /// published challenges that review.
    /// </summary>
    public static void Tell(WriteTransaction tx, Link link, string action, string? reason)
    {
        tx.Raise(action, "link", link.Id, link.Revision, link.Whole(), reason, link.From.Id, link.To.Id);
        if (link.Type == LinkType.Contradicts)
        {
            ClaimRow.RefreshOwnStatus(tx, link.From.Id, reason);
            ClaimRow.RefreshOwnStatus(tx, link.To.Id, reason);
            if (link.State == LinkState.Confirmed)
            {
                Challenge.OpenByContradiction(tx, link.Id, reason, link.From.Id, link.To.Id);
            }
        }
        else if (link.Type == LinkType.Retracts)
        {
            ClaimRow.RefreshStatus(tx, link.To.Id, reason);
        }
    }

    /// <summary>Refuses to confirm what one end, since the link was made, no longer allows.</summary>
    public static void CheckKinds(Sql sql, Link link)
    {
        var faults = new List<Fault>();
        CheckKinds(sql.First<End>(EndOf, new { id = link.From.Id })!, sql.First<End>(EndOf, new { id = link.To.Id })!, link.Type, "#", faults);
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }
    }

    private static void CheckKinds(End a, End b, LinkType type, string pointer, List<Fault> faults)
    {
        if (type == LinkType.Contradicts && (a.Kind == "position" || b.Kind == "position"))
        {
            faults.Add(Fault.At(pointer, "position_contradicts", "A position is neither true nor false: rival positions disagree."));
        }
    }

    private static void CheckEnds(Sql sql, long from, long to, LinkType type, string pointer, List<Fault> faults)
    {
        if (from == to)
        {
            faults.Add(Fault.At(pointer, "self_link", "A claim is not linked to itself."));
            return;
        }

        var (a, b) = (sql.First<End>(EndOf, new { id = from })!, sql.First<End>(EndOf, new { id = to })!);
        CheckKinds(a, b, type, $"{pointer}/type", faults);
        if (type is LinkType.Updates or LinkType.Retracts && a.SaidLatest is not null && string.CompareOrdinal(a.SaidLatest, b.SaidEarliest) < 0)
        {
            faults.Add(Fault.At(pointer, "not_later", $"The claim that {Names.Of(type)} is the later one; this one was said before the other."));
        }
    }

    private sealed class End
    {
        public string Kind { get; init; } = "";

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }
    }
}
