using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Questions;

/// <summary>What resolving and reopening have in common: the question's row, its event, and the links of its answers.</summary>
internal static class DisputeDecision
{
    private const string Settle = """
        UPDATE question
        SET preferred_id = @AnswerId, resolution = @resolution, revision = revision + 1, updated_at = @Now
        WHERE id = @Id
        """;

    /// <summary>What can be done with a dispute as it is now.</summary>
    public static string[] Actions(Dispute dispute) => dispute.Preferred is null ? ["resolve"] : ["resolve", "reopen"];

    /// <summary>The dispute about a question; refused where there is none, or where it is not the one that the caller has read.</summary>
    public static Dispute Standing(WriteTransaction tx, long id, IfMatch ifMatch)
    {
        if (Question.Get(tx.Sql, id).Dispute is null)
        {
            throw ProblemException.IllegalTransition($"The answers to question {id} do not differ: there is no dispute about it.");
        }

        var dispute = DisputeBoard.Read(tx.Sql, id);
        ifMatch.Check(dispute);
        return dispute;
    }

    public static Dispute Make(WriteTransaction tx, Dispute dispute, string action, DisputeResolution? resolution, string reason)
    {
        var id = dispute.Question.Id;
        tx.Sql.Execute(Settle, new { Id = id, resolution?.AnswerId, resolution = Json.WriteOrNull(resolution), tx.Now });
        var settled = Question.Get(tx.Sql, id);
        tx.Raise(action, "question", id, settled.Revision, settled.Whole(), reason);
        AnswerLinks.Rebuild(tx, id, reason);
        return DisputeBoard.Read(tx.Sql, id);
    }
}
