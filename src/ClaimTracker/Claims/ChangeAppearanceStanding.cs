using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record ChangeAppearanceStanding(long Id, State To, string Reason, IfMatch IfMatch) : ICommand<Appearance>;

internal static class ChangeAppearanceStandingEndpoint
{
    /// <summary>Withdraw an appearance</summary>
    /// <remarks>The claim stays, and so does the article. A contributor withdraws what their own key recorded, an editor anything.</remarks>
    /// <param name="id">The appearance's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Appearance>> Withdraw(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeAppearanceStanding(id, State.Withdrawn, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Restore an appearance</summary>
    /// <remarks>Undoes a withdrawal.</remarks>
    /// <param name="id">The appearance's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Appearance>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeAppearanceStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeAppearanceStandingHandler(Database database, Caller caller) : CommandHandler<ChangeAppearanceStanding, Appearance>(database, caller)
{
    protected override Appearance Handle(ChangeAppearanceStanding command, WriteTransaction tx)
    {
        Standing.Change(tx, "appearance", Appearance.Get(tx.Sql, command.Id), command.IfMatch, command.To);
        var changed = Appearance.Get(tx.Sql, command.Id);
        AppearanceRow.Repeat(tx, changed.Claim!.Id, changed.Article.Id);
        tx.Raise(
            command.To == State.Active ? "appearance.restored" : "appearance.withdrawn", "appearance", command.Id, changed.Revision, changed.Whole(changed.Claim.Id), command.Reason,
            changed.Claim.Id);
        return changed;
    }
}
