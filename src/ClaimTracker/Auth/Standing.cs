using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Auth;

/// <summary>Withdrawing and restoring, the same for every resource: who may, from which state, and the row that tells.</summary>
internal static class Standing
{
    /// <summary>Sets the state of a row and counts its revision.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="table">The table: a constant of the calling code, never of a request.</param>
    /// <param name="resource">The resource as it is.</param>
    /// <param name="to">The state it shall have.</param>
    /// <exception cref="ProblemException">The caller may not, the revision is another, or it has that state already.</exception>
    public static void Change(WriteTransaction tx, string table, IResource resource, IfMatch ifMatch, State to)
    {
        var row = tx.Sql.First<Row>($"SELECT state, created_by FROM {table} WHERE id = @Id", new { resource.Id })!;
        tx.Actor.RequireOwnerOrEditor(row.CreatedBy);
        ifMatch.Check(resource);
        var from = to == State.Withdrawn ? State.Active : State.Withdrawn;
        if (Names.Parse<State>(row.State) != from)
        {
            throw ProblemException.IllegalTransition($"It is {row.State}; only what is {Names.Of(from)} can be {(to == State.Withdrawn ? "withdrawn" : "restored")}.",
                to == State.Withdrawn ? "restore" : "withdraw");
        }

        tx.Sql.Execute($"UPDATE {table} SET state = @to, revision = revision + 1, updated_at = @now WHERE id = @Id", new { resource.Id, to, now = tx.Now });
    }

    /// <summary>What is withdrawn or merged does not change: it must be restored first.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="mergedInto">What it was merged into.</param>
    /// <exception cref="ProblemException">It does not stand.</exception>
    public static void RequireActive(State state, Existing? mergedInto = null)
    {
        if (state != State.Active)
        {
            throw new ProblemException(ProblemKind.IllegalTransition, mergedInto is null
                ? $"It is {Names.Of(state)}. Restore it first."
                : $"It is merged into “{mergedInto.Label}”. Restore it first, or use that one.")
            {
                Allowed = ["restore"],
                Existing = mergedInto,
            };
        }
    }

    /// <summary>Makes a merged row active again. Who may merge may take a merge back.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="table">The table: a constant of the calling code, never of a request.</param>
    /// <param name="resource">The merged resource.</param>
    /// <exception cref="ProblemException">The caller may not, or the revision is another.</exception>
    public static void TakeMergeBack(WriteTransaction tx, string table, IResource resource, IfMatch ifMatch)
    {
        if (tx.Actor.Role < Role.Reviewer)
        {
            throw new ProblemException(ProblemKind.Forbidden, "A reviewer merges, and takes a merge back.") { RequiredRole = Names.Of(Role.Reviewer) };
        }

        ifMatch.Check(resource);
        tx.Sql.Execute($"UPDATE {table} SET state = 'active', merged_into = NULL, revision = revision + 1, updated_at = @now WHERE id = @Id", new { resource.Id, now = tx.Now });
    }

    private sealed class Row
    {
        public string State { get; init; } = "";

        public long? CreatedBy { get; init; }
    }
}
