using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Articles;

internal sealed record ChangeArticleStanding(long Id, State To, string Reason, IfMatch IfMatch) : ICommand<Article>;

internal static class ChangeArticleStandingEndpoint
{
    /// <summary>Withdraw an article</summary>
    /// <remarks>It leaves the lists; the claims it reports stay. A contributor withdraws what their own key recorded, an editor anything.</remarks>
    /// <param name="id">The article's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Article>> Withdraw(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeArticleStanding(id, State.Withdrawn, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Restore an article</summary>
    /// <remarks>Undoes a withdrawal.</remarks>
    /// <param name="id">The article's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Article>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeArticleStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeArticleStandingHandler(Database database, Caller caller) : CommandHandler<ChangeArticleStanding, Article>(database, caller)
{
    protected override Article Handle(ChangeArticleStanding command, WriteTransaction tx)
    {
        Standing.Change(tx, "article", Article.Get(tx.Sql, command.Id), command.IfMatch, command.To);
        var changed = Article.Get(tx.Sql, command.Id);
        tx.Raise(command.To == State.Active ? "article.restored" : "article.withdrawn", "article", command.Id, changed.Revision, changed.Whole(), command.Reason);
        return changed;
    }
}
