using System.Reflection;
using System.Text.Json;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClaimTracker.Links;

/// <summary>Which contradictions to list. The filters of claims apply to one side, the `other…` ones to the side against it.</summary>
public sealed record ListContradictions : ClaimFilter, IQuery<ContradictionSlice>
{
    /// <summary>The other side stands in this article.</summary>
    public long? OtherArticleId { get; init; }

    /// <summary>The same by the article's own key.</summary>
    [Ref]
    public string? OtherArticleRef { get; init; }

    /// <summary>The other side is said by this claimant.</summary>
    public long? OtherClaimantId { get; init; }

    /// <summary>The same by the claimant's own key.</summary>
    [Ref]
    public string? OtherClaimantRef { get; init; }

    /// <summary>Only this type.</summary>
    public ContradictionType? Type { get; init; }

    /// <summary>Only this facet.</summary>
    public Facet? Facet { get; init; }

    /// <summary>With `true`, only pairs that no single article carries both sides of; with `false`, only the others.</summary>
    public bool? CrossArticle { get; init; }
}

/// <summary>A part of the list of contradictions, and how many more are suggested.</summary>
internal sealed record ContradictionSlice(Slice<Contradiction> Slice, long Suggested);

internal static class ListContradictionsEndpoint
{
    /// <summary>List contradictions</summary>
    /// <remarks>
    /// Pairs of claims that people have confirmed not to fit: `contradicts` (both cannot be true), `disagrees` (rival positions), `discrepancy` (they differ
    /// and both can be true). Both sides in full, newest first. `crossArticle=true` keeps those between articles; `articleRef=a2&amp;otherArticleRef=a4`
    /// those between two.
    /// </remarks>
    public static async Task<ContradictionsAnswer> Get(Query<ListContradictions> query, ISender sender, CancellationToken cancellation) =>
        new(await sender.Send(query.Value, cancellation));
}

/// <summary>200 with a page of contradictions, and the address of the next one in Link.</summary>
internal sealed class ContradictionsAnswer(ContradictionSlice found) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ContradictionPage), [MediaTypes.Json]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var page = new ContradictionPage(found.Slice.Items, Paging.Next(httpContext, found.Slice.Next), found.Suggested);
        return Answers.Write(httpContext, new StoredAnswer(StatusCodes.Status200OK, null, null, JsonSerializer.SerializeToUtf8Bytes(page, Json.Options)));
    }
}

internal sealed class ListContradictionsHandler(Database database) : QueryHandler<ListContradictions, ContradictionSlice>(database)
{
    private const int MaxSuggested = 1_000;

    private const string InOneArticle = """
        EXISTS (SELECT 1 FROM appearance AS x JOIN appearance AS y ON y.article_id = x.article_id
          WHERE x.claim_id = a.id AND y.claim_id = b.id AND x.state = 'active' AND y.state = 'active')
        """;

    protected override ContradictionSlice Handle(ListContradictions query, Sql sql)
    {
        var fromIsAsked = $"(TRUE {query.Where("a")}{Other(query, "b")})";
        var toIsAsked = $"(TRUE {query.Where("b")}{Other(query, "a")})";
        var found = $"""
            FROM link
            JOIN claim AS a ON a.id = link.from_id
            JOIN claim AS b ON b.id = link.to_id
            WHERE link.type IN ('contradicts', 'disagrees', 'discrepancy')
              AND link.state = @linkState
              {(query.Type is null ? "" : "AND link.type = @Type")}
              {(query.Facet is null ? "" : "AND link.facet = @Facet")}
              {(query.CrossArticle is not { } across ? "" : across ? $"AND NOT {InOneArticle}" : $"AND {InOneArticle}")}
              AND ({fromIsAsked} OR {toIsAsked})
            """;
        var values = query.Values();
        values["Type"] = query.Type;
        values["Facet"] = query.Facet;
        values["OtherArticleId"] = query.OtherArticleId;
        values["OtherArticleRef"] = query.OtherArticleRef;
        values["OtherClaimantId"] = query.OtherClaimantId;
        values["OtherClaimantRef"] = query.OtherClaimantRef;
        values["Cursor"] = query.Cursor;
        values["Limit"] = query.Limit;

        values["linkState"] = LinkState.Suggested;
        var suggested = sql.First<long>($"SELECT count(*) FROM (SELECT 1 {found} LIMIT {MaxSuggested})", values);
        values["linkState"] = LinkState.Confirmed;
        var page = $"""
            SELECT link.id, link.ref, link.type, link.facet, link.state, link.origin, link.explanation, link.decision, link.basis, link.from_id, link.to_id,
              {fromIsAsked} AS from_is_asked
            {found}
            {(query.Cursor is null ? "" : "  AND link.id < @Cursor")}
            ORDER BY link.id DESC
            LIMIT @Limit + 1
            """;
        var rows = Slice<Row>.Of(sql.Query<Row>(page, values), query.Limit, row => row.Id);
        var claims = ClaimsOf(sql, rows.Items);
        return new ContradictionSlice(rows.With<Contradiction>([.. rows.Items.Select(row => Of(row, claims[row.FromId], claims[row.ToId], query))]), suggested);
    }

