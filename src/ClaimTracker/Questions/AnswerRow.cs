using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>Writes answers, by the rules that hold however an answer is given.</summary>
internal sealed class AnswerRow : IRecordClaimAnswers
{
    private const int MaxLinks = 50;

    private const string InsertRow = """
        INSERT INTO answer (ref, question_id, claim_id, value, state, decision, revision, created_at, updated_at, created_by)
        VALUES (@ownKey, @questionId, @claimId, @value, @state, @decision, 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string AskedFor = "SELECT answer_type, unit, period FROM question WHERE id = @id";
    private const string StatedBy = "SELECT quantity, period FROM claim WHERE id = @id";

    private const string OfAnswer = $"""
        {Link.Select}
        WHERE link.id IN (SELECT link_id FROM answer_conflict WHERE answer_id = @id UNION SELECT link_id FROM answer_conflict WHERE other_id = @id)
        ORDER BY link.id DESC
        LIMIT @max
        """;

    public void Record(WriteTransaction tx, long claimId, IReadOnlyList<ClaimAnswer> answers, string pointer, List<Fault> faults)
    {
        var answered = new HashSet<long>();
        for (var i = 0; i < answers.Count; i++)
        {
            var (questionId, questionRef, value) = answers[i];
            var place = $"{pointer}/{i}";
            var questionAt = questionId is null ? $"{place}/questionRef" : $"{place}/questionId";
            if (Named.Find(tx.Sql, "question", questionId, questionRef, questionAt, faults) is not { } question)
            {
                continue;
            }

            var before = faults.Count;
            if (!answered.Add(question))
            {
                faults.Add(Fault.At(place, "duplicate_item", "An answer to this question stands in the list already."));
            }
            else
            {
                Check(tx.Sql, question, claimId, value, $"{place}/value", questionAt, faults);
            }

            if (faults.Count == before)
            {
                Insert(tx, null, question, claimId, value);
            }
        }
    }

    public bool AreOnRecord(Sql sql, long claimId, IReadOnlyList<ClaimAnswer> answers) => answers.All(answer =>
        sql.First<long?>("SELECT id FROM question WHERE id = @QuestionId OR ref = @QuestionRef", answer) is { } question
        && (Find(sql, question, claimId) ?? Find(sql, question, ClaimMerging.StandsFor(sql, claimId)))?.Says(answer.Value) == true);

    /// <summary>What a claim answers to a question: there is at most one answer.</summary>
    public static Answer? Find(Sql sql, long questionId, long claimId) =>
        sql.First<long?>("SELECT id FROM answer WHERE claim_id = @claimId AND question_id = @questionId", new { claimId, questionId }) is { } id ? Answer.Get(sql, id) : null;

    /// <summary>The answer that holds a ref.</summary>
    public static Answer? HolderOf(Sql sql, string? ownKey) =>
        ownKey is not null && sql.First<long?>("SELECT id FROM answer WHERE ref = @ownKey", new { ownKey }) is { } id ? Answer.Get(sql, id) : null;

    /// <summary>Finds what keeps a value, or a claim, from answering a question.</summary>
    /// <param name="sql">The connection.</param>
    /// <param name="questionId">The question.</param>
    /// <param name="claimId">The claim; null where the request names none that stands.</param>
    /// <param name="given">The value that is given; null, where it is the claim's own.</param>
    /// <param name="valueAt">Where the value stands in the body.</param>
    /// <param name="otherwiseAt">Where to tell of what stands nowhere in the body.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static void Check(Sql sql, long questionId, long? claimId, StatedValue? given, string valueAt, string otherwiseAt, List<Fault> faults)
    {
        var question = sql.First<Asked>(AskedFor, new { id = questionId })!;
        var claim = claimId is null ? null : sql.First<Stated>(StatedBy, new { id = claimId });
        var type = Names.Parse<AnswerType>(question.AnswerType);
        var period = Dated.Of(Json.ReadOrNull<GivenDate>(claim?.Period));
        var value = given ?? AnswerScope.OwnValue(type, Json.ReadOrNull<Quantity>(claim?.Quantity), period);
        if (value is null && claim is not null)
        {
            faults.Add(Fault.At(valueAt, "value_required", type switch
            {
                AnswerType.Quantity => "The claim states no quantity that could be its answer: give a value.",
                AnswerType.Date => "The claim has no period with a date that could be its answer: give a value.",
                _ => "No claim states by itself what this question takes: give a value.",
            }));
        }

        foreach (var fault in AnswerScope.Against(type, question.Unit, Dated.Of(Json.ReadOrNull<GivenDate>(question.Period)), value, period, valueAt))
        {
            faults.Add(given is null || fault.Code == "other_period" ? fault with { Pointer = otherwiseAt } : fault);
        }
    }

    /// <summary>Adds an answer: confirmed at once from a reviewer, else suggested.</summary>
    /// <returns>Its id.</returns>
    public static long Insert(WriteTransaction tx, string? ownKey, long questionId, long claimId, StatedValue? value)
    {
        var isDecided = tx.Actor.Role >= Role.Reviewer;
        var id = tx.Sql.First<long>(InsertRow, new
        {
            ownKey,
            questionId,
            claimId,
            value = Json.WriteOrNull(value),
            state = isDecided ? AnswerState.Confirmed : AnswerState.Suggested,
            decision = isDecided ? Json.Write(new Decision(tx.Actor.Name, tx.Now)) : null,
            now = tx.Now,
            actor = tx.Actor.Id,
        });
        var answer = Answer.Get(tx.Sql, id);
        tx.Raise("answer.recorded", "answer", id, answer.Revision, answer.Whole(), null, claimId);
        return id;
    }

    /// <summary>Draws what follows from the change, and reads the answer as it stands then, with the links that it has.</summary>
    public static Answer Settled(WriteTransaction tx, long id)
    {
        tx.Settle();
        return Answer.Get(tx.Sql, id) with { Links = [.. tx.Sql.Query<Link.Row>(OfAnswer, new { id, max = MaxLinks }).Select(row => row.ToLink())] };
    }

    private sealed class Asked
    {
        public string AnswerType { get; init; } = "";

        public string? Unit { get; init; }

        public string? Period { get; init; }
    }

    private sealed class Stated
    {
        public string? Quantity { get; init; }

        public string? Period { get; init; }
    }
}
