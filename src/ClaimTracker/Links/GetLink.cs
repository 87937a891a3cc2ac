using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Links;

internal sealed record GetLink(long Id) : IQuery<Link>;

internal static class GetLinkEndpoint
{
    /// <summary>Read a link</summary>
    /// <remarks>Rejected and resolved ones too: `decision` says who settled it, when and why.</remarks>
    /// <param name="id">The link's id.</param>
    public static async Task<Answer<Link>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetLink(id), cancellation));
}

internal sealed class GetLinkHandler(Database database) : QueryHandler<GetLink, Link>(database)
{
    protected override Link Handle(GetLink query, Sql sql) => Link.Get(sql, query.Id);
}
