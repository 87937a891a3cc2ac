using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Links;

/// <summary>Which links to list.</summary>
public sealed record ListLinks : PageQuery, IQuery<Slice<Link>>, IHeavyQuery
{
    /// <summary>Only links of this claim, whichever end it is.</summary>
    public long? ClaimId { get; init; }

    /// <summary>The same by the claim's own key.</summary>
    [Ref]
    public string? ClaimRef { get; init; }

    /// <summary>Only this type.</summary>
    public LinkType? Type { get; init; }

    /// <summary>Only this facet.</summary>
    public Facet? Facet { get; init; }

    /// <summary>Only links in this state; all, where it is not given.</summary>
    public LinkState? State { get; init; }

    /// <summary>The link with this key.</summary>
    [Ref]
    public string? Ref { get; init; }

    /// <summary>The claim whose list it is: where there is none, that is not an empty list.</summary>
    internal long? OfClaim { get; init; }

    /// <summary>What hangs on one claim, and its own key, are found by an index.</summary>
    bool IHeavyQuery.IsHeavy => ClaimId is null && ClaimRef is null && Ref is null && IsFiltered;
}

internal static class ListLinksEndpoint
{
    /// <summary>List links</summary>
    /// <remarks>Newest first. `state=suggested` lists what waits for a reviewer.</remarks>
    public static async Task<ListAnswer<Link>> Get(Query<ListLinks> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));

    /// <summary>List a claim's links</summary>
    /// <remarks>Newest first, whichever end the claim is.</remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<ListAnswer<Link>> OfClaim(long id, Query<ListLinks> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value with { ClaimId = id, OfClaim = id }, cancellation));
}

internal sealed class ListLinksHandler(Database database) : QueryHandler<ListLinks, Slice<Link>>(database)
{
    private const string ByClaim = " AND link.id IN (SELECT id FROM link WHERE from_id = @claimId UNION ALL SELECT id FROM link WHERE to_id = @claimId)";

    protected override Slice<Link> Handle(ListLinks query, Sql sql)
    {
        if (query.OfClaim is { } claim)
        {
            Claim.Get(sql, claim);
        }

        var page = $"""
            {Link.Select}
            WHERE TRUE
            {(query.ClaimId is null && query.ClaimRef is null ? "" : ByClaim)}
            {(query.Type is null ? "" : " AND link.type = @Type")}
            {(query.Facet is null ? "" : " AND link.facet = @Facet")}
            {(query.State is null ? "" : " AND link.state = @State")}
            {(query.Ref is null ? "" : " AND link.ref = @Ref")}
            {(query.Cursor is null ? "" : " AND link.id < @Cursor")}
            ORDER BY link.id DESC
            LIMIT @Limit + 1
            """;
        var claimId = query.ClaimId ?? (query.ClaimRef is null ? null : sql.First<long?>("SELECT id FROM claim WHERE ref = @ClaimRef", new { query.ClaimRef }));
        var rows = sql.Query<Link.Row>(page, new { claimId, query.Type, query.Facet, query.State, query.Ref, query.Cursor, query.Limit });
        return Slice<Link>.Of([.. rows.Select(row => row.ToLink())], query.Limit, link => link.Id);
    }
}
