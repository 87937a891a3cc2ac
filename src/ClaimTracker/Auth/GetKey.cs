using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Auth;

internal sealed record GetKey(long Id) : IQuery<ApiKey>;

internal static class GetKeyEndpoint
{
    /// <summary>Read a key</summary>
    /// <remarks>Without its secret, which is not stored.</remarks>
    /// <param name="id">The key's number.</param>
    public static async Task<Answer<ApiKey>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetKey(id), cancellation));
}

internal sealed class GetKeyHandler(Database database) : QueryHandler<GetKey, ApiKey>(database)
{
    protected override ApiKey Handle(GetKey query, Sql sql) => ApiKey.Get(sql, query.Id);
}
