using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>Claims, as they stand.</summary>
internal sealed class RecordedClaims : IRecordedState
{
    private const string Page = $"{Claim.Select} WHERE claim.id > @after AND claim.id <= @last";

    private const string Repeated = """
        SELECT id, statement, folded, period, period_earliest, period_latest, period_certain, period_through,
          iif(EXISTS (SELECT 1 FROM appearance WHERE claim_id = claim.id),
            (said, said_earliest, said_latest, said_certain) IS
              (SELECT said, said_earliest, said_latest, said_certain FROM appearance WHERE claim_id = claim.id ORDER BY state = 'withdrawn', id LIMIT 1),
            (said, said_earliest, said_latest, said_certain) IS (NULL, NULL, NULL, 0)) AS said_repeats,
          (SELECT coalesce(max(position) + 1, 0) = count(*) FROM claim_topic WHERE claim_id = claim.id) AS topics_count
        FROM claim
        WHERE id > @after AND id <= @last
        """;

    public string Entity => "claim";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM claim WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last)
    {
        var repeated = sql.Query<RepeatedRow>(Repeated, new { after, last }).ToDictionary(r => r.Id);
        return sql.Query<Claim.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToClaim([]).Whole(), () => Flaws(repeated[row.Id])));
    }

    private static IEnumerable<string> Flaws(RepeatedRow row)
    {
        if (Folding.Fold(row.Statement) != row.Folded)
        {
            yield return "it is not found under its words: the folding of its statement is another.";
        }

        var period = Dated.Of(Json.ReadOrNull<GivenDate>(row.Period));
        if (period?.Earliest != ColumnValue.Day(row.PeriodEarliest)
            || period?.Latest != ColumnValue.Day(row.PeriodLatest)
            || (period?.IsCertain ?? false) != (row.PeriodCertain == 1)
            || (period?.IsInterval ?? false) != (row.PeriodThrough == 1))
        {
            yield return "the days of its period are not those of its date.";
        }

        if (row.SaidRepeats == 0)
        {
            yield return "the date it was said is not its first appearance's.";
        }

        if (row.TopicsCount == 0)
        {
            yield return "its topics are not numbered from 0.";
        }
    }

    private sealed class RepeatedRow
    {
        public long Id { get; init; }

        public string Statement { get; init; } = "";

        public string Folded { get; init; } = "";

        public string? Period { get; init; }

        public string? PeriodEarliest { get; init; }

        public string? PeriodLatest { get; init; }

        public long PeriodCertain { get; init; }

        public long PeriodThrough { get; init; }

        public long SaidRepeats { get; init; }

        public long TopicsCount { get; init; }
    }
}
