using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Links;

/// <summary>Why a link does not hold.</summary>
/// <param name="Reason">Why, in one word for programs.</param>
/// <param name="Note">Why, in words for people.</param>
public sealed record Rejection(RejectReason Reason, [property: Prose(Limits.Note)] string? Note = null)
{
    /// <summary>Both, as an event keeps them.</summary>
    internal string InWords => Note is null ? Names.Of(Reason) : $"{Names.Of(Reason)}: {Note}";
}

internal sealed record RejectLink(long Id, Rejection Rejection, IfMatch IfMatch) : ICommand<Link>;

internal static class RejectLinkEndpoint
{
    /// <summary>Reject a link</summary>
    /// <remarks>It stays on record as rejected: the pair is not suggested again. Confirm it to take the rejection back.</remarks>
    /// <param name="id">The link's id.</param>
    /// <param name="rejection">Why it does not hold.</param>
    public static async Task<Answer<Link>> Post(long id, Body<Rejection> rejection, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new RejectLink(id, rejection.Value, ifMatch), cancellation));
}

internal sealed class RejectLinkHandler(Database database, Caller caller) : CommandHandler<RejectLink, Link>(database, caller)
{
    protected override Link Handle(RejectLink command, WriteTransaction tx)
    {
        var (reason, note) = command.Rejection;
        return LinkDecision.Make(
            tx, Link.Get(tx.Sql, command.Id), command.IfMatch, LinkState.Rejected, new Decision(tx.Actor.Name, tx.Now, note, Rejected: reason), command.Rejection.InWords);
    }
}
