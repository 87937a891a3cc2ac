using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Questions;

/// <summary>Which questions to list.</summary>
public sealed record ListQuestions : PageQuery, IQuery<Slice<Question>>, IHeavyQuery
{
    /// <summary>Words that stand in the question one after the other, in any spelling: `daglik` finds Dağlık.</summary>
    [Line(Limits.SearchText)]
    public string? Q { get; init; }

    /// <summary>Only questions that take this sort of answer.</summary>
    public AnswerType? AnswerType { get; init; }

    /// <summary>Only questions that ask for this.</summary>
    public Asks? Asks { get; init; }

    /// <summary>Only questions that this claim answers, confirmed or suggested.</summary>
    public long? ClaimId { get; init; }

    /// <summary>The same by the claim's own key.</summary>
    [Ref]
    public string? ClaimRef { get; init; }

    /// <summary>Only questions that claims of this article answer, confirmed or suggested.</summary>
    public long? ArticleId { get; init; }

    /// <summary>The same by the article's own key.</summary>
    [Ref]
    public string? ArticleRef { get; init; }

    /// <summary>Questions in this state.</summary>
    public State State { get; init; } = State.Active;

    /// <summary>The question with this key.</summary>
    [Ref]
    public string? Ref { get; init; }

    /// <summary>What one claim answers, and its own key, are found by an index.</summary>
    bool IHeavyQuery.IsHeavy => ClaimId is null && ClaimRef is null && Ref is null && IsFiltered;
}

internal static class ListQuestionsEndpoint
{
    /// <summary>List questions</summary>
    /// <remarks>Newest first. Filters narrow one another.</remarks>
    public static async Task<ListAnswer<Question>> Get(Query<ListQuestions> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));
}

internal sealed class ListQuestionsHandler(Database database) : QueryHandler<ListQuestions, Slice<Question>>(database)
{
    private const string OfClaim = "SELECT question_id FROM answer WHERE state <> 'rejected' AND claim_id =";

    private const string OfArticle = """
        SELECT answer.question_id
        FROM appearance
        JOIN answer ON answer.claim_id = appearance.claim_id
        WHERE answer.state <> 'rejected' AND appearance.state = 'active' AND appearance.article_id =
        """;

    protected override Slice<Question> Handle(ListQuestions query, Sql sql)
    {
        var page = $"""
            {Question.Select}
            WHERE question.state = @State
            {(query.Q is null ? "" : " AND instr(question.folded, @folded) > 0")}
            {(query.AnswerType is null ? "" : " AND question.answer_type = @AnswerType")}
            {(query.Asks is null ? "" : " AND question.asks = @Asks")}
            {(query.ClaimId is null ? "" : $" AND question.id IN ({OfClaim} @ClaimId)")}
            {(query.ClaimRef is null ? "" : $" AND question.id IN ({OfClaim} (SELECT id FROM claim WHERE ref = @ClaimRef))")}
            {(query.ArticleId is null ? "" : $" AND question.id IN ({OfArticle} @ArticleId)")}
            {(query.ArticleRef is null ? "" : $" AND question.id IN ({OfArticle} (SELECT id FROM article WHERE ref = @ArticleRef))")}
            {(query.Ref is null ? "" : " AND question.ref = @Ref")}
            {(query.Cursor is null ? "" : " AND question.id < @Cursor")}
            ORDER BY question.id DESC
            LIMIT @Limit + 1
            """;
        var rows = sql.Query<Question.Row>(page, new
        {
            folded = query.Q is null ? null : Folding.Fold(query.Q),
            query.AnswerType,
            query.Asks,
            query.ClaimId,
            query.ClaimRef,
            query.ArticleId,
            query.ArticleRef,
            query.State,
            query.Ref,
            query.Cursor,
            query.Limit,
        });
        return Slice<Question>.Of([.. rows.Select(row => row.ToQuestion())], query.Limit, question => question.Id);
    }
}
