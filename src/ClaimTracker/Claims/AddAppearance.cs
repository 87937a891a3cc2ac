using ClaimTracker.Articles;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record AddAppearance(long ClaimId, GivenAppearance Given) : ICommand<Recorded<Appearance>>;

internal static class AddAppearanceEndpoint
{
    /// <summary>Add an appearance</summary>
    /// <remarks>
    /// Another utterance of the claim, or another article that reports it. The quotations are checked like those of a new claim. The same appearance in the
    /// same article answers 200 and changes nothing.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    /// <param name="appearance">Where and how it is reported.</param>
    public static async Task<RecordedAnswer<Appearance>> Post(long id, Body<GivenAppearance> appearance, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new AddAppearance(id, appearance.Value), cancellation));
}

internal sealed class AddAppearanceHandler(Database database, Caller caller, Quotations quotations) : CommandHandler<AddAppearance, Recorded<Appearance>>(database, caller)
{
    protected override Recorded<Appearance> Handle(AddAppearance command, WriteTransaction tx)
    {
        var claim = Claim.Get(tx.Sql, command.ClaimId);
        Standing.RequireActive(claim.State, claim.MergedInto?.AsExisting());
        var given = command.Given;
        var faults = new List<Fault>();
        var articleId = Article.Known(tx.Sql, given.ArticleId, given.ArticleRef, given.ArticleId is null ? "#/articleRef" : "#/articleId", faults);
        var holder = given.Ref is not null ? AppearanceRow.HolderOf(tx.Sql, given.Ref) : null;
        var verifiedIn = holder?.Article.Id == articleId ? holder?.SnapshotId : null;
        var appearance = articleId is { } article ? AppearanceRow.Prepare(tx, quotations, article, given.Content, "#", faults, verifiedIn) : null;
        if (appearance is null || faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (claim.Appearances.FirstOrDefault(a => a.Article.Id == articleId && appearance.IsSameAs(a)) is { } same)
        {
            return new Recorded<Appearance>(Appearance.Get(tx.Sql, same.Id), IsNew: false);
        }

        if (holder is not null)
        {
            throw new ProblemException(ProblemKind.Differs, $"The ref {given.Ref} is on record with other content.") { Existing = holder.AsExisting() };
        }

        var id = AppearanceRow.Insert(tx, command.ClaimId, appearance).Id;
        AppearanceRow.RepeatSaid(tx, command.ClaimId);
        var added = Appearance.Get(tx.Sql, id);
        tx.Raise("appearance.recorded", "appearance", id, added.Revision, added.Whole(command.ClaimId), null, command.ClaimId);
        return new Recorded<Appearance>(added.Mark(tx.AddedClaimants), IsNew: true);
    }
}
