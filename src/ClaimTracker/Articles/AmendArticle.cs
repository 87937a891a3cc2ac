using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Articles;

internal sealed record AmendArticle(long Id, MergePatch<ArticleContent> Patch, IfMatch IfMatch) : ICommand<Article>;

internal static class AmendArticleEndpoint
{
    /// <summary>Amend an article</summary>
    /// <remarks>
    /// Merge patch. When the day of publication changes, what its claimants said "six months ago" is dated anew. The text is not amended here: capture a
    /// snapshot.
    /// </remarks>
    /// <param name="id">The article's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<Article>> Patch(long id, MergePatch<ArticleContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendArticle(id, patch, ifMatch), cancellation));
}

internal sealed class AmendArticleHandler(Database database, Caller caller, IEnumerable<IFollowArticle> followers)
    : CommandHandler<AmendArticle, Article>(database, caller)
{
    private const string Holder = "SELECT id FROM article WHERE id <> @Id AND (ref = @Ref OR canonical_url = @url) LIMIT 1";
    private const string Count = "UPDATE article SET revision = revision + 1, updated_at = @now WHERE id = @Id";

    protected override Article Handle(AmendArticle command, WriteTransaction tx)
    {
        var current = Article.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        Standing.RequireActive(current.State);
        var content = command.Patch.Apply(current.Content(), "publisher");
        if (tx.Sql.First<long?>(Holder, new { command.Id, content.Ref, url = ArticleRow.Canonical(content.Url) }) is { } holder)
        {
            throw ProblemException.Duplicate("Another article has this ref or this address.", Article.Get(tx.Sql, holder).AsExisting());
        }

        ArticleRow.Write(tx, command.Id, content, current);
        var amended = Article.Get(tx.Sql, command.Id);
        if (Json.Write(amended.Content()) == Json.Write(current.Content()))
        {
            return current;
        }

        tx.Sql.Execute(Count, new { command.Id, now = tx.Now });
        amended = Article.Get(tx.Sql, command.Id);
        tx.Raise("article.amended", "article", command.Id, amended.Revision, amended.Whole(), command.Patch.Reason);
        if (amended.Published != current.Published)
        {
            foreach (var follower in followers)
            {
                follower.PublishedChanged(tx, command.Id);
            }
        }

        return amended.Mark(tx.AddedClaimants);
    }
}
