using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Questions;

/// <summary>
/// The answers to a question that count, by what they say: the values that most named claimants give first. Each answer is read once and in few columns, so
/// that a question with very many of them has a board too.
/// </summary>
internal sealed class Rivals
{
    private const string Counting = """
        SELECT id, says, coalesce(source_id, standing ->> '$.standing.claimantId') AS claimant_id, source_id IS NOT NULL AS is_named,
          coalesce(standing ->> '$.standing.saidFrom', standing ->> '$.standing.saidTo') AS said
        FROM answer
        WHERE question_id = @Id AND standing IS NOT NULL
        """;

    private const string ValuesOf = "SELECT id, standing -> '$.standing.value' AS value FROM answer WHERE id IN (SELECT value FROM json_each(@ids))";

    private const string ClaimantsOf = $"""
        SELECT claimant.id, {ClaimantReference.JsonSql} AS claimant
        FROM claimant
        WHERE claimant.id IN (SELECT value FROM json_each(@ids))
        """;

    private readonly Sql sql;
    private readonly Question question;
    private readonly List<Row> answers;
    private readonly List<Group> groups;
    private readonly Dictionary<long, StatedValue> values;

    public Rivals(Sql sql, Question question)
    {
        (this.sql, this.question) = (sql, question);
        answers = sql.Query<Row>(Counting, new { question.Id });
        groups =
        [
            .. answers.GroupBy(answer => answer.Says).Select(said => new Group([.. said.OrderBy(a => a.Said is null).ThenBy(a => a.Said, StringComparer.Ordinal).ThenBy(a => a.Id)]))
                .OrderByDescending(group => group.Named).ThenByDescending(group => group.Claimants.Count).ThenBy(group => group.Answers.Min(a => a.Id)),
        ];
        values = sql.Query<ValueRow>(ValuesOf, new { ids = Json.Write(groups.Select(group => group.Answers[0].Id).ToArray()) })
            .ToDictionary(row => row.Id, row => Json.Read<StatedValue>(row.Value));
    }

    public long AnswerCount => answers.Count;

    public long ValueCount => groups.Count;

    public long IndependentSources => Distinct(isNamed: 1);

    public long UnnamedSources => Distinct(isNamed: 0);

    /// <summary>How far figures reach.</summary>
    public FigureRange? Range => AnswerRange.RangeOf(values.Values);

    /// <summary>How far dates reach.</summary>
    public DateRange? Days => AnswerRange.DaysOf(values.Values);

    /// <summary>The ids of the answers in the order of the board.</summary>
    public IEnumerable<long> Ids => groups.SelectMany(group => group.Answers).Select(answer => answer.Id);

    /// <summary>The same by value: each in words, with the answers that give it.</summary>
    public IEnumerable<(string Text, IEnumerable<long> Ids)> Groups =>
        groups.Select(group => (ValueText.Of(values[group.Answers[0].Id]), group.Answers.Select(answer => answer.Id)));

    /// <summary>The values, each once, with the first of those who give it.</summary>
    public IReadOnlyList<RivalValue> Values()
    {
        var shown = groups.Take(Limits.DisputeValues).ToList();
        var ids = shown.SelectMany(group => group.Claimants.Take(Limits.ValueClaimants)).Distinct().ToArray();
        var claimants = sql.Query<ClaimantRow>(ClaimantsOf, new { ids = Json.Write(ids) }).ToDictionary(row => row.Id, row => Json.Read<ClaimantReference>(row.Claimant));
        return
        [
            .. shown.Select(group => new RivalValue(
                ValueText.Of(values[group.Answers[0].Id]), [.. group.Claimants.Take(Limits.ValueClaimants).Select(id => claimants[id])], group.Claimants.Count, group.Answers.Count)),
        ];
    }

    /// <summary>The answer that settled the dispute.</summary>
    public PreferredAnswer? Preferred()
    {
        if (question.Resolution is not { } settled)
        {
            return null;
        }

        var answer = Answer.Get(sql, settled.AnswerId);
        return new PreferredAnswer(answer.Id, answer.Ref, answer.Text ?? answer.Claim.Statement, answer.Claim, settled.By, settled.At, settled.Reason);
    }

    private long Distinct(long isNamed) => answers.Where(answer => answer.IsNamed == isNamed).Select(answer => answer.ClaimantId).Distinct().Count();

    /// <summary>The answers that say the same, in the order in which they were said.</summary>
    private sealed class Group(List<Row> answers)
    {
        public List<Row> Answers => answers;

        public List<long> Claimants { get; } = [.. answers.Select(a => a.ClaimantId).Distinct()];

        public long Named { get; } = answers.Where(a => a.IsNamed == 1).Select(a => a.ClaimantId).Distinct().Count();
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public string Says { get; init; } = "";

        public long ClaimantId { get; init; }

        public long IsNamed { get; init; }

        public string? Said { get; init; }
    }

    private sealed class ValueRow
    {
        public long Id { get; init; }

        public string Value { get; init; } = "";
    }

    private sealed class ClaimantRow
    {
        public long Id { get; init; }

        public string Claimant { get; init; } = "";
    }
}
