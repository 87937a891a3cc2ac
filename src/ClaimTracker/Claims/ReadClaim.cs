using ClaimTracker.Data;
using ClaimTracker.Messaging;

namespace ClaimTracker.Claims;

/// <summary>A claim as an object, for the code that compares with it; a client gets the answer that is kept ready.</summary>
internal sealed record ReadClaim(long Id) : IQuery<Claim>;

internal sealed class ReadClaimHandler(Database database) : QueryHandler<ReadClaim, Claim>(database)
{
    protected override Claim Handle(ReadClaim query, Sql sql) => Claim.Get(sql, query.Id);
}
