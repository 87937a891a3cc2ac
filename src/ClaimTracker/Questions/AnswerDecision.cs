using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Problems;

namespace ClaimTracker.Questions;

/// <summary>What confirming and rejecting have in common: from which state, the row, the event, and the links that follow.</summary>
internal static class AnswerDecision
{
    private const string Decide = "UPDATE answer SET state = @to, decision = @decision, revision = revision + 1, updated_at = @now WHERE id = @Id";

    public static Answer Make(WriteTransaction tx, Answer answer, IfMatch ifMatch, AnswerState to, Decision decision, string reason)
    {
        ifMatch.Check(answer);
        if (answer.State == to)
        {
            throw ProblemException.IllegalTransition($"The answer is {Names.Of(to)}.", to == AnswerState.Confirmed ? "reject" : "confirm");
        }

        if (to == AnswerState.Confirmed)
        {
            RequireValid(tx.Sql, answer);
        }

        tx.Sql.Execute(Decide, new { answer.Id, to, decision = Json.Write(decision), now = tx.Now });
        var decided = Answer.Get(tx.Sql, answer.Id);
        tx.Raise($"answer.{Names.Of(to)}", "answer", answer.Id, decided.Revision, decided.Whole(), reason, answer.Claim.Id);
        return AnswerRow.Settled(tx, answer.Id);
    }

    /// <summary>Refuses to confirm what the claim or the question, since the answer was given, no longer allows.</summary>
    private static void RequireValid(Sql sql, Answer answer)
    {
        var faults = new List<Fault>();
        AnswerRow.Check(sql, answer.Question.Id, answer.Claim.Id, answer.OwnValue ? null : answer.Value, "#", "#", faults);
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }
    }
}
