using ClaimTracker.Data;

namespace ClaimTracker.Claims;

/// <summary>What merging a claim and taking a merge back have in common.</summary>
internal sealed class ClaimMerging(IEnumerable<IHangOnClaims> hanging)
{
    /// <summary>The claim that stands for another one, at the end of its chain of merges.</summary>
    private const string Root = """
        WITH RECURSIVE chain (id, merged_into) AS (
          SELECT id, merged_into FROM claim WHERE id = @id
          UNION SELECT claim.id, claim.merged_into FROM chain JOIN claim ON claim.id = chain.merged_into)
        SELECT id FROM chain WHERE merged_into IS NULL
        """;

    /// <summary>A claim with all that are merged into it, and into those.</summary>
    private const string Subtree = """
        WITH RECURSIVE subtree (id) AS (SELECT @id UNION SELECT claim.id FROM subtree JOIN claim ON claim.merged_into = subtree.id)
        SELECT id FROM subtree ORDER BY id
        """;

    /// <summary>A merged claim whose appearances are another's now has none to take its date of saying from.</summary>
    private const string UnsetSaid = """
        UPDATE claim
        SET said = NULL, said_earliest = NULL, said_latest = NULL, said_certain = 0
        WHERE id = @id AND NOT EXISTS (SELECT 1 FROM appearance WHERE claim_id = @id)
        """;

    private const string CountRevision = "UPDATE claim SET revision = revision + 1, updated_at = @now WHERE id = @id";

    /// <summary>The claim that stands for this one: itself, where it is not merged.</summary>
    public static long StandsFor(Sql sql, long id) => sql.First<long>(Root, new { id });

    /// <summary>A claim and all claims that it, or whoever stands for it, stands for.</summary>
    public static List<long> Group(Sql sql, long id) => sql.Query<long>(Subtree, new { id = StandsFor(sql, id) });

    /// <summary>All that speaks against a merge.</summary>
    public IEnumerable<(string Code, string Detail)> Against(Sql sql, Claim merged, Claim kept) => hanging.SelectMany(kind => kind.Against(sql, merged, kept));

    /// <summary>Hangs all that hangs on a group of claims where it belongs now, tells of both sides, and derives what is derived.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="group">The claims that the change concerns.</param>
    /// <param name="changed">The claim that is merged, or is restored.</param>
    /// <param name="other">The claim that it is merged into, or was.</param>
    /// <param name="actions">What happened to the one and to the other.</param>
    /// <param name="reason">Why.</param>
    public Claim Complete(WriteTransaction tx, List<long> group, long changed, long other, (string Changed, string Other) actions, string reason)
    {
        var standsFor = group.ToDictionary(id => id, id => StandsFor(tx.Sql, id));
        foreach (var kind in hanging)
        {
            kind.Follow(tx, standsFor, reason);
        }

        foreach (var id in group)
        {
            if (tx.Sql.Execute(UnsetSaid, new { id }) == 0)
            {
                AppearanceRow.RepeatSaid(tx, id);
            }
        }

        tx.Sql.Execute(CountRevision, new { id = other, now = tx.Now });
        Tell(tx, actions.Changed, changed, reason);
        Tell(tx, actions.Other, other, reason);
        foreach (var id in group)
        {
            tx.Touch(id);
            ClaimRow.RefreshStatus(tx, id, reason);
        }

        tx.Settle();
        return Claim.Get(tx.Sql, changed);
    }

    private static void Tell(WriteTransaction tx, string action, long id, string reason)
    {
        var claim = Claim.Get(tx.Sql, id);
        tx.Raise(action, "claim", id, claim.Revision, claim.Whole(), reason);
    }
}
