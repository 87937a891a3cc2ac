using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record GetAnswer(long Id) : IQuery<Answer>;

internal static class GetAnswerEndpoint
{
    /// <summary>Read an answer</summary>
    /// <remarks>Rejected ones too: `decision` says who settled it, when and why.</remarks>
    /// <param name="id">The answer's id.</param>
    public static async Task<Answer<Answer>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetAnswer(id), cancellation));
}

internal sealed class GetAnswerHandler(Database database) : QueryHandler<GetAnswer, Answer>(database)
{
    protected override Answer Handle(GetAnswer query, Sql sql) => Answer.Get(sql, query.Id);
}
