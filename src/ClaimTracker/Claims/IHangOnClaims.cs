using ClaimTracker.Data;

namespace ClaimTracker.Claims;

/// <summary>
/// What hangs on claims, and goes with them when they are merged and restored. Each kind moves its own, and implements it: a row whose claim is merged
/// hangs on the claim that stands for it, and `claim_home` remembers where it belongs. Where rows hang follows from their homes and from who is merged
/// into whom, and from nothing else: so every merge is undone exactly, in whichever order.
/// </summary>
internal interface IHangOnClaims
{
    /// <summary>Why these claims cannot be merged; nothing, where this kind does not mind.</summary>
    IEnumerable<(string Code, string Detail)> Against(Sql sql, Claim merged, Claim kept);

    /// <summary>Hangs each row where it belongs now, and tells of each that has moved.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="standsFor">For every claim that the change concerns, the one that stands for it now.</param>
    /// <param name="reason">Why.</param>
    void Follow(WriteTransaction tx, IReadOnlyDictionary<long, long> standsFor, string reason);
}

/// <summary>Rows that hang on one claim each, by a column `claim_id`.</summary>
/// <param name="table">Their table, which has `revision` and `updated_at` too: a constant of the calling code.</param>
/// <param name="taken">A SELECT of 0 or 1, over `@Id` and `@to`: whether a row like this one hangs on that claim already, so that this one stays at home.</param>
internal abstract class HangsOnOneClaim(string table, string? taken = null) : IHangOnClaims
{
    private readonly string atHome = $"""
        SELECT {table}.id, {table}.claim_id AS hangs_on
        FROM {table}
        WHERE {table}.claim_id = @home AND NOT EXISTS (SELECT 1 FROM claim_home WHERE entity = '{table}' AND entity_id = {table}.id)
        UNION ALL
        SELECT {table}.id, {table}.claim_id
        FROM claim_home
        JOIN {table} ON {table}.id = claim_home.entity_id
        WHERE claim_home.claim_id = @home AND claim_home.entity = '{table}'
        ORDER BY 1
        """;

    private readonly string hang = $"UPDATE {table} SET claim_id = @to, revision = revision + 1, updated_at = @now WHERE id = @Id";
    private readonly string remember = $"INSERT INTO claim_home (entity, entity_id, part, claim_id) VALUES ('{table}', @Id, 'claim', @home) ON CONFLICT DO NOTHING";
    private readonly string forget = $"DELETE FROM claim_home WHERE entity = '{table}' AND entity_id = @Id";

    public virtual IEnumerable<(string Code, string Detail)> Against(Sql sql, Claim merged, Claim kept) => [];

    public void Follow(WriteTransaction tx, IReadOnlyDictionary<long, long> standsFor, string reason)
    {
        foreach (var (home, root) in standsFor)
        {
            foreach (var row in tx.Sql.Query<Row>(atHome, new { home }))
            {
                var to = taken is not null && root != home && tx.Sql.First<long>(taken, new { row.Id, to = root }) == 1 ? home : root;
                if (row.HangsOn != to)
                {
                    tx.Sql.Execute(hang, new { row.Id, to, now = tx.Now });
                    tx.Sql.Execute(to == home ? forget : remember, to == home ? new { row.Id } : new { row.Id, home });
                    Tell(tx, row.Id, row.HangsOn, to, reason);
                }
            }
        }
    }

    /// <summary>Raises the event of a row that has moved.</summary>
    protected abstract void Tell(WriteTransaction tx, long id, long from, long to, string reason);

    private sealed class Row
    {
        public long Id { get; init; }

        public long HangsOn { get; init; }
    }
}
