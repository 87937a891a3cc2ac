using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record ListAppearancesOfClaim(long ClaimId, long Limit, long? Cursor) : IQuery<Slice<Appearance>>;

internal static class ListAppearancesEndpoint
{
    /// <summary>List a claim's appearances</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<ListAnswer<Appearance>> Get(long id, Query<PageQuery> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new ListAppearancesOfClaim(id, query.Value.Limit, query.Value.Cursor), cancellation));
}

internal sealed class ListAppearancesHandler(Database database) : QueryHandler<ListAppearancesOfClaim, Slice<Appearance>>(database)
{
    private const string Page = $"""
        {Appearance.Select}
        WHERE appearance.claim_id = @ClaimId AND (@Cursor IS NULL OR appearance.id < @Cursor)
        ORDER BY appearance.id DESC
        LIMIT @Limit + 1
        """;

    protected override Slice<Appearance> Handle(ListAppearancesOfClaim query, Sql sql)
    {
        Claim.Get(sql, query.ClaimId);
        return Slice<Appearance>.Of([.. sql.Query<Appearance.Row>(Page, query).Select(row => row.ToAppearance(withClaim: true))], query.Limit, appearance => appearance.Id);
    }
}
