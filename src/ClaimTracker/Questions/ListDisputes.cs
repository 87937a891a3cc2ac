using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Questions;

/// <summary>What a list of disputes is ordered by.</summary>
public enum DisputeSort
{
    /// <summary>The newest change of the rivals first.</summary>
    Changed,

    /// <summary>Most independent sources first.</summary>
    Sources,
}

/// <summary>Which disputes to list. The filters of claims apply to the rival claims: a dispute is listed where one of them, that counts in it, meets them all.</summary>
public sealed record ListDisputes : ActiveClaimFilter, IQuery<Slice<DisputeSummary>>, IHeavyQuery
{
    /// <summary>Only disputes in this state; all, where it is not given.</summary>
    public DisputeState? State { get; init; }

    /// <summary>What the list is ordered by.</summary>
    public DisputeSort Sort { get; init; } = DisputeSort.Changed;

    /// <summary>All answers of each dispute are read.</summary>
    bool IHeavyQuery.IsHeavy => true;
}

internal static class ListDisputesEndpoint
{
    /// <summary>List disputes</summary>
    /// <remarks>
    /// The questions whose answers differ, with the rival values and who gives each: the newest change first, or with `sort=sources` most independent sources
    /// first. `state` is the dispute's here. The other filters are those of claims, and hold for one of the rival claims: `articleRef=a4` lists what that
    /// article takes part in. `questionId` names the dispute's own question. Withdrawn and merged claims take no part.
    /// </remarks>
    public static async Task<ListAnswer<DisputeSummary>> Get(Query<ListDisputes> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));
}

internal sealed class ListDisputesHandler(Database database) : QueryHandler<ListDisputes, Slice<DisputeSummary>>(database)
{
    private const string Questions = $"{Question.Select} WHERE question.id IN (SELECT value FROM json_each(@ids))";

    protected override Slice<DisputeSummary> Handle(ListDisputes query, Sql sql)
    {
        var rank = query.Sort == DisputeSort.Sources ? "question.dispute_sources" : "question.dispute_changed";
        var page = $"""
            SELECT question.id, {rank} AS rank, question.dispute_changed AS changed
            FROM question
            WHERE question.dispute IS NOT NULL
            {(query.State is null ? "" : "  AND question.dispute = @DisputeState")}
            {(query.QuestionId is null ? "" : "  AND question.id = @QuestionId")}
            {(query.QuestionRef is null ? "" : "  AND question.ref = @QuestionRef")}
            {(query.Cursor is null ? "" : $"  AND ({rank}, question.id) < (@CursorRank, @Cursor)")}
              AND EXISTS (
                SELECT 1
                FROM answer
                JOIN claim ON claim.id = answer.claim_id
                WHERE answer.question_id = question.id AND answer.standing IS NOT NULL
                {query.Where("claim")})
            ORDER BY {rank} DESC, question.id DESC
            LIMIT @Limit + 1
            """;
        var values = query.Values();
        values["DisputeState"] = query.State;
        values["Cursor"] = query.Cursor;
        values["CursorRank"] = query.CursorRank;
        values["Limit"] = query.Limit;
        var rows = Slice<Row>.Of(sql.Query<Row>(page, values), query.Limit, row => row.Id, row => row.Rank);
        var ids = Json.Write(rows.Items.Select(row => row.Id).ToArray());
        var questions = sql.Query<Question.Row>(Questions, new { ids }).ToDictionary(row => row.Id, row => row.ToQuestion());
        var fits = Fits(sql, query, values, ids);
        return rows.With<DisputeSummary>([.. rows.Items.Select(row => Of(sql, questions[row.Id], row.Changed, fits?[row.Id].Min()))]);
    }

    private static DisputeSummary Of(Sql sql, Question question, long changed, DateFit? fit)
    {
        var rivals = new Rivals(sql, question);
        return new DisputeSummary(
            question, question.Dispute!.Value, rivals.Range, rivals.Days, rivals.IndependentSources, rivals.UnnamedSources, rivals.Preferred(), rivals.Values(), rivals.ValueCount,
            rivals.AnswerCount, ColumnValue.Instant(changed), fit);
    }

    /// <summary>How the claims that meet the filters fit the dates that were asked for, by question; null where none was asked for.</summary>
    private static ILookup<long, DateFit>? Fits(Sql sql, ListDisputes query, Dictionary<string, object?> values, string ids)
    {
        if (query.FitOf(null, null) is null)
        {
            return null;
        }

        values["ids"] = ids;
        var dates = sql.Query<DatesRow>(
            $"""
            SELECT DISTINCT answer.question_id, claim.said, claim.said_earliest, claim.said_latest, claim.said_certain, claim.period
            FROM answer
            JOIN claim ON claim.id = answer.claim_id
            WHERE answer.question_id IN (SELECT value FROM json_each(@ids)) AND answer.standing IS NOT NULL
            {query.Where("claim")}
            """,
            values);
        return dates.ToLookup(row => row.QuestionId, row => query.FitOf(row.DatedSaid, Dated.Of(Json.ReadOrNull<GivenDate>(row.Period)))!.Value);
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long Rank { get; init; }

        public long Changed { get; init; }
    }

    private sealed class DatesRow
    {
        public long QuestionId { get; init; }

        public string? Said { get; init; }

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }

        public long SaidCertain { get; init; }

        public string? Period { get; init; }

        public Dated? DatedSaid => Dated.Stored(Json.ReadOrNull<GivenSaid>(Said), ColumnValue.Day(SaidEarliest), ColumnValue.Day(SaidLatest), SaidCertain == 1);
    }
}
