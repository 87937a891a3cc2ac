using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>Writes claims and keeps their status.</summary>
internal static class ClaimRow
{
    private const string InsertRow = """
        INSERT INTO claim (ref, claimant_id, statement, folded, kind, language, translations, quantity,
          period, period_earliest, period_latest, period_certain, period_through, said, said_earliest, said_latest, said_certain,
          status, state, revision, created_at, updated_at, created_by)
        VALUES (@Ref, @claimantId, @Statement, @folded, @Kind, @language, @translations, @quantity,
          @period, @earliest, @latest, @certain, @through, @said, @saidEarliest, @saidLatest, @saidCertain,
          @status, 'active', 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string UpdateRow = """
        UPDATE claim
        SET ref = @Ref, claimant_id = @claimantId, statement = @Statement, folded = @folded, kind = @Kind, language = @language, translations = @translations,
          quantity = @quantity, period = @period, period_earliest = @earliest, period_latest = @latest, period_certain = @certain, period_through = @through,
          revision = revision + 1, updated_at = @now
        WHERE id = @id
        """;

    private const string InsertTopic = "INSERT INTO claim_topic (claim_id, position, topic) VALUES (@id, @position, @topic)";

    /// <summary>What the status of a claim rests on.</summary>
    private const string Facts = $"""
        SELECT kind, status,
          EXISTS (SELECT 1 FROM challenge WHERE claim_id = @id AND cleared_at IS NULL) AS is_challenged,
          (SELECT json_group_array(DISTINCT review.verdict) FROM review_claim JOIN review ON review.id = review_claim.review_id
             WHERE review_claim.claim_id = @id AND {PublicReview.Counts}) AS verdicts,
          EXISTS (
            SELECT 1
            FROM (SELECT to_id AS id FROM link WHERE from_id = @id AND state = 'confirmed' AND type = 'contradicts'
                  UNION ALL SELECT from_id FROM link WHERE to_id = @id AND state = 'confirmed' AND type = 'contradicts') AS against
            JOIN claim AS other ON other.id = against.id
            WHERE {Challenge.OtherDisputes}) AS is_contradicted,
          EXISTS (SELECT 1 FROM review_claim JOIN review ON review.id = review_claim.review_id
            WHERE review_claim.claim_id = @id AND review.state <> 'withdrawn' AND NOT ({PublicReview.Is})) AS is_in_review
        FROM claim
        WHERE id = @id
        """;

    /// <summary>Whose status may rest on a claim: what contradicts it, and what contradicts the claims it takes back.</summary>
    private const string Contradicted = """
        WITH ground (id) AS (SELECT @id UNION SELECT to_id FROM link WHERE from_id = @id AND type = 'retracts')
        SELECT link.to_id FROM ground JOIN link ON link.from_id = ground.id AND link.type = 'contradicts'
        UNION SELECT link.from_id FROM ground JOIN link ON link.to_id = ground.id AND link.type = 'contradicts'
        """;

    private const string SetStatus = "UPDATE claim SET status = @status, revision = revision + 1, updated_at = @now WHERE id = @id";

    /// <summary>Writes a claim with its first appearance.</summary>
    /// <returns>The claim as it would be read back, which is dearer than the writing.</returns>
    public static Claim Insert(WriteTransaction tx, ClaimContent content, long claimantId, PreparedAppearance first)
    {
        var id = tx.Sql.First<long>(InsertRow, Columns(tx, null, content, claimantId, first));
        var topics = content.Topics ?? [];
        WriteTopics(tx, id, topics);
        var appearance = AppearanceRow.Insert(tx, id, first);
        return new Claim(
            id, content.Ref, content.Statement, content.Kind, ClaimFacts.OfNew(content.Kind), ClaimantReference.Get(tx.Sql, claimantId), appearance.Said, Dated.Of(content.Period),
            content.Quantity, ArticleRow.CanonicalLanguage(content.Language), new SortedDictionary<string, string>(content.Translations?.ToDictionary() ?? []), topics,
            [appearance], new LinkCounts(0, 0, 0, 0), [], null, null, State.Active, 1, tx.Now, tx.Now);
    }

    public static void Update(WriteTransaction tx, long id, ClaimContent content, long claimantId)
    {
        tx.Sql.Execute(UpdateRow, Columns(tx, id, content, claimantId));
        tx.Sql.Execute("DELETE FROM claim_topic WHERE claim_id = @id", new { id });
        WriteTopics(tx, id, content.Topics ?? []);
    }

    /// <summary>
    /// Derives the status of a claim, and of those whose status rests on it, anew; each that changes counts a revision and tells why. One round is enough: a
    /// claim disputes others unless it is refuted, and whether it is refuted does not rest on others.
    /// </summary>
    public static void RefreshStatus(WriteTransaction tx, long id, string? reason)
    {
        RefreshOwnStatus(tx, id, reason);
        foreach (var other in tx.Sql.Query<long>(Contradicted, new { id }))
        {
            RefreshOwnStatus(tx, other, reason);
        }
    }

    /// <summary>Derives the status of a claim alone: where what has changed does not make it stand or fall for others.</summary>
    public static void RefreshOwnStatus(WriteTransaction tx, long id, string? reason)
    {
        var facts = tx.Sql.First<FactsRow>(Facts, new { id })!;
        var status = new ClaimFacts(
            Names.Parse<ClaimKind>(facts.Kind), facts.IsChallenged == 1, Json.Read<Verdict[]>(facts.Verdicts), facts.IsContradicted == 1, facts.IsInReview == 1).Status;
        if (Names.Of(status) != facts.Status)
        {
            tx.Sql.Execute(SetStatus, new { id, status, now = tx.Now });
            var claim = Claim.Get(tx.Sql, id);
            tx.Raise("claim.status_changed", "claim", id, claim.Revision, claim.Whole(), reason);
        }
    }

    private static object Columns(WriteTransaction tx, long? id, ClaimContent content, long claimantId, PreparedAppearance? first = null)
    {
        var period = Dated.Of(content.Period);
        return new
        {
            id,
            content.Ref,
            claimantId,
            content.Statement,
            folded = Folding.Fold(content.Statement),
            content.Kind,
            language = ArticleRow.CanonicalLanguage(content.Language),
            translations = Json.Write(content.Translations ?? new Dictionary<string, string>()),
            quantity = Json.WriteOrNull(content.Quantity),
            period = Json.WriteOrNull(content.Period),
            earliest = period?.Earliest,
            latest = period?.Latest,
            certain = period?.IsCertain ?? false,
            through = period?.IsInterval ?? false,
            said = Json.WriteOrNull(first?.Said),
            saidEarliest = first?.Dated?.Earliest,
            saidLatest = first?.Dated?.Latest,
            saidCertain = first?.Dated?.IsCertain ?? false,
            status = ClaimFacts.OfNew(content.Kind),
            now = tx.Now,
            actor = tx.Actor.Id,
        };
    }

    private static void WriteTopics(WriteTransaction tx, long id, IReadOnlyList<string> topics)
    {
        for (var position = 0; position < topics.Count; position++)
        {
            tx.Sql.Execute(InsertTopic, new { id, position, topic = topics[position] });
        }
    }

    private sealed class FactsRow
    {
        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public long IsChallenged { get; init; }

        public string Verdicts { get; init; } = "";

        public long IsContradicted { get; init; }

        public long IsInReview { get; init; }
    }
}
