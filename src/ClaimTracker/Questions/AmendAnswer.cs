using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Questions;

/// <summary>What may be amended of an answer.</summary>
/// <param name="Value">What the claim says in answer to the question; null makes it the claim's own again.</param>
public sealed record AnswerContent(StatedValue? Value = null);

internal sealed record AmendAnswer(long Id, MergePatch<AnswerContent> Patch, IfMatch IfMatch) : ICommand<Answer>;

internal static class AmendAnswerEndpoint
{
    /// <summary>Amend an answer</summary>
    /// <remarks>
    /// Merge patch. A value that is given replaces the one on record as a whole; null makes it the claim's own quantity or period again. The links that the
    /// answer makes follow. What a reviewer amends stays confirmed, in their name; a confirmed answer that anyone else amends is suggested again.
    /// </remarks>
    /// <param name="id">The answer's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<Answer>> Patch(long id, MergePatch<AnswerContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendAnswer(id, patch, ifMatch), cancellation));
}

internal sealed class AmendAnswerHandler(Database database, Caller caller) : CommandHandler<AmendAnswer, Answer>(database, caller)
{
    private const string Update = "UPDATE answer SET value = @value, state = @state, decision = @decision, revision = revision + 1, updated_at = @now WHERE id = @Id";

    protected override Answer Handle(AmendAnswer command, WriteTransaction tx)
    {
        var current = Answer.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        var value = command.Patch.Apply(current.Content(), "value").Value;
        if (current.Says(value))
        {
            return AnswerRow.Settled(tx, command.Id);
        }

        var faults = new List<Fault>();
        AnswerRow.Check(tx.Sql, current.Question.Id, current.Claim.Id, value, "#/value", "#/value", faults);
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        var (state, decision) = current.State != AnswerState.Confirmed ? (current.State, current.Decision)
            : tx.Actor.Role >= Role.Reviewer ? (AnswerState.Confirmed, new Decision(tx.Actor.Name, tx.Now, command.Patch.Reason))
            : (AnswerState.Suggested, null);
        tx.Sql.Execute(Update, new { command.Id, value = Json.WriteOrNull(value), state, decision = Json.WriteOrNull(decision), now = tx.Now });
        var amended = Answer.Get(tx.Sql, command.Id);
        tx.Raise("answer.amended", "answer", command.Id, amended.Revision, amended.Whole(), command.Patch.Reason, amended.Claim.Id);
        return AnswerRow.Settled(tx, command.Id);
    }
}
