using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Operations;

/// <summary>What the chain of events must hold.</summary>
public sealed record VerifyAudit : IQuery<AuditReport>
{
    /// <summary>An event that is known to have been there, as `claimtracker backup` prints it and `head` gives it: number and hash, `420:9f86d0…`. A chain that was cut off before it, or made anew, does not hold it.</summary>
    [Checkpoint]
    public string? Checkpoint { get; init; }
}

/// <summary>How the chain of events stands.</summary>
/// <param name="Ok">Whether every event is as it was told and the checkpoint, if one was given, is among them.</param>
/// <param name="Events">How many events fit, from the first on.</param>
/// <param name="Head">The last event that fits; null where there is none.</param>
/// <param name="FirstBroken">The number of the first event that does not fit: it, or one before it, was changed, removed or put elsewhere. Null where all fit.</param>
/// <param name="HoldsCheckpoint">Whether the given checkpoint was met; null where none was given.</param>
/// <param name="CheckedAt">When the end of the chain was reached.</param>
public sealed record AuditReport(bool Ok, long Events, AuditHead? Head, long? FirstBroken, bool? HoldsCheckpoint, DateTimeOffset CheckedAt);

/// <summary>An event of the chain. Note number and hash outside of this record: together they prove later that nothing before was changed.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Hash">Its hash: SHA-256 over it and the hash of the event before, in hexadecimal.</param>
/// <param name="At">When it happened.</param>
public sealed record AuditHead(long Seq, string Hash, DateTimeOffset At);

internal static class VerifyAuditEndpoint
{
    /// <summary>Verify the events</summary>
    /// <remarks>
    /// Walks the chain of all events, from the first: each holds the hash of the one before, so that a changed, missing or misplaced event is found. This reads
    /// the whole history: for a record of a million events it takes seconds. What is written meanwhile is verified too.
    /// </remarks>
    public static async Task<ReportAnswer<AuditReport>> Get(Query<VerifyAudit> query, ISender sender, CancellationToken cancellation) =>
        Answers.Report(await sender.Send(query.Value, cancellation));
}

/// <summary>
/// Each portion is a snapshot under a deadline of its own: none is kept, others have their turn between two, and the walk ends when the client has gone. A walk that
/// has begun is not refused in the middle.
/// </summary>
internal sealed class VerifyAuditHandler(Database database) : IRequestHandler<VerifyAudit, AuditReport>
{
    public async Task<AuditReport> Handle(VerifyAudit query, CancellationToken cancellation)
    {
        var walk = new ChainWalk(query.Checkpoint is { } text ? Checkpoint.Parse(text) : null);
        while (await database.Read(walk.Step, cancellation, lane: Lane.Heavy, isPatient: walk.Seq > 0))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return new AuditReport(
            walk.FirstBroken is null && walk.HasMetCheckpoint,
            walk.Seq,
            walk.At is { } at ? new AuditHead(walk.Seq, walk.Hash, at) : null,
            walk.FirstBroken,
            query.Checkpoint is null ? null : walk.HasMetCheckpoint,
            database.Clock.GetUtcNow());
    }
}

/// <summary>A checkpoint of the chain of events.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CheckpointAttribute() : TextRuleAttribute(84)
{
    public override string Pattern => "^[0-9]{1,19}:[0-9a-fA-F]{64}$";

    protected override Flaw? Examine(string value) =>
        Checkpoint.Parse(value) is null ? new Flaw("invalid_checkpoint", "A checkpoint is an event's number and its hash of 64 hexadecimal digits, with a colon between.") : null;
}
