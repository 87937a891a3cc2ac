using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record GetQuestion(long Id) : IQuery<Question>;

internal static class GetQuestionEndpoint
{
    /// <summary>Read a question</summary>
    /// <remarks>Withdrawn ones too: their `state` says so. `dispute` says whether its answers differ; its answers are at `/v1/answers?questionId=`.</remarks>
    /// <param name="id">The question's id.</param>
    public static async Task<Answer<Question>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetQuestion(id), cancellation));
}

internal sealed class GetQuestionHandler(Database database) : QueryHandler<GetQuestion, Question>(database)
{
    protected override Question Handle(GetQuestion query, Sql sql) => Question.Get(sql, query.Id);
}
