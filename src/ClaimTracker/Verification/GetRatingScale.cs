using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record GetRatingScale(long Id) : IQuery<RatingScale>;

internal static class GetRatingScaleEndpoint
{
    /// <summary>Read a rating scale</summary>
    /// <remarks>Withdrawn ones too: their `state` says so.</remarks>
    /// <param name="id">The scale's id.</param>
    public static async Task<Answer<RatingScale>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetRatingScale(id), cancellation));
}

internal sealed class GetRatingScaleHandler(Database database) : QueryHandler<GetRatingScale, RatingScale>(database)
{
    protected override RatingScale Handle(GetRatingScale query, Sql sql) => RatingScale.Get(sql, query.Id);
}
