using ClaimTracker.Data;

namespace ClaimTracker.Claims;

/// <summary>What caused a challenge.</summary>
/// <param name="Entity">What it is: `evidence`, `appearance`, `link` or `review`.</param>
/// <param name="Id">Its id.</param>
public sealed record ChallengeSource(string Entity, long Id);

/// <summary>Something that has shaken the published review of a claim. It stays open until a person clears it.</summary>
/// <param name="Id">The challenge's id.</param>
/// <param name="Cause">What has happened.</param>
/// <param name="By">What it happened to.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="Explanation">What it means, for a reader.</param>
public sealed record Challenge(long Id, ChallengeCause Cause, ChallengeSource By, DateTimeOffset OpenedAt, string Explanation)
{
    internal const string Select = "SELECT id, claim_id, cause, entity, entity_id, explanation, opened_at, cleared_at, revision FROM challenge";

    /// <summary>The open challenges of `claim`, as a JSON array, for use in a SELECT.</summary>
    internal const string OpenOfClaim = """
        (SELECT json_group_array(json_object('id', id, 'cause', cause, 'entity', entity, 'entityId', entity_id, 'openedAt', opened_at, 'explanation', explanation))
           FROM (SELECT * FROM challenge WHERE claim_id = claim.id AND cleared_at IS NULL ORDER BY id))
        """;

    private const string IsReviewed = $"""
        SELECT EXISTS (SELECT 1 FROM review_claim JOIN review ON review.id = review_claim.review_id
          WHERE review_claim.claim_id = @claimId AND {PublicReview.Counts})
        """;

    private const string Insert = """
        INSERT INTO challenge (claim_id, cause, entity, entity_id, explanation, opened_at, revision, updated_at, created_by)
        VALUES (@claimId, @cause, @entity, @entityId, @explanation, @now, 1, @now, @actor)
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    private const string OpenOnes = "SELECT id FROM challenge WHERE claim_id = @claimId AND cleared_at IS NULL ORDER BY id";
    private const string Close = "UPDATE challenge SET cleared_at = @now, revision = revision + 1, updated_at = @now WHERE id = @id";

    /// <summary>Whether a claim disputes those that it contradicts: `other` is active, not taken back and not refuted.</summary>
    internal const string OtherDisputes = """
        other.state = 'active' AND other.status <> 'refuted'
          AND NOT EXISTS (SELECT 1 FROM link JOIN claim AS later ON later.id = link.from_id
            WHERE link.to_id = other.id AND link.type = 'retracts' AND link.state = 'confirmed' AND later.state = 'active')
        """;

    private const string Against = $"""
        SELECT link.id AS link_id, other.id AS other_id, other.statement
        FROM link
        JOIN claim AS other ON other.id = iif(link.from_id = @claimId, link.to_id, link.from_id)
        WHERE link.id = @linkId AND link.type = 'contradicts' AND link.state = 'confirmed' AND {OtherDisputes}
        """;

    private const string Contradictions = """
        SELECT id AS link_id, to_id AS other_id FROM link WHERE from_id = @claimId AND state = 'confirmed' AND type = 'contradicts'
        UNION ALL SELECT id, from_id FROM link WHERE to_id = @claimId AND state = 'confirmed' AND type = 'contradicts'
        """;

    /// <summary>Opens a challenge to a claim that has a published review; where it is open already, or nothing is published, nothing happens.</summary>
    internal static void Open(WriteTransaction tx, long claimId, ChallengeCause cause, string entity, long entityId, string explanation, string? reason)
    {
        if (tx.Sql.First<long>(IsReviewed, new { claimId }) == 1
            && tx.Sql.First<long?>(Insert, new { claimId, cause, entity, entityId, explanation, now = tx.Now, actor = tx.Actor.Id }) is { } id)
        {
            Tell(tx, "challenge.opened", id, reason);
            ClaimRow.RefreshStatus(tx, claimId, explanation);
        }
    }

    /// <summary>Words that carry the claim are no longer where they stood.</summary>
    internal static void OpenByQuote(WriteTransaction tx, long claimId, Appearance appearance, string? reason) => Open(
        tx, claimId, ChallengeCause.QuoteChanged, "appearance", appearance.Id,
        $"Words that carry it are {Names.Of(appearance.Anchor)} in the newest text of {appearance.Article.Label}.", reason);

    /// <summary>
    /// A contradiction counts from now on: it challenges whichever of these sides is reviewed, if the other one stands. Both are looked at first: a refuted
    /// side, once it is challenged, is refuted no more.
    /// </summary>
    internal static void OpenByContradiction(WriteTransaction tx, long linkId, string? reason, params long[] sides)
    {
        foreach (var (claimId, found) in sides.Select(claimId => (claimId, tx.Sql.First<Contradiction>(Against, new { linkId, claimId }))).ToList())
        {
            if (found is not null)
            {
                Open(tx, claimId, ChallengeCause.NewContradiction, "link", linkId, $"It is contradicted by claim {found.OtherId}: {found.Statement}", reason);
            }
        }
    }

    /// <summary>A claim stands again: its contradictions reach those on the other side anew.</summary>
    internal static void OpenByRestored(WriteTransaction tx, long claimId, string? reason)
    {
        foreach (var found in tx.Sql.Query<Contradiction>(Contradictions, new { claimId }))
        {
            OpenByContradiction(tx, found.LinkId, reason, found.OtherId);
        }
    }

    /// <summary>Closes all open challenges of a claim.</summary>
    /// <returns>How many there were.</returns>
    internal static int Clear(WriteTransaction tx, long claimId, string reason)
    {
        var open = tx.Sql.Query<long>(OpenOnes, new { claimId });
        foreach (var id in open)
        {
            tx.Sql.Execute(Close, new { id, now = tx.Now });
            Tell(tx, "challenge.cleared", id, reason);
        }

        return open.Count;
    }

    /// <summary>Reads what <see cref="OpenOfClaim" /> has made.</summary>
    internal static IReadOnlyList<Challenge> Read(string json) => [.. Json.Read<Stored[]>(json)
        .Select(s => new Challenge(s.Id, s.Cause, new ChallengeSource(s.Entity, s.EntityId), ColumnValue.Instant(s.OpenedAt), s.Explanation))];

    private static void Tell(WriteTransaction tx, string action, long id, string? reason)
    {
        var row = Row.Get(tx.Sql, id);
        tx.Raise(action, "challenge", id, row.Revision, row.Whole(), reason, row.ClaimId);
    }

    private sealed record Stored(long Id, ChallengeCause Cause, string Entity, long EntityId, long OpenedAt, string Explanation);

    private sealed class Contradiction
    {
        public long LinkId { get; init; }

        public long OtherId { get; init; }

        public string Statement { get; init; } = "";
    }

    internal sealed class Row
    {
        public long Id { get; init; }

        public long ClaimId { get; init; }

        public string Cause { get; init; } = "";

        public string Entity { get; init; } = "";

        public long EntityId { get; init; }

        public string Explanation { get; init; } = "";

        public long OpenedAt { get; init; }

        public long? ClearedAt { get; init; }

        public long Revision { get; init; }

        public static Row Get(Sql sql, long id) => sql.First<Row>($"{Select} WHERE id = @id", new { id })!;

        /// <summary>What an event keeps of it.</summary>
        public object Whole() => new
        {
            Claim = ClaimId,
            Cause,
            Entity,
            EntityId,
            Explanation,
            OpenedAt = ColumnValue.Instant(OpenedAt),
            ClearedAt = ColumnValue.Instant(ClearedAt),
        };
    }
}
