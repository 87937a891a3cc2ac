using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>Reads a dispute with all that its board shows. What each part shows is bounded; how much there is of it is counted.</summary>
internal static class DisputeBoard
{
    private const string Changed = "SELECT dispute_changed FROM question WHERE id = @id";

    private const string Shown = $"""
        SELECT answer.id, answer.ref, answer.standing -> '$.standing.value' AS value, claim.id AS claim_id, claim.ref AS claim_ref, claim.statement, claim.kind, claim.status,
          claim.said, claim.said_earliest, claim.said_latest, claim.said_certain, claim.period,
          (SELECT json_group_array(topic) FROM (SELECT topic FROM claim_topic WHERE claim_id = claim.id ORDER BY position)) AS topics,
          {ClaimantReference.ShownSql} AS claimant
        FROM answer
        JOIN claim ON claim.id = answer.claim_id
        JOIN claimant AS recorded ON recorded.id = claim.claimant_id
        JOIN claimant ON claimant.id = recorded.stands_for
        WHERE answer.id IN (SELECT value FROM json_each(@ids))
        """;

    private const string Reports = """
        SELECT id, claim_id, count(*) OVER (PARTITION BY claim_id) AS reports, row_number() OVER (PARTITION BY claim_id ORDER BY id) AS place
        FROM appearance
        WHERE claim_id IN (SELECT value FROM json_each(@ids)) AND state = 'active'
        """;

    /// <summary>The conflicts, those of the latest answer first: in the order of an index, so that no more are read than are wanted.</summary>
    private const string Conflicts = """
        SELECT link.id
        FROM answer_conflict
        JOIN link ON link.id = answer_conflict.link_id
        WHERE answer_conflict.question_id = @id AND link.state IN ('confirmed', 'resolved')
        ORDER BY answer_conflict.answer_id DESC, answer_conflict.other_id DESC
        LIMIT @limit
        """;

    private const string Links = $"{Link.Select} WHERE link.id IN ({Conflicts}) ORDER BY link.id DESC";
    private const string LinkCount = $"SELECT count(*) FROM ({Conflicts})";

    /// <summary>The dispute about a question.</summary>
    public static Dispute Read(Sql sql, long id)
    {
        var question = Disputed(sql, id);
        var rivals = new Rivals(sql, question);
        var preferred = rivals.Preferred();
        return new Dispute(
            question, question.Dispute!.Value, rivals.Range, rivals.Days, rivals.IndependentSources, rivals.UnnamedSources, preferred, rivals.Values(), rivals.ValueCount,
            Answers(sql, rivals, preferred?.Id), rivals.AnswerCount,
            [.. sql.Query<Link.Row>(Links, new { id, limit = Limits.DisputeLinks }).Select(row => row.ToLink())],
            sql.First<long>(LinkCount, new { id, limit = Limits.CountedLinks }),
            ColumnValue.Instant(sql.First<long>(Changed, new { id })));
    }

    /// <summary>A question whose answers differ.</summary>
    public static Question Disputed(Sql sql, long id)
    {
        var question = Question.Get(sql, id);
        return question.Dispute is not null
            ? question
            : throw new ProblemException(ProblemKind.NotFound, $"The answers to question {id} do not differ: there is no dispute about it.");
    }

    /// <summary>The first answers of the board; the preferred one is always among them.</summary>
    private static List<DisputeAnswer> Answers(Sql sql, Rivals rivals, long? preferred)
    {
        var ids = rivals.Ids.Take(Limits.DisputeAnswers).ToList();
        if (preferred is { } settling && !ids.Contains(settling))
        {
            ids[^1] = settling;
        }

        var rows = sql.Query<Row>(Shown, new { ids = Json.Write(ids) }).ToDictionary(row => row.Id);
        var reports = sql.Query<Report>(Reports, new { ids = Json.Write(rows.Values.Select(row => row.ClaimId).ToArray()) }).ToLookup(report => report.ClaimId);
        var shown = rows.Values.SelectMany(row => reports[row.ClaimId]).Where(report => report.Place <= Limits.DisputeAppearances).Select(report => report.Id);
        var appearances = Appearance.All(sql, [.. shown]).ToLookup(appearance => appearance.ClaimId, appearance => appearance.Appearance);
        return [.. ids.Select(id => rows[id].ToAnswer([.. appearances[rows[id].ClaimId]], reports[rows[id].ClaimId].FirstOrDefault()?.Reports ?? 0, id == preferred))];
    }

    private sealed class Report
    {
        public long Id { get; init; }

        public long ClaimId { get; init; }

        public long Reports { get; init; }

        public long Place { get; init; }
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Value { get; init; } = "";

        public long ClaimId { get; init; }

        public string? ClaimRef { get; init; }

        public string Statement { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string? Said { get; init; }

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }

        public long SaidCertain { get; init; }

        public string? Period { get; init; }

        public string Topics { get; init; } = "";

        public string Claimant { get; init; } = "";

        public DisputeAnswer ToAnswer(IReadOnlyList<Appearance> appearances, long appearanceCount, bool isPreferred)
        {
            var value = Json.Read<StatedValue>(Value);
            var said = Dated.Stored(Json.ReadOrNull<GivenSaid>(Said), ColumnValue.Day(SaidEarliest), ColumnValue.Day(SaidLatest), SaidCertain == 1);
            var claim = new ContradictedClaim(
                ClaimId, ClaimRef, Statement, Names.Parse<ClaimKind>(Kind), Names.Parse<ClaimStatus>(Status), said, Dated.Of(Json.ReadOrNull<GivenDate>(Period)),
                Json.Read<string[]>(Topics));
            return new DisputeAnswer(Id, Ref, value, ValueText.Of(value), claim, Json.Read<ClaimantReference>(Claimant), said, appearances, appearanceCount, isPreferred);
        }
    }
}
