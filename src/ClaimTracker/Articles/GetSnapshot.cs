using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Articles;

internal sealed record GetSnapshot(long Id) : IQuery<Snapshot>;

internal static class GetSnapshotEndpoint
{
    /// <summary>Read a snapshot with its text</summary>
    /// <remarks>The text is the publisher's: contributors and above read it. Everybody reads the quoted spans in the claims.</remarks>
    /// <param name="id">The snapshot's id.</param>
    public static async Task<Answer<Snapshot>> Get(long id, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new GetSnapshot(id), cancellation));
}

internal sealed class GetSnapshotHandler(Database database) : QueryHandler<GetSnapshot, Snapshot>(database)
{
    protected override Snapshot Handle(GetSnapshot query, Sql sql) =>
        Snapshot.Get(sql, query.Id) with { Text = sql.First<string>("SELECT text FROM snapshot WHERE id = @Id", query) };
}
