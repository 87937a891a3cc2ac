using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Links;

/// <summary>How a contradiction is settled.</summary>
/// <param name="Outcome">Which side was right.</param>
/// <param name="Reason">Why, in words for people.</param>
public sealed record Resolution(ResolveOutcome Outcome, [property: Prose(Limits.Reason)] string Reason);

internal sealed record ResolveLink(long Id, Resolution Resolution, IfMatch IfMatch) : ICommand<Link>;

internal static class ResolveLinkEndpoint
{
    /// <summary>Resolve a contradiction</summary>
    /// <remarks>Says which side was right. The claims are then no longer disputed by it. Confirm the link to open it again.</remarks>
    /// <param name="id">The link's id.</param>
    /// <param name="resolution">How it is settled.</param>
    public static async Task<Answer<Link>> Post(long id, Body<Resolution> resolution, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ResolveLink(id, resolution.Value, ifMatch), cancellation));
}

internal sealed class ResolveLinkHandler(Database database, Caller caller) : CommandHandler<ResolveLink, Link>(database, caller)
{
    protected override Link Handle(ResolveLink command, WriteTransaction tx)
    {
        var link = Link.Get(tx.Sql, command.Id);
        var (outcome, reason) = command.Resolution;
        return link.Type.IsContradiction()
            ? LinkDecision.Make(tx, link, command.IfMatch, LinkState.Resolved, new Decision(tx.Actor.Name, tx.Now, reason, Outcome: outcome), reason)
            : throw ProblemException.Rule("#/outcome", "not_a_contradiction", $"A link that {Names.Of(link.Type)} has no right and wrong side.");
    }
}
