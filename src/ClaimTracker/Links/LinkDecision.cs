using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Links;

/// <summary>What confirming, rejecting and resolving have in common: from which state, the row, the event, and the status of both claims.</summary>
internal static class LinkDecision
{
    private const string Decide = "UPDATE link SET state = @to, decision = @decision, revision = revision + 1, updated_at = @now WHERE id = @id";

    public static Link Make(WriteTransaction tx, Link link, IfMatch ifMatch, LinkState to, Decision decision, string reason)
    {
        ifMatch.Check(link);
        if (!From(to).Contains(link.State))
        {
            throw ProblemException.IllegalTransition($"The link is {Names.Of(link.State)}.", [.. Actions(link)]);
        }

        if (to == LinkState.Confirmed)
        {
            LinkRow.CheckKinds(tx.Sql, link);
        }

        tx.Sql.Execute(Decide, new { id = link.Id, to, decision = Json.Write(decision), now = tx.Now });
        var decided = Link.Get(tx.Sql, link.Id);
        tx.Raise($"link.{Names.Of(to)}", "link", link.Id, decided.Revision, decided.Whole(), reason, link.From.Id, link.To.Id);
        LinkRow.RefreshEnds(tx, decided, reason);
        LinkRow.ChallengeReviews(tx, decided, reason);
        return decided;
    }

    private static LinkState[] From(LinkState to) => to switch
    {
        LinkState.Confirmed => [LinkState.Suggested, LinkState.Rejected, LinkState.Resolved],
        LinkState.Rejected => [LinkState.Suggested, LinkState.Confirmed, LinkState.Resolved],
        _ => [LinkState.Confirmed],
    };

    private static IEnumerable<string> Actions(Link link)
    {
        if (link.State != LinkState.Confirmed)
        {
            yield return "confirm";
        }

        if (link.State != LinkState.Rejected)
        {
            yield return "reject";
        }

        if (link.State == LinkState.Confirmed && link.Type.IsContradiction())
        {
            yield return "resolve";
        }
    }
}
