using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Articles;

internal sealed record ListSnapshotsOfArticle(long ArticleId, long Limit, long? Cursor) : IQuery<Slice<Snapshot>>;

internal static class ListSnapshotsEndpoint
{
    /// <summary>List an article's snapshots</summary>
    /// <remarks>Newest first, without their texts.</remarks>
    /// <param name="id">The article's id.</param>
    public static async Task<ListAnswer<Snapshot>> Get(long id, Query<PageQuery> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new ListSnapshotsOfArticle(id, query.Value.Limit, query.Value.Cursor), cancellation));
}

internal sealed class ListSnapshotsHandler(Database database) : QueryHandler<ListSnapshotsOfArticle, Slice<Snapshot>>(database)
{
    private const string Page = $"""
        {Snapshot.Select}
        WHERE taken.article_id = @ArticleId AND (@Cursor IS NULL OR taken.id < @Cursor)
        ORDER BY taken.id DESC
        LIMIT @Limit + 1
        """;

    protected override Slice<Snapshot> Handle(ListSnapshotsOfArticle query, Sql sql)
    {
        Article.Get(sql, query.ArticleId);
        return Slice<Snapshot>.Of([.. sql.Query<Snapshot.Row>(Page, query).Select(row => row.ToSnapshot())], query.Limit, snapshot => snapshot.Id);
    }
}
