using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Claims;

internal sealed record AmendAppearance(long Id, MergePatch<AppearanceContent> Patch, IfMatch IfMatch) : ICommand<Appearance>;

internal static class AmendAppearanceEndpoint
{
    /// <summary>Amend an appearance</summary>
    /// <remarks>
    /// Merge patch. Quotations that are given replace all of them and are checked against the newest text; where they are not named they stay as they are,
    /// also when that text has changed.
    /// </remarks>
    /// <param name="id">The appearance's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<Appearance>> Patch(long id, MergePatch<AppearanceContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendAppearance(id, patch, ifMatch), cancellation));
}

internal sealed class AmendAppearanceHandler(Database database, Caller caller, Quotations quotations) : CommandHandler<AmendAppearance, Appearance>(database, caller)
{
    protected override Appearance Handle(AmendAppearance command, WriteTransaction tx)
    {
        var current = Appearance.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        Standing.RequireActive(current.State);
        var content = command.Patch.Apply(current.Content());
        var withQuotes = command.Patch.Touches("quotes");
        var faults = new List<Fault>();
        var prepared = AppearanceRow.Prepare(tx, quotations, current.Article.Id, withQuotes ? content : content with { Quotes = [] }, "#", faults, named: current.Attribution);
        if (!withQuotes)
        {
            prepared = prepared with { Quotes = [.. current.Quotes.Select(q => new VerifiedQuote(current.SnapshotId, q.Exact, q.Prefix, q.Suffix, q.Start, q.End, q.Anchor))] };
        }

        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (prepared.IsSameAs(current) && prepared.Anchor == current.Anchor)
        {
            return current;
        }

        if (content.Ref is not null && content.Ref != current.Ref && AppearanceRow.HolderOf(tx.Sql, content.Ref) is { } holder)
        {
            throw ProblemException.Duplicate($"The ref {content.Ref} is another appearance's.", holder.AsExisting());
        }

        AppearanceRow.Update(tx, command.Id, current.Claim!.Id, current.Article.Id, prepared, withQuotes);
        var amended = Appearance.Get(tx.Sql, command.Id);
        tx.Raise("appearance.amended", "appearance", command.Id, amended.Revision, amended.Whole(current.Claim.Id), command.Patch.Reason, current.Claim.Id);
        return amended.Mark(tx.AddedClaimants);
    }
}
