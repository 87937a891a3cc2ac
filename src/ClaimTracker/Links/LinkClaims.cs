using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Links;

/// <summary>A link to record.</summary>
/// <param name="Type">How `from` stands to `to`.</param>
/// <param name="Explanation">Why, for a reader: what each side says, and why both cannot, or can, be true.</param>
/// <param name="From">One claim, by id. With `updates` and `retracts` the later one.</param>
/// <param name="FromRef">The same by its own key.</param>
/// <param name="To">The other claim, by id.</param>
/// <param name="ToRef">The same by its own key.</param>
/// <param name="Facet">What they differ in: required for `contradicts`, `disagrees` and `discrepancy`, absent otherwise.</param>
/// <param name="Ref">The caller's own key, unique among links.</param>
public sealed record LinkClaims(
    LinkType Type,
    [property: Prose(Limits.Explanation)] string Explanation,
    long? From = null,
    [property: Ref] string? FromRef = null,
    long? To = null,
    [property: Ref] string? ToRef = null,
    Facet? Facet = null,
    [property: Ref] string? Ref = null) : ICommand<Recorded<Link>>, IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((From is null) == (FromRef is null))
        {
            yield return Fault.At($"{pointer}/from", "one_of", "Name the claim by from or by fromRef.");
        }

        foreach (var fault in ((IHasRules)new ClaimLink(Type, Explanation, To, ToRef, Facet)).BrokenRules(pointer))
        {
            yield return fault;
        }
    }
}

internal static class LinkClaimsEndpoint
{
    /// <summary>Link two claims</summary>
    /// <remarks>
    /// Both cannot be true: `contradicts`. Rival positions: `disagrees`. They differ and both can be true: `discrepancy`. A link is confirmed at once from a
    /// reviewer's key, else it is suggested and waits for one. A pair has one link of a type, whichever way round it is sent.
    /// </remarks>
    /// <param name="link">The link to record.</param>
    public static async Task<RecordedAnswer<Link>> Post(Body<LinkClaims> link, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(link.Value, cancellation));
}

internal sealed class LinkClaimsHandler(Database database, Caller caller) : CommandHandler<LinkClaims, Recorded<Link>>(database, caller)
{
    protected override Recorded<Link> Handle(LinkClaims command, WriteTransaction tx)
    {
        var faults = new List<Fault>();
        var from = Claim.Known(tx.Sql, command.From, command.FromRef, command.From is null ? "#/fromRef" : "#/from", faults);
        var to = Claim.Known(tx.Sql, command.To, command.ToRef, command.To is null ? "#/toRef" : "#/to", faults);
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (command.Ref is not null && tx.Sql.First<long?>("SELECT id FROM link WHERE ref = @Ref", new { command.Ref }) is { } known)
        {
            return new Recorded<Link>(Unchanged(command, Link.Get(tx.Sql, known), from!.Value, to!.Value), IsNew: false);
        }

        var id = LinkRow.Add(tx, command.Ref, from!.Value, to!.Value, command.Type, command.Facet, command.Explanation, "#", faults);
        return id is null ? throw ProblemException.Rule(faults) : new Recorded<Link>(Link.Get(tx.Sql, id.Value), IsNew: true);
    }

    private static Link Unchanged(LinkClaims command, Link existing, long from, long to)
    {
        var isSamePair = (existing.From.Id, existing.To.Id) == (from, to) || (command.Type.IsSymmetric() && (existing.From.Id, existing.To.Id) == (to, from));
        return isSamePair && existing.Type == command.Type && existing.Facet == command.Facet && existing.Explanation == command.Explanation
            ? existing
            : throw new ProblemException(ProblemKind.Differs, $"The ref {command.Ref} is on record with other content.") { Existing = existing.AsExisting() };
    }
}
