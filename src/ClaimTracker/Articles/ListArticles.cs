using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Articles;

/// <summary>Which articles to list.</summary>
public sealed record ListArticles : PageQuery, IQuery<Slice<Article>>, IHeavyQuery
{
    /// <summary>Only those of this publisher.</summary>
    public long? PublisherId { get; init; }

    /// <summary>Only those of the publisher with this key.</summary>
    [Ref]
    public string? PublisherRef { get; init; }

    /// <summary>Only those that report a claim of this claimant.</summary>
    public long? ClaimantId { get; init; }

    /// <summary>Only those that report a claim on this topic.</summary>
    [Line(Limits.Topic)]
    public string? Topic { get; init; }

    /// <summary>Only those in this language.</summary>
    [Language]
    public string? Language { get; init; }

    /// <summary>The one at this address.</summary>
    [Address]
    public string? Url { get; init; }

    /// <summary>The one with this key.</summary>
    [Ref]
    public string? Ref { get; init; }

    /// <summary>Published on this day, or in this month or year, or later.</summary>
    [EdtfDate]
    public string? PublishedFrom { get; init; }

    /// <summary>Published on this day, or in this month or year, or earlier.</summary>
    [EdtfDate]
    public string? PublishedTo { get; init; }

    /// <summary>Whether to keep what may fit the dates, the undated too, or only what surely fits.</summary>
    public DateMatch Dates { get; init; } = DateMatch.Possible;

    /// <summary>Those in this state.</summary>
    public State State { get; init; } = State.Active;

    /// <summary>Its address and its own key are found by an index.</summary>
    bool IHeavyQuery.IsHeavy => Url is null && Ref is null && IsFiltered;
}

internal static class ListArticlesEndpoint
{
    /// <summary>List articles</summary>
    /// <remarks>Newest first.</remarks>
    public static async Task<ListAnswer<Article>> Get(Query<ListArticles> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));
}

internal sealed class ListArticlesHandler(Database database) : QueryHandler<ListArticles, Slice<Article>>(database)
{
    private const string Reports = """
         AND EXISTS (SELECT 1 FROM appearance JOIN claim ON claim.id = appearance.claim_id
           WHERE appearance.article_id = article.id AND claim.claimant_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE id = @ClaimantId)) AND appearance.state = 'active' AND claim.state = 'active')
        """;

    private const string OnTopic = """
         AND EXISTS (SELECT 1 FROM appearance JOIN claim ON claim.id = appearance.claim_id JOIN claim_topic ON claim_topic.claim_id = claim.id
           WHERE appearance.article_id = article.id AND claim_topic.topic = @Topic AND appearance.state = 'active' AND claim.state = 'active')
        """;

    /// <summary>Dates marked as about (`~`) or uncertain (`?`) surely lie nowhere.</summary>
    private const string IsCertain = " AND json_extract(article.published, '$.edtf') NOT GLOB '*[~?]*'";

    protected override Slice<Article> Handle(ListArticles query, Sql sql)
    {
        var days = DayRange.Of(query.PublishedFrom, query.PublishedTo);
        var isCertain = query.Dates == DateMatch.Certain && !days.IsOpen;
        var page = $"""
            {Article.Select}
            WHERE article.state = @State
            {(query.PublisherId is null ? "" : " AND article.publisher_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE id = @PublisherId))")}
            {(query.PublisherRef is null ? "" : " AND article.publisher_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE ref = @PublisherRef))")}
            {(query.ClaimantId is null ? "" : Reports)}
            {(query.Topic is null ? "" : OnTopic)}
            {(query.Language is null ? "" : " AND article.language = @language")}
            {(query.Url is null ? "" : " AND article.canonical_url = @url")}
            {(query.Ref is null ? "" : " AND article.ref = @Ref")}
            {(days.From is null ? "" : " AND (article.published_latest IS NULL OR article.published_latest >= @From)")}
            {(days.To is null ? "" : " AND (article.published_earliest IS NULL OR article.published_earliest <= @To)")}
            {(isCertain ? IsCertain : "")}
            {(isCertain && days.From is not null ? " AND article.published_earliest >= @From" : "")}
            {(isCertain && days.To is not null ? " AND article.published_latest <= @To" : "")}
            {(query.Cursor is null ? "" : " AND article.id < @Cursor")}
            ORDER BY article.id DESC
            LIMIT @Limit + 1
            """;
        var rows = sql.Query<Article.Row>(page, new
        {
            query.State,
            query.PublisherId,
            query.PublisherRef,
            query.ClaimantId,
            query.Topic,
            language = ArticleRow.CanonicalLanguage(query.Language),
            url = ArticleRow.Canonical(query.Url),
            query.Ref,
            days.From,
            days.To,
            query.Cursor,
            query.Limit,
        });
        var articles = rows.Select(row => row.ToArticle());
        return Slice<Article>.Of(
            [.. days.IsOpen ? articles : articles.Select(a => a with { DateFit = days.Fit(a.Published) })], query.Limit, article => article.Id);
    }
}