    private static string Other(ListContradictions query, string claim) => string.Concat(
        $"  AND {claim}.state = 'active'",
        query.OtherArticleId is null ? "" : $"  AND EXISTS (SELECT 1 FROM appearance WHERE claim_id = {claim}.id AND article_id = @OtherArticleId AND state = 'active')",
        query.OtherArticleRef is null
            ? ""
            : $"  AND EXISTS (SELECT 1 FROM appearance WHERE claim_id = {claim}.id AND article_id = (SELECT id FROM article WHERE ref = @OtherArticleRef) AND state = 'active')",
        query.OtherClaimantId is null ? "" : $"  AND {claim}.claimant_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE id = @OtherClaimantId))",
        query.OtherClaimantRef is null ? "" : $"  AND {claim}.claimant_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE ref = @OtherClaimantRef))");

    private static Dictionary<long, Claim> ClaimsOf(Sql sql, IReadOnlyList<Row> links)
    {
        var ids = Json.Write(links.SelectMany(l => new[] { l.FromId, l.ToId }).Distinct().ToArray());
        return Claim.Of(sql, sql.Query<Claim.Row>($"{Claim.Select} WHERE claim.id IN (SELECT value FROM json_each(@ids))", new { ids })).ToDictionary(c => c.Id);
    }

    private static Contradiction Of(Row row, Claim from, Claim to, ListContradictions query)
    {
        var (asked, askedArticle, otherArticle) = row.FromIsAsked == 1 ? (from, 0, 1) : (to, 1, 0);
        var basis = Json.ReadOrNull<LinkBasis>(row.Basis);
        (long? Id, string? Ref)[] articles = [(query.ArticleId, query.ArticleRef), (query.OtherArticleId, query.OtherArticleRef)];
        return new Contradiction(
            new ContradictionLink(
                row.Id, row.Ref, Names.Parse<LinkType>(row.Type), row.Facet is null ? null : Names.Parse<Facet>(row.Facet), Names.Parse<LinkState>(row.State),
                row.Origin, row.Explanation, Json.ReadOrNull<Decision>(row.Decision), basis?.QuestionId),
            Order(from.Said, to.Said),
            Side(from, basis?.From, articles[askedArticle]),
            Side(to, basis?.To, articles[otherArticle]),
            query.FitOf(asked.Said, asked.Period));
    }

    private static ContradictionSide Side(Claim claim, StatedValue? stated, (long? Id, string? Ref) article)
    {
        var standing = claim.Appearances.Where(a => a.State == State.Active).ToList();
        var shown = standing.Find(a => a.Article.Id == article.Id || (article.Ref is not null && a.Article.Ref == article.Ref)) ?? standing.FirstOrDefault();
        return new ContradictionSide(
            new ContradictedClaim(claim.Id, claim.Ref, claim.Statement, claim.Kind, claim.Status, claim.Said, claim.Period, claim.Topics),
            claim.Claimant, stated ?? (claim.Quantity is { } quantity ? StatedValue.From(quantity) : null), shown, standing.Count);
    }

    private static SaidOrder Order(Dated? from, Dated? to) =>
        from?.Latest < to?.Earliest ? SaidOrder.FromFirst
        : to?.Latest < from?.Earliest ? SaidOrder.ToFirst
        : SaidOrder.Unknown;

    private sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Type { get; init; } = "";

        public string? Facet { get; init; }

        public string State { get; init; } = "";

        public string Origin { get; init; } = "";

        public string? Explanation { get; init; }

        public string? Decision { get; init; }

        public string? Basis { get; init; }

        public long FromId { get; init; }

        public long ToId { get; init; }

        public long FromIsAsked { get; init; }
    }
}
