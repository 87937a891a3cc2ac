using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>An answer with what it should be compared by, and what it was compared by until now.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="QuestionId">Its question.</param>
/// <param name="Now">What it is compared by; null where it counts for nothing: it is not confirmed, its claim or question does not stand, or the two are about different things.</param>
/// <param name="Kept">What is on record of it.</param>
internal sealed record AnswerStanding(long Id, long QuestionId, RivalAnswer? Now, (string? Standing, string? Says, long? Source) Kept)
{
    private const string Select = """
        SELECT answer.id, answer.question_id, answer.claim_id, answer.value, answer.standing, answer.says, answer.source_id,
          answer.state = 'confirmed' AND claim.state = 'active' AND question.state = 'active' AS stands,
          question.answer_type, question.unit, question.period AS asked_period,
          claim.kind, claim.quantity, claim.period, claim.said_earliest, claim.said_latest, claimant.id AS claimant_id, claimant.type AS claimant_type,
          EXISTS (SELECT 1 FROM appearance WHERE claim_id = claim.id AND state = 'active' AND hedge <> 'none')
            AND NOT EXISTS (SELECT 1 FROM appearance WHERE claim_id = claim.id AND state = 'active' AND hedge = 'none') AS is_hedged
        FROM answer
        JOIN question ON question.id = answer.question_id
        JOIN claim ON claim.id = answer.claim_id
        JOIN claimant AS recorded ON recorded.id = claim.claimant_id
        JOIN claimant ON claimant.id = recorded.stands_for
        """;

    private const string OfAnswers = $"{Select} WHERE answer.id IN (SELECT value FROM json_each(@ids)) ORDER BY answer.id";
    private const string OfQuestion = $"{Select} WHERE answer.question_id = @questionId ORDER BY answer.id";

    private const string Set = "UPDATE answer SET standing = @standing, says = @says, source_id = @source WHERE id = @Id";

    /// <summary>Whether what is on record of it no longer holds.</summary>
    public bool HasChanged => Written != Kept;

    /// <summary>What it was compared by until now.</summary>
    public RivalAnswer? Before => Json.ReadOrNull<RivalAnswer>(Kept.Standing);

    /// <summary>What is to be on record: the whole, and in columns of their own its value in one spelling, and who says it where they are named.</summary>
    private (string? Standing, string? Says, long? Source) Written => Now is null
        ? default
        : (Json.Write(Now), Rivalry.Says(Now.Standing.Value), Now.Standing.IsNamed ? Now.Standing.ClaimantId : null);

    public static IEnumerable<AnswerStanding> Of(Sql sql, IReadOnlyCollection<long> ids) =>
        sql.Query<Row>(OfAnswers, new { ids = Json.Write(ids) }).Select(row => row.ToStanding());

    public static IEnumerable<AnswerStanding> OfAll(Sql sql, long questionId) => sql.Query<Row>(OfQuestion, new { questionId }).Select(row => row.ToStanding());

    /// <summary>Keeps what it is compared by now.</summary>
    public void Keep(Sql sql)
    {
        var (standing, says, source) = Written;
        sql.Execute(Set, new { Id, standing, says, source });
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long QuestionId { get; init; }

        public long ClaimId { get; init; }

        public string? Value { get; init; }

        public string? Standing { get; init; }

        public string? Says { get; init; }

        public long? SourceId { get; init; }

        public long Stands { get; init; }

        public string AnswerType { get; init; } = "";

        public string? Unit { get; init; }

        public string? AskedPeriod { get; init; }

        public string Kind { get; init; } = "";

        public string? Quantity { get; init; }

        public string? Period { get; init; }

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }

        public long ClaimantId { get; init; }

        public string ClaimantType { get; init; } = "";

        public long IsHedged { get; init; }

        public AnswerStanding ToStanding() => new(Id, QuestionId, Stands == 1 ? Compared() : null, (Standing, Says, SourceId));

        private RivalAnswer? Compared()
        {
            var type = Names.Parse<AnswerType>(AnswerType);
            var period = Dated.Of(Json.ReadOrNull<GivenDate>(Period));
            var value = Json.ReadOrNull<StatedValue>(Value) ?? AnswerScope.OwnValue(type, Json.ReadOrNull<Quantity>(Quantity), period);
            if (value is null || AnswerScope.Against(type, Unit, Dated.Of(Json.ReadOrNull<GivenDate>(AskedPeriod)), value, period).Any())
            {
                return null;
            }

            var isDated = type == Questions.AnswerType.Date;
            return new RivalAnswer(Id, ClaimId, new Standing(
                value, Names.Parse<ClaimKind>(Kind), ClaimantId, !Names.Parse<ClaimantType>(ClaimantType).BelongsToArticle(), IsHedged == 1,
                ColumnValue.Day(SaidEarliest), ColumnValue.Day(SaidLatest), isDated ? null : period?.Earliest, isDated ? null : period?.Latest));
        }
    }
}
