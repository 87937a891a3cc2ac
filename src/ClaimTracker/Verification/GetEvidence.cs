using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record GetEvidence(long Id) : IQuery<Evidence>;

internal static class GetEvidenceEndpoint
{
    /// <summary>Read a piece of evidence</summary>
    /// <remarks>Withdrawn ones too: their `state` says so. Passages show how they stand on the newest text.</remarks>
    /// <param name="id">The evidence's id.</param>
    public static async Task<Answer<Evidence>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetEvidence(id), cancellation));
}

internal sealed class GetEvidenceHandler(Database database) : QueryHandler<GetEvidence, Evidence>(database)
{
    protected override Evidence Handle(GetEvidence query, Sql sql) => Evidence.Get(sql, query.Id);
}
