using System.Text.Json;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

/// <summary>Something that has happened to a claim, or to what hangs on it.</summary>
/// <param name="Seq">Its number among all events of the record.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done: `claim.amended`.</param>
/// <param name="Entity">What it was done to: `claim`, `appearance`, `link`, `answer`, `evidence`, `review`, `challenge`.</param>
/// <param name="EntityId">Its id.</param>
/// <param name="Revision">Its revision after the change.</param>
/// <param name="Reason">Why.</param>
/// <param name="Content">Its whole content after the change.</param>
public sealed record HistoryEvent(
    long Seq,
    DateTimeOffset At,
    string Actor,
    string Action,
    string Entity,
    long EntityId,
    long Revision,
    string? Reason,
    JsonElement Content);

internal sealed record ListHistory(long ClaimId, long Limit, long? Cursor) : IQuery<Slice<HistoryEvent>>, IHeavyQuery;

internal static class ListHistoryEndpoint
{
    /// <summary>List what has happened to a claim</summary>
    /// <remarks>
    /// Every change of the claim and of its appearances, links, answers, evidence, reviews and challenges, newest first, each with its whole content after the change.
    /// Of reviews everybody reads what has happened since publication, contributors and above all.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<ListAnswer<HistoryEvent>> Get(long id, Query<PageQuery> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new ListHistory(id, query.Value.Limit, query.Value.Cursor), cancellation));
}

internal sealed class ListHistoryHandler(Database database, Caller caller) : QueryHandler<ListHistory, Slice<HistoryEvent>>(database)
{
    protected override Slice<HistoryEvent> Handle(ListHistory query, Sql sql)
    {
        Claim.Get(sql, query.ClaimId);
        return Slice<HistoryEvent>.Of(ClaimHistory.Newest(sql, query.ClaimId, query.Limit, query.Cursor, caller.Actor), query.Limit, found => found.Seq);
    }
}

/// <summary>The events of a claim and of what hangs on it, as a reader may see them.</summary>
internal sealed class ClaimHistory : IExpandClaims
{
    /// <summary>What hangs on a claim.</summary>
    private const string Events = $"""
        WITH hanging (entity, id) AS (
          SELECT 'claim', @claimId
          UNION ALL SELECT 'appearance', id FROM appearance WHERE claim_id = @claimId
          UNION ALL SELECT 'link', id FROM link WHERE from_id = @claimId
          UNION ALL SELECT 'link', id FROM link WHERE to_id = @claimId
          UNION ALL SELECT 'answer', id FROM answer WHERE claim_id = @claimId
          UNION ALL SELECT 'evidence', id FROM evidence WHERE claim_id = @claimId
          UNION ALL SELECT 'challenge', id FROM challenge WHERE claim_id = @claimId
          UNION ALL SELECT 'review', review_id FROM review_claim WHERE claim_id = @claimId)
        SELECT event.seq, event.at, event.actor, event.action, event.entity, event.entity_id, event.revision, event.reason, event.content
        FROM hanging
        JOIN event ON event.entity = hanging.entity AND event.entity_id = hanging.id
        WHERE {Review.EventIsSeen}
        """;

    private const string Page = $"""
        {Events}
          AND (@cursor IS NULL OR event.seq < @cursor)
        ORDER BY event.seq DESC
        LIMIT @limit + 1
        """;

    private const string Whole = $"{Events} ORDER BY event.seq";

    public ClaimPart Part => ClaimPart.History;

    public IReadOnlyList<object> Read(Sql sql, long claimId, Actor reader) => Newest(sql, claimId, Expansion.Max, null, reader);

    /// <summary>One event more than the page holds, newest first.</summary>
    public static List<HistoryEvent> Newest(Sql sql, long claimId, long limit, long? cursor, Actor reader) =>
        [.. sql.Query<Row>(Page, new { claimId, limit, cursor, seesDrafts = Review.SeesDrafts(reader) }).Select(row => row.ToEvent())];

    /// <summary>All events, oldest first.</summary>
    public static List<HistoryEvent> All(Sql sql, long claimId, Actor reader) =>
        [.. sql.Query<Row>(Whole, new { claimId, seesDrafts = Review.SeesDrafts(reader) }).Select(row => row.ToEvent())];

    private sealed class Row
    {
        public long Seq { get; init; }

        public long At { get; init; }

        public string Actor { get; init; } = "";

        public string Action { get; init; } = "";

        public string Entity { get; init; } = "";

        public long EntityId { get; init; }

        public long Revision { get; init; }

        public string? Reason { get; init; }

        public string Content { get; init; } = "";

        public HistoryEvent ToEvent() => new(
            Seq, ColumnValue.Instant(At), Actor, Action, Entity, EntityId, Revision, Reason, JsonElement.Parse(Content));
    }
}
