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

        Write(tx, link.Id, to, decision, $"link.{Names.Of(to)}", reason);
        tx.Settle();
        return Link.Get(tx.Sql, link.Id);
    }

    /// <summary>Writes what was decided, by a person or by a rule, with all that follows from it.</summary>
    public static void Write(WriteTransaction tx, long id, LinkState to, Decision? decision, string action, string? reason)
    {
        tx.Sql.Execute(Decide, new { id, to, decision = Json.WriteOrNull(decision), now = tx.Now });
        LinkRow.Tell(tx, Link.Get(tx.Sql, id), action, reason);
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
