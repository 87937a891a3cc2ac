using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record GetClaim(long Id) : IQuery<StoredAnswer>;

internal static class GetClaimEndpoint
{
    /// <summary>Read a claim</summary>
    /// <remarks>Who said what, when, and every article that reports it, with the passages. Withdrawn ones too: their `state` says so.</remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<Answer<Claim>> Get(long id, ISender sender, CancellationToken cancellation) =>
        new(await sender.Send(new GetClaim(id), cancellation));
}

internal sealed class GetClaimHandler(Database database) : QueryHandler<GetClaim, StoredAnswer>(database)
{
    protected override StoredAnswer Handle(GetClaim query, Sql sql) => ClaimBodies.Get(sql, query.Id);
}
