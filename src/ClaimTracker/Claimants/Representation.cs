using ClaimTracker.Data;

namespace ClaimTracker.Claimants;

/// <summary>
/// Who stands for whom. Whatever names a claimant keeps its id through every merge and is read through `stands_for`, the last of the chain of merges: a merge
/// touches no claim, and taking it back needs no memory.
/// </summary>
internal static class Representation
{
    /// <summary>A claimant with all that are merged into it, and into those.</summary>
    private const string Subtree = """
        WITH RECURSIVE subtree (id) AS (SELECT @id UNION SELECT claimant.id FROM subtree JOIN claimant ON claimant.merged_into = subtree.id)
        SELECT id FROM subtree
        """;

    private const string StandFor = "UPDATE claimant SET stands_for = (SELECT stands_for FROM claimant WHERE id = @standsFor) WHERE id = @member";
    private const string CountRevision = "UPDATE claimant SET revision = revision + 1, updated_at = @now WHERE id = @id";

    /// <summary>Lets another one stand for a claimant and all that it stood for; or the claimant itself, once it is no longer merged.</summary>
    public static void Set(WriteTransaction tx, long id, long standsFor)
    {
        var subtree = tx.Sql.Query<long>(Subtree, new { id });
        if (id == standsFor)
        {
            tx.Sql.Execute("UPDATE claimant SET stands_for = id WHERE id = @id", new { id });
        }

        foreach (var member in subtree)
        {
            tx.Sql.Execute(StandFor, new { member, standsFor });
            tx.Changes.Claimants.Add(member);
        }
    }

    /// <summary>The one that stays reads otherwise too: it shows, and is found by, the names of those that it took in.</summary>
    public static void Count(WriteTransaction tx, long id, string action, string reason)
    {
        tx.Sql.Execute(CountRevision, new { id, now = tx.Now });
        var claimant = Claimant.Get(tx.Sql, id);
        tx.Raise(action, "claimant", id, claimant.Revision, claimant.Whole(), reason);
    }
}
