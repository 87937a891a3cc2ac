using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Links;

/// <summary>
/// A link that a rule finds between two claims. What people have made or decided goes first: a link that they made between the two is adopted, not doubled; what
/// they rejected or resolved stays so until what the claims say is something else.
/// </summary>
/// <param name="Type">How the claims stand to each other.</param>
/// <param name="Facet">What they differ in.</param>
/// <param name="From">One claim; with `updates` the later one.</param>
/// <param name="To">The other claim.</param>
/// <param name="Explanation">Why, for a reader.</param>
/// <param name="Basis">What each says, and in answer to what.</param>
internal sealed record RuleLink(LinkType Type, Facet? Facet, long From, long To, string Explanation, LinkBasis Basis)
{
    private const string OfPair = """
        SELECT id, type, facet, state, origin, from_id, to_id, explanation, basis, decision
        FROM link
        WHERE min(from_id, to_id) = min(@From, @To) AND max(from_id, to_id) = max(@From, @To) AND type IN ('contradicts', 'disagrees', 'discrepancy', 'updates', 'retracts')
        """;

    private const string Insert = """
        INSERT INTO link (from_id, to_id, type, facet, state, origin, explanation, basis, decision, revision, created_at, updated_at, created_by)
        VALUES (@From, @To, @Type, @Facet, 'confirmed', @rule, @Explanation, @basis, @decision, 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string Update = "UPDATE link SET from_id = @From, to_id = @To, facet = @Facet, explanation = @Explanation, basis = @basis WHERE id = @Id";
    private const string CountRevision = "UPDATE link SET revision = revision + 1, updated_at = @now WHERE id = @Id";
    private const string ById = "SELECT id, type, facet, state, origin, from_id, to_id, explanation, basis, decision FROM link WHERE id = @id";

    /// <summary>Sees to it that the link is on record.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="rule">The rule that finds it, with its version.</param>
    /// <param name="reason">Why it is found now.</param>
    /// <returns>The link that shows the finding: the rule's own, or one that people had made between the two.</returns>
    public long Hold(WriteTransaction tx, string rule, string? reason)
    {
        var known = tx.Sql.Query<Row>(OfPair, this);
        if (known.Find(row => row.Type != Names.Of(Type) && row.Origin != rule && row.State is ("confirmed" or "resolved")) is { } decided)
        {
            return decided.Id;
        }

        if (known.Find(row => row.Type == Names.Of(Type)) is not { } same)
        {
            return Add(tx, rule, reason);
        }

        if (same.Origin == rule)
        {
            Renew(tx, same, rule, reason);
        }
        else if (same.State == "suggested")
        {
            LinkDecision.Write(tx, same.Id, LinkState.Confirmed, new Decision(rule, tx.Now, reason), "link.confirmed", reason);
        }

        return same.Id;
    }

    /// <summary>Takes a link back that the rule no longer finds. Of what people made or decided, only the rule's own part goes.</summary>
    public static void TakeBack(WriteTransaction tx, long id, string rule, string? reason)
    {
        var link = tx.Sql.First<Row>(ById, new { id })!;
        if (link.Origin == rule)
        {
            if (link.State != "rejected")
            {
                LinkDecision.Write(tx, id, LinkState.Rejected, new Decision(rule, tx.Now, reason), "link.taken_back", reason);
            }
        }
        else if (link.State == "confirmed" && link.DecidedBy == rule)
        {
            LinkDecision.Write(tx, id, LinkState.Suggested, null, "link.suggested", reason);
        }
    }

    private long Add(WriteTransaction tx, string rule, string? reason)
    {
        var id = tx.Sql.First<long>(Insert, new
        {
            From,
            To,
            Type,
            Facet,
            rule,
            Explanation,
            basis = Json.Write(Basis),
            decision = Json.Write(new Decision(rule, tx.Now)),
            now = tx.Now,
            actor = tx.Actor.Id,
        });
        LinkRow.Tell(tx, Link.Get(tx.Sql, id), "link.recorded", reason);
        return id;
    }

    private void Renew(WriteTransaction tx, Row same, string rule, string? reason)
    {
        var basis = Json.Write(Basis);
        var saysTheSame = same.Basis == basis && same.Facet == (Facet is null ? null : Names.Of(Facet)) && (same.FromId, same.ToId) == (From, To);
        if (!saysTheSame || same.Explanation != Explanation)
        {
            tx.Sql.Execute(Update, new { same.Id, From, To, Facet, Explanation, basis });
        }

        if (same.WasTakenBack || (!saysTheSame && same.State != "confirmed"))
        {
            LinkDecision.Write(tx, same.Id, LinkState.Confirmed, new Decision(rule, tx.Now), "link.confirmed", reason);
        }
        else if (!saysTheSame || same.Explanation != Explanation)
        {
            tx.Sql.Execute(CountRevision, new { same.Id, now = tx.Now });
            LinkRow.Tell(tx, Link.Get(tx.Sql, same.Id), "link.amended", reason);
        }
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public string Type { get; init; } = "";

        public string? Facet { get; init; }

        public string State { get; init; } = "";

        public string Origin { get; init; } = "";

        public long FromId { get; init; }

        public long ToId { get; init; }

        public string? Explanation { get; init; }

        public string? Basis { get; init; }

        public string? Decision { get; init; }

        /// <summary>Whoever settled its state.</summary>
        public string? DecidedBy => Json.ReadOrNull<Decision>(Decision)?.By;

        /// <summary>A person who rejects a link says why in one of six words; a rule that takes it back does not.</summary>
        public bool WasTakenBack => State == "rejected" && Json.ReadOrNull<Decision>(Decision)?.Rejected is null;
    }
}
