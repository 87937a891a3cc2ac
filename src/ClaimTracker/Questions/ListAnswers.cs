using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Questions;

/// <summary>Which answers to list.</summary>
public sealed record ListAnswers : PageQuery, IQuery<Slice<Answer>>, IHeavyQuery
{
    /// <summary>Only answers to this question.</summary>
    public long? QuestionId { get; init; }

    /// <summary>The same by the question's own key.</summary>
    [Ref]
    public string? QuestionRef { get; init; }

    /// <summary>Only answers of this claim.</summary>
    public long? ClaimId { get; init; }

    /// <summary>The same by the claim's own key.</summary>
    [Ref]
    public string? ClaimRef { get; init; }

    /// <summary>Only answers in this state; all, where it is not given.</summary>
    public AnswerState? State { get; init; }

    /// <summary>The answer with this key.</summary>
    [Ref]
    public string? Ref { get; init; }

    /// <summary>The claim whose list it is: where there is none, that is not an empty list.</summary>
    internal long? OfClaim { get; init; }

    /// <summary>What hangs on one question or claim, and its own key, are found by an index.</summary>
    bool IHeavyQuery.IsHeavy => QuestionId is null && QuestionRef is null && ClaimId is null && ClaimRef is null && Ref is null && IsFiltered;
}

internal static class ListAnswersEndpoint
{
    /// <summary>List answers</summary>
    /// <remarks>Newest first. `state=suggested` lists what waits for a reviewer.</remarks>
    public static async Task<ListAnswer<Answer>> Get(Query<ListAnswers> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));

    /// <summary>List a claim's answers</summary>
    /// <remarks>Which questions it answers, and how; newest first, rejected ones too.</remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<ListAnswer<Answer>> OfClaim(long id, Query<ListAnswers> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value with { ClaimId = id, OfClaim = id }, cancellation));
}

internal sealed class ListAnswersHandler(Database database) : QueryHandler<ListAnswers, Slice<Answer>>(database)
{
    protected override Slice<Answer> Handle(ListAnswers query, Sql sql)
    {
        if (query.OfClaim is { } claim)
        {
            Claim.Get(sql, claim);
        }

        var page = $"""
            {Answer.Select}
            WHERE TRUE
            {(query.QuestionId is null ? "" : " AND answer.question_id = @QuestionId")}
            {(query.QuestionRef is null ? "" : " AND answer.question_id = (SELECT id FROM question WHERE ref = @QuestionRef)")}
            {(query.ClaimId is null ? "" : " AND answer.claim_id = @ClaimId")}
            {(query.ClaimRef is null ? "" : " AND answer.claim_id = (SELECT id FROM claim WHERE ref = @ClaimRef)")}
            {(query.State is null ? "" : " AND answer.state = @State")}
            {(query.Ref is null ? "" : " AND answer.ref = @Ref")}
            {(query.Cursor is null ? "" : " AND answer.id < @Cursor")}
            ORDER BY answer.id DESC
            LIMIT @Limit + 1
            """;
        var rows = sql.Query<Answer.Row>(page, new { query.QuestionId, query.QuestionRef, query.ClaimId, query.ClaimRef, query.State, query.Ref, query.Cursor, query.Limit });
        return Slice<Answer>.Of([.. rows.Select(row => row.ToAnswer())], query.Limit, answer => answer.Id);
    }
}

/// <summary>The answers that are shown with a claim.</summary>
internal sealed class AnswersOfClaim : IExpandClaims
{
    private const string Newest = $"{Answer.Select} WHERE answer.claim_id = @claimId ORDER BY answer.id DESC LIMIT @max + 1";

    public ClaimPart Part => ClaimPart.Answers;

    public IReadOnlyList<object> Read(Sql sql, long claimId, Actor reader) =>
        [.. sql.Query<Answer.Row>(Newest, new { claimId, max = Expansion.Max }).Select(row => row.ToAnswer())];
}
