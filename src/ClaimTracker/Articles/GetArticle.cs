using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Articles;

internal sealed record GetArticle(long Id) : IQuery<Article>;

internal static class GetArticleEndpoint
{
    /// <summary>Read an article</summary>
    /// <remarks>What is known of it. Its text is in its snapshots, its claims at `/claims`.</remarks>
    /// <param name="id">The article's id.</param>
    public static async Task<Answer<Article>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetArticle(id), cancellation));
}

internal sealed class GetArticleHandler(Database database) : QueryHandler<GetArticle, Article>(database)
{
    protected override Article Handle(GetArticle query, Sql sql) => Article.Get(sql, query.Id);
}
