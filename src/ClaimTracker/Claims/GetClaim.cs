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

/// <summary>The ready answer is one row, and one statement is a snapshot of its own; only where there is none, a snapshot is opened for the rest.</summary>
internal sealed class GetClaimHandler(Database database, Caller caller, ClaimExpander expander) : IRequestHandler<GetClaim, StoredAnswer>
{
    public async Task<StoredAnswer> Handle(GetClaim query, CancellationToken cancellation) =>
        (query.Expand is null ? await database.ReadOne(sql => ClaimBodies.Ready(sql, query.Id), cancellation) : null)
        ?? await database.Read(sql => Made(query, sql), cancellation, lane: query.Expand is null ? Lane.Quick : Lane.Heavy);

    private StoredAnswer Made(GetClaim query, Sql sql)
    {
        var claim = Claim.Get(sql, query.Id);
        return Answers.Render(query.Expand is null ? claim : expander.Expand(sql, claim, query.Expand, caller.Actor));
    }
}
