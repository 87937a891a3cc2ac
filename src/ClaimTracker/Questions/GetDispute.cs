using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record GetDispute(long Id) : IQuery<Dispute>, IHeavyQuery;

internal static class GetDisputeEndpoint
{
    /// <summary>Read a dispute</summary>
    /// <remarks>
    /// The board of a question whose answers differ: the rival values, who gives each, when, where and in which words; how they stand to each other; how far they
    /// reach; how many independent sources there are. It has the id of its question; where the answers to a question do not differ, there is no dispute (404).
    /// </remarks>
    /// <param name="id">The question's id.</param>
    public static async Task<Answer<Dispute>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetDispute(id), cancellation));
}

internal sealed class GetDisputeHandler(Database database) : QueryHandler<GetDispute, Dispute>(database)
{
    protected override Dispute Handle(GetDispute query, Sql sql) => DisputeBoard.Read(sql, query.Id);
}
