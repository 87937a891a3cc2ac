using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>A question, as other resources name it.</summary>
/// <param name="Id">The question's id.</param>
/// <param name="Ref">Its own key, if it has one.</param>
/// <param name="Text">The question.</param>
/// <param name="AnswerType">What sort of answer it takes.</param>
public sealed record QuestionReference(long Id, string? Ref, string Text, AnswerType AnswerType);

/// <summary>A claim, as an answer shows it.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Statement">What is claimed.</param>
/// <param name="Claimant">Who claims it.</param>
public sealed record AnsweringClaim(long Id, string? Ref, string Statement, ClaimantReference Claimant);

/// <summary>What a claim says in answer to a question.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Question">The question.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Value">What the claim says: given with the answer, else the claim's quantity, or its period for a date; null where it has none now.</param>
/// <param name="OwnValue">Whether the value is the claim's own and follows it.</param>
/// <param name="Text">The value in words: "at least 18".</param>
/// <param name="State">What people have decided.</param>
/// <param name="Counts">Whether it is compared with its rivals now: it is confirmed, claim and question stand, it has a value, and the claim is about the question's time and unit.</param>
/// <param name="Decision">Who settled its state, when and why; null while it is suggested.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Links">The links that this change of it has made or changed: in the answer to that request.</param>
public sealed record Answer(
    long Id,
    string? Ref,
    QuestionReference Question,
    AnsweringClaim Claim,
    StatedValue? Value,
    bool OwnValue,
    string? Text,
    AnswerState State,
    bool Counts,
    Decision? Decision,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Link>? Links = null) : IResource
{
    internal const string Select = """
        SELECT answer.id, answer.ref, json_object('id', question.id, 'ref', question.ref, 'text', question.text, 'answerType', question.answer_type) AS question,
          json_object('id', claim.id, 'ref', claim.ref, 'statement', claim.statement, 'claimant',
            json_object('id', claimant.id, 'ref', claimant.ref, 'name', claimant.name, 'type', claimant.type)) AS claim,
          answer.value, claim.quantity, claim.period, answer.state, answer.standing IS NOT NULL AS counts, answer.decision, answer.revision, answer.created_at, answer.updated_at
        FROM answer
        JOIN question ON question.id = answer.question_id
        JOIN claim ON claim.id = answer.claim_id
        JOIN claimant AS recorded ON recorded.id = claim.claimant_id
        JOIN claimant ON claimant.id = recorded.stands_for
        """;

    string IResource.Href => $"/v1/answers/{Id}";

    internal static Answer Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE answer.id = @id", new { id })?.ToAnswer() ?? throw ProblemException.NotFound("answer", id);

    /// <summary>What an event keeps of it.</summary>
    internal object Whole() => new { Ref, QuestionId = Question.Id, ClaimId = Claim.Id, Value = OwnValue ? null : Value, State, Decision };

    /// <summary>What can be amended, as it is now.</summary>
    internal AnswerContent Content() => new(OwnValue ? null : Value);

    /// <summary>Whether it says this, null being the claim's own.</summary>
    internal bool Says(StatedValue? value) => (OwnValue ? null : Value) == value;

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Text ?? Claim.Statement, Ref);

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Question { get; init; } = "";

        public string Claim { get; init; } = "";

        public string? Value { get; init; }

        public string? Quantity { get; init; }

        public string? Period { get; init; }

        public string State { get; init; } = "";

        public long Counts { get; init; }

        public string? Decision { get; init; }

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Answer ToAnswer()
        {
            var question = Json.Read<QuestionReference>(Question);
            var value = Json.ReadOrNull<StatedValue>(Value) ?? AnswerScope.OwnValue(question.AnswerType, Json.ReadOrNull<Quantity>(Quantity), Dated.Of(Json.ReadOrNull<GivenDate>(Period)));
            return new Answer(
                Id, Ref, question, Json.Read<AnsweringClaim>(Claim), value, Value is null, value is null ? null : ValueText.Of(value),
                Names.Parse<AnswerState>(State), Counts == 1, Json.ReadOrNull<Decision>(Decision), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt));
        }
    }
}
