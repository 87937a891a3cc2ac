using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClaimTracker.Search;

/// <summary>What to search for.</summary>
public sealed record SearchClaims : ClaimFilter, IQuery<SearchResult>, IHeavyQuery
{
    /// <summary>Words that must all be there; `"words in this order"`; `azerb*` for all that begins so, with two letters or more; `-word` to leave out. Spelling counts as it is folded: `daglik` finds Dağlık and Даглык. A name or an alias of a claimant stands for all of them: `Turkey` finds Türkiye.</summary>
    [Required]
    [SearchText]
    public string? Q { get; init; }

    bool IHeavyQuery.IsHeavy => true;
}

/// <summary>What a search has found.</summary>
/// <param name="Items">The results of this page.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="Ranking">How they are ordered.</param>
/// <param name="IsComplete">Whether the search came to its end.</param>
/// <param name="Facets">What the matches are that were ranked together.</param>
public sealed record SearchResult(IReadOnlyList<SearchItem> Items, long? Next, Ranking Ranking, bool IsComplete, SearchFacets Facets);

internal static class SearchClaimsEndpoint
{
    /// <summary>Search claims</summary>
    /// <remarks>
    /// In statements, translations, quotations, names and aliases of claimants, and headlines, under one folding of all spellings. Filters narrow the search.
    /// Where all matches can be ranked together they stand best first (`bm25`). Where there are more than a thousand, the newest thousand are ranked, and
    /// pages go on with the next older ones (`recent-window`). A search that costs too much ends in time: `complete` is then false, and `nextCursor` goes on.
    /// Highlights are Unicode code points in the texts as they are on record.
    /// </remarks>
    public static async Task<SearchAnswer> Get(Query<SearchClaims> query, ISender sender, CancellationToken cancellation) =>
        new(await sender.Send(query.Value, cancellation));
}

/// <summary>200 with a page of results, and the address of the next one in Link.</summary>
internal sealed class SearchAnswer(SearchResult found) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(SearchPage), [MediaTypes.Json]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var page = new SearchPage(found.Items, Paging.Next(httpContext, found.Next), found.Ranking, found.IsComplete, found.Facets);
        return Answers.Write(httpContext, new StoredAnswer(StatusCodes.Status200OK, null, null, JsonSerializer.SerializeToUtf8Bytes(page, Json.Options)));
    }
}

internal sealed class SearchClaimsHandler(Database database, SearchBounds bounds) : QueryHandler<SearchClaims, SearchResult>(database)
{
    private const string Newest = "SELECT coalesce(max(id), 0) FROM claim";

    protected override SearchResult Handle(SearchClaims query, Sql sql)
    {
        var terms = SearchNames.Widen(sql, SearchText.Parse(query.Q!, out _));
        var place = query.Cursor is { } cursor ? SearchPlace.Read(cursor) : new SearchPlace(sql.First<long>(Newest), 0, IsOlder: false);
        if (SearchFilters.Of(sql, query) is not { } filters)
        {
            return new SearchResult([], null, Ranking.Bm25, IsComplete: true, SearchFacetCounts.Of(sql, []));
        }

        var scan = new SearchScan(sql, bounds, query, terms, filters, place.Upper);
        var window = scan.Read(isTimed: place.Offset == 0);

        // What was cut short would be another window the next time: its newest matches are the page, and the next page begins below them.
        if (window.IsCut && window.Matches.Count > query.Limit)
        {
            var page = window.Matches.Take((int)query.Limit).ToList();
            window = window with { Matches = page, Below = page[^1].Id - 1 };
        }

        var sorted = SearchScore.Sort(window.Matches, terms, scan.Frequencies, place.Upper);
        var items = sorted.Skip(place.Offset).Take((int)query.Limit).ToList();
        var next = place.Offset + items.Count < sorted.Count ? place with { Offset = place.Offset + items.Count }
            : window.Below > 0 ? new SearchPlace(window.Below, 0, IsOlder: true)
            : null;
        return new SearchResult(
            SearchPassages.Items(sql, items, terms, query),
            next?.Write(),
            place.IsOlder || window.Below > 0 ? Ranking.RecentWindow : Ranking.Bm25,
            !window.IsCut,
            SearchFacetCounts.Of(sql, window.Matches));
    }
}

/// <summary>Where a page of results begins, as the one number that a cursor holds.</summary>
/// <param name="Upper">The newest claim of its window.</param>
/// <param name="Offset">How many of the window's best stand on the pages before.</param>
/// <param name="IsOlder">Whether there is a newer window.</param>
internal sealed record SearchPlace(long Upper, int Offset, bool IsOlder)
{
    private const int OffsetBits = 10;

    public static SearchPlace Read(long cursor) => new(cursor >> (OffsetBits + 1), (int)(cursor >> 1) & ((1 << OffsetBits) - 1), (cursor & 1) == 1);

    public long Write() => (((Upper << OffsetBits) | (uint)Offset) << 1) | (IsOlder ? 1L : 0L);
}
