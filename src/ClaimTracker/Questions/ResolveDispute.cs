using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Questions;

/// <summary>How a dispute is settled.</summary>
/// <param name="Reason">Why this answer is preferred, in words for people.</param>
/// <param name="PreferredAnswerId">The answer that is preferred, by id.</param>
/// <param name="PreferredAnswerRef">The same by its own key.</param>
public sealed record DisputeSettlement(
    [property: Prose(Limits.Reason)] string Reason,
    long? PreferredAnswerId = null,
    [property: Ref] string? PreferredAnswerRef = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((PreferredAnswerId is null) == (PreferredAnswerRef is null))
        {
            yield return Fault.At($"{pointer}/preferredAnswerId", "one_of", "Name the answer by preferredAnswerId or by preferredAnswerRef.");
        }
    }
}

internal sealed record ResolveDispute(long Id, DisputeSettlement Settlement, IfMatch IfMatch) : ICommand<Dispute>;

internal static class ResolveDisputeEndpoint
{
    /// <summary>Resolve a dispute</summary>
    /// <remarks>
    /// Prefers one of the answers that count. The links of the rivals that do not go together with it are resolved: the claims are no longer disputed by them.
    /// A resolved dispute can be resolved anew with another answer. A new answer that does not go together with the preferred one opens it again.
    /// </remarks>
    /// <param name="id">The question's id.</param>
    /// <param name="settlement">Which answer is preferred, and why.</param>
    public static async Task<Answer<Dispute>> Post(long id, Body<DisputeSettlement> settlement, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ResolveDispute(id, settlement.Value, ifMatch), cancellation));
}

internal sealed class ResolveDisputeHandler(Database database, Caller caller) : CommandHandler<ResolveDispute, Dispute>(database, caller)
{
    private const string Named = "SELECT id, question_id, state, standing IS NOT NULL AS counts FROM answer WHERE id = @PreferredAnswerId OR ref = @PreferredAnswerRef";

    protected override Dispute Handle(ResolveDispute command, WriteTransaction tx)
    {
        var dispute = DisputeDecision.Standing(tx, command.Id, command.IfMatch);
        var preferred = Preferred(tx.Sql, dispute, command.Settlement);
        if (preferred == dispute.Preferred?.Id)
        {
            throw ProblemException.IllegalTransition("The dispute is resolved with this answer.", DisputeDecision.Actions(dispute));
        }

        var reason = command.Settlement.Reason;
        return DisputeDecision.Make(tx, dispute, "question.resolved", new DisputeResolution(preferred, tx.Actor.Name, tx.Now, reason), reason);
    }

    private static long Preferred(Sql sql, Dispute dispute, DisputeSettlement settlement)
    {
        var (pointer, key) = settlement.PreferredAnswerId is { } id ? ("#/preferredAnswerId", $"{id}") : ("#/preferredAnswerRef", settlement.PreferredAnswerRef!);
        var named = sql.First<Row>(Named, settlement) ?? throw ProblemException.Rule(pointer, "unknown_reference", $"There is no answer {key}.");
        return named.QuestionId != dispute.Question.Id
                ? throw ProblemException.Rule(pointer, "other_question", $"The answer {named.Id} is one to the question {named.QuestionId}.")
            : named.Counts == 0
                ? throw ProblemException.Rule(pointer, "does_not_count", $"The answer {named.Id} is {named.State} and does not count now.")
            : named.Id;
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long QuestionId { get; init; }

        public string State { get; init; } = "";

        public long Counts { get; init; }
    }
}
