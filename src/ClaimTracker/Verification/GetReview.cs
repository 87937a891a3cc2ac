using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record GetReview(long Id) : IQuery<Review>;

internal static class GetReviewEndpoint
{
    /// <summary>Read a review</summary>
    /// <remarks>Before it is published and its embargo is over, contributors and above read it; for everybody else it is not there. Withdrawn ones stay readable.</remarks>
    /// <param name="id">The review's id.</param>
    public static async Task<Answer<Review>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetReview(id), cancellation));
}

internal sealed class GetReviewHandler(Database database, Caller caller) : QueryHandler<GetReview, Review>(database)
{
    protected override Review Handle(GetReview query, Sql sql) => Review.Get(sql, query.Id, caller.Actor);
}
