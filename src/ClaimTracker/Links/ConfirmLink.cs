using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Links;

internal sealed record ConfirmLink(long Id, string Reason, IfMatch IfMatch) : ICommand<Link>;

internal static class ConfirmLinkEndpoint
{
    /// <summary>Confirm a link</summary>
    /// <remarks>From then on it counts: in the list of contradictions, in the counts and in the status of both claims. Also takes back a rejection or a resolution.</remarks>
    /// <param name="id">The link's id.</param>
    /// <param name="why">Why it holds.</param>
    public static async Task<Answer<Link>> Post(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ConfirmLink(id, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ConfirmLinkHandler(Database database, Caller caller) : CommandHandler<ConfirmLink, Link>(database, caller)
{
    protected override Link Handle(ConfirmLink command, WriteTransaction tx) =>
        LinkDecision.Make(tx, Link.Get(tx.Sql, command.Id), command.IfMatch, LinkState.Confirmed, new Decision(tx.Actor.Name, tx.Now, command.Reason), command.Reason);
}
