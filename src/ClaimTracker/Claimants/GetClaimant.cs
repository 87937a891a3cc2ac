using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claimants;

internal sealed record GetClaimant(long Id) : IQuery<Claimant>;

internal static class GetClaimantEndpoint
{
    /// <summary>Read a claimant</summary>
    /// <remarks>With all its aliases. Withdrawn and merged ones too: their `state` says so, and `mergedInto` who stands for it.</remarks>
    /// <param name="id">The claimant's id.</param>
    public static async Task<Answer<Claimant>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetClaimant(id), cancellation));
}

internal sealed class GetClaimantHandler(Database database) : QueryHandler<GetClaimant, Claimant>(database)
{
    protected override Claimant Handle(GetClaimant query, Sql sql) => Claimant.Get(sql, query.Id);
}
