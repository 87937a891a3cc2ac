using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record GetAppearance(long Id) : IQuery<Appearance>;

internal static class GetAppearanceEndpoint
{
    /// <summary>Read an appearance</summary>
    /// <remarks>One utterance of a claim in one article, with its passages and how they stand on the newest text.</remarks>
    /// <param name="id">The appearance's id.</param>
    public static async Task<Answer<Appearance>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetAppearance(id), cancellation));
}

internal sealed class GetAppearanceHandler(Database database) : QueryHandler<GetAppearance, Appearance>(database)
{
    protected override Appearance Handle(GetAppearance query, Sql sql) => Appearance.Get(sql, query.Id);
}
