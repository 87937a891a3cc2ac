using System.Text.Json.Serialization;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>What rival claims answer.</summary>
/// <param name="Id">The question's id; a dispute about it has the same.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Text">The question, as one sentence that stands by itself.</param>
/// <param name="AnswerType">What sort of answer it takes.</param>
/// <param name="Asks">Whether it asks what is, or what should be.</param>
/// <param name="Facet">What rival choices differ in.</param>
/// <param name="Unit">Of a quantity: the unit, in the singular.</param>
/// <param name="Of">Of a quantity: what is counted or measured.</param>
/// <param name="Period">What time it is about.</param>
/// <param name="Place">What place it is about.</param>
/// <param name="Language">The language of the text.</param>
/// <param name="Dispute">Whether its answers differ, and are settled: null where they do not differ.</param>
/// <param name="Answers">How many confirmed answers it has that stand.</param>
/// <param name="State">Whether it stands.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record Question(
    long Id,
    string? Ref,
    string Text,
    AnswerType AnswerType,
    Asks Asks,
    Facet? Facet,
    string? Unit,
    string? Of,
    Dated? Period,
    string? Place,
    string? Language,
    DisputeState? Dispute,
    long Answers,
    State State,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IResource
{
    /// <summary>Answers beyond this many are counted as this many.</summary>
    internal const int MaxCounted = 10_000;

    internal const string Select = """
        SELECT question.id, question.ref, question.text, question.answer_type, question.asks, question.facet, question.unit, question.counted, question.period, question.place,
          question.language, question.dispute, question.preferred_id, question.resolution,
          (SELECT count(*) FROM answer WHERE question_id = question.id AND standing IS NOT NULL) AS answers,
          question.state, question.revision, question.created_at, question.updated_at
        FROM question
        """;

    string IResource.Href => $"/v1/questions/{Id}";

    /// <summary>The answer that settled the dispute about it, who settled it, when and why.</summary>
    [JsonIgnore]
    internal DisputeResolution? Resolution { get; private init; }

    internal static Question Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE question.id = @id", new { id })?.ToQuestion() ?? throw ProblemException.NotFound("question", id);

    /// <summary>What comparing its answers needs to know.</summary>
    internal AskedQuestion AsAsked() => new(Text, AnswerType, Asks, Facet);

    /// <summary>What can be amended, as it is now.</summary>
    internal QuestionContent Content() => new(Text, AnswerType, Asks, Ref, Facet, Unit, Of, Period is { } period ? new GivenDate(period.Edtf, period.Basis) : null, Place, Language);

    /// <summary>Whether it asks this in the same words, and all that is said of it beside them.</summary>
    internal bool Says(QuestionContent other) => QuestionRow.Canonical(other) with { Ref = Ref } == Content();

    /// <summary>What an event keeps of it.</summary>
    internal object Whole() => new { Content = Content(), Resolution, State };

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Text, Ref);

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Text { get; init; } = "";

        public string AnswerType { get; init; } = "";

        public string Asks { get; init; } = "";

        public string? Facet { get; init; }

        public string? Unit { get; init; }

        public string? Counted { get; init; }

        public string? Period { get; init; }

        public string? Place { get; init; }

        public string? Language { get; init; }

        public string? Dispute { get; init; }

        public string? Resolution { get; init; }

        public long Answers { get; init; }

        public string State { get; init; } = "";

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Question ToQuestion() => new(
            Id, Ref, Text, Names.Parse<AnswerType>(AnswerType), Names.Parse<Asks>(Asks), Facet is null ? null : Names.Parse<Facet>(Facet), Unit, Counted,
            Dated.Of(Json.ReadOrNull<GivenDate>(Period)), Place, Language, Dispute is null ? null : Names.Parse<DisputeState>(Dispute), Answers,
            Names.Parse<State>(State), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt))
        {
            Resolution = Json.ReadOrNull<DisputeResolution>(Resolution),
        };
    }
}
