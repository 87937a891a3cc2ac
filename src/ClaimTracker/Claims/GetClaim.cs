using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Claims;

/// <summary>What to show with a claim.</summary>
public sealed record ClaimView
{
    /// <summary>What hangs on it and is to be shown with it, in one list with commas: `expand=evidence,reviews`. Of each the newest 20.</summary>
    public IReadOnlyList<ClaimPart>? Expand { get; init; }
}

internal sealed record GetClaim(long Id, IReadOnlyList<ClaimPart>? Expand = null) : IQuery<StoredAnswer>;

internal static class GetClaimEndpoint
{
    /// <summary>Read a claim</summary>
    /// <remarks>Who said what, when, and every article that reports it, with the passages. Withdrawn ones too: their `state` says so.</remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<Answer<Claim>> Get(long id, Query<ClaimView> view, ISender sender, CancellationToken cancellation) =>
        new(await sender.Send(new GetClaim(id, view.Value.Expand), cancellation));
}

internal sealed class GetClaimHandler(Database database, Caller caller, ClaimExpander expander) : QueryHandler<GetClaim, StoredAnswer>(database)
{
    protected override StoredAnswer Handle(GetClaim query, Sql sql) => query.Expand is null
        ? ClaimBodies.Get(sql, query.Id)
        : Answers.Render(expander.Expand(sql, Claim.Get(sql, query.Id), query.Expand, caller.Actor));
}
