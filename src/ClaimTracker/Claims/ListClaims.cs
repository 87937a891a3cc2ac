using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claims;

/// <summary>Which claims to list.</summary>
public sealed record ListClaims : ClaimFilter, IQuery<Slice<Claim>>, IHeavyQuery
{
    /// <summary>What hangs on each and is to be shown with it, in one list with commas: `expand=evidence,reviews`. Of each the newest 20.</summary>
    public IReadOnlyList<ClaimPart>? Expand { get; init; }

    /// <summary>The article whose list it is: where there is none, that is not an empty list.</summary>
    internal long? OfArticle { get; init; }

    /// <summary>Its own key is found by an index.</summary>
    bool IHeavyQuery.IsHeavy => Ref is null && IsFiltered;
}

internal static class ListClaimsEndpoint
{
    /// <summary>List claims</summary>
    /// <remarks>Newest first. Filters narrow one another. `articleRef=a4` lists what one article reports.</remarks>
    public static async Task<ListAnswer<Claim>> Get(Query<ListClaims> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));

    /// <summary>List what an article reports</summary>
    /// <remarks>Newest first, each claim with its passages and their offsets. Takes the filters of the list of claims.</remarks>
    /// <param name="id">The article's id.</param>
    public static async Task<ListAnswer<Claim>> OfArticle(long id, Query<ListClaims> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value with { ArticleId = id, OfArticle = id }, cancellation));
}

internal sealed class ListClaimsHandler(Database database, Caller caller, ClaimExpander expander) : QueryHandler<ListClaims, Slice<Claim>>(database)
{
    protected override Slice<Claim> Handle(ListClaims query, Sql sql)
    {
        if (query.OfArticle is { } article)
        {
            Article.Get(sql, article);
        }

        // The page is found first: a filter that must sort would else make the whole claim of every row that it finds.
        var page = $"""
            {Claim.Select}
            WHERE claim.id IN (
              SELECT claim.id
              FROM claim
              WHERE TRUE
              {query.Where("claim")}{(query.Cursor is null ? "" : "  AND claim.id < @Cursor")}
              ORDER BY claim.id DESC
              LIMIT @Limit + 1)
            ORDER BY claim.id DESC
            """;
        var values = query.Values();
        values["Cursor"] = query.Cursor;
        values["Limit"] = query.Limit;
        var rows = Slice<Claim.Row>.Of(sql.Query<Claim.Row>(page, values), query.Limit, row => row.Id);
        return rows.With<Claim>(
        [
            .. Claim.Of(sql, rows.Items)
                .Select(claim => expander.Expand(sql, claim, query.Expand, caller.Actor) with { DateFit = query.FitOf(claim.Said, claim.Period) }),
        ]);
    }
}
