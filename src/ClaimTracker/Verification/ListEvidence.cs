using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record ListEvidence(long ClaimId, long Limit, long? Cursor) : IQuery<Slice<Evidence>>
{
    /// <summary>One more than a page holds: it tells whether there is another.</summary>
    internal const string Page = $"""
        {Evidence.Select}
        WHERE evidence.claim_id = @ClaimId AND (@Cursor IS NULL OR evidence.id < @Cursor)
        ORDER BY evidence.id DESC
        LIMIT @Limit + 1
        """;
}

internal static class ListEvidenceEndpoint
{
    /// <summary>List the evidence of a claim</summary>
    /// <remarks>Newest first, withdrawn ones too.</remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<ListAnswer<Evidence>> Get(long id, Query<PageQuery> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new ListEvidence(id, query.Value.Limit, query.Value.Cursor), cancellation));
}

internal sealed class ListEvidenceHandler(Database database) : QueryHandler<ListEvidence, Slice<Evidence>>(database)
{
    protected override Slice<Evidence> Handle(ListEvidence query, Sql sql)
    {
        Claim.Get(sql, query.ClaimId);
        return Slice<Evidence>.Of([.. sql.Query<Evidence.Row>(ListEvidence.Page, query).Select(row => row.ToEvidence())], query.Limit, evidence => evidence.Id);
    }
}

/// <summary>The evidence that is shown with a claim.</summary>
internal sealed class EvidenceOfClaim : IExpandClaims
{
    public ClaimPart Part => ClaimPart.Evidence;

    public IReadOnlyList<object> Read(Sql sql, long claimId, Actor reader) =>
        [.. sql.Query<Evidence.Row>(ListEvidence.Page, new ListEvidence(claimId, Expansion.Max, null)).Select(row => row.ToEvidence())];
}
