using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Questions;

/// <summary>An answer of a claim to a question on record.</summary>
/// <param name="QuestionId">The question, by id.</param>
/// <param name="QuestionRef">The same by its own key.</param>
/// <param name="Value">What the claim says in answer to it. Left out, it is the claim's quantity, or its period where a date is asked for, and follows it.</param>
/// <param name="Ref">The caller's own key, unique among answers.</param>
public sealed record GivenAnswer(
    long? QuestionId = null,
    [property: Ref] string? QuestionRef = null,
    StatedValue? Value = null,
    [property: Ref] string? Ref = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer) => ((IHasRules)new ClaimAnswer(QuestionId, QuestionRef, Value)).BrokenRules(pointer);
}

/// <summary>An answer to record, of a claim that is named by id or, in an import, by ref.</summary>
internal sealed record RecordAnswer(long? ClaimId, string? ClaimRef, GivenAnswer Given) : ICommand<Recorded<Answer>>
{
    /// <summary>Whether the claim stands in the path.</summary>
    public bool IsOfPath { get; init; }
}

internal static class RecordAnswerEndpoint
{
    /// <summary>Answer a question by a claim</summary>
    /// <remarks>
    /// Says that the claim answers the question, and how. Answers that do not go together are linked at once, with an explanation: `links` shows it. An answer
    /// is confirmed at once from a reviewer's key, else it is suggested and counts for nothing until one confirms it. A claim answers a question once: the
    /// same again answers 200 and changes nothing, another value is refused with the answer on record.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    /// <param name="answer">The question, and the value.</param>
    public static async Task<RecordedAnswer<Answer>> Post(long id, Body<GivenAnswer> answer, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new RecordAnswer(id, null, answer.Value) { IsOfPath = true }, cancellation));
}

internal sealed class RecordAnswerHandler(Database database, Caller caller) : CommandHandler<RecordAnswer, Recorded<Answer>>(database, caller)
{
    protected override Recorded<Answer> Handle(RecordAnswer command, WriteTransaction tx)
    {
        var faults = new List<Fault>();
        var given = command.Given;
        var claimId = ClaimOf(command, tx.Sql, faults);
        var questionAt = given.QuestionId is null ? "#/questionRef" : "#/questionId";
        var questionId = Named.Find(tx.Sql, "question", given.QuestionId, given.QuestionRef, questionAt, faults);
        var existing = AnswerRow.HolderOf(tx.Sql, given.Ref) ?? (questionId is { } q && claimId is { } c ? AnswerRow.Find(tx.Sql, q, c) : null);
        if (existing is not null && IsSame(existing, given, questionId, claimId))
        {
            return new Recorded<Answer>(AnswerRow.Settled(tx, existing.Id), IsNew: false);
        }

        if (questionId is { } asked)
        {
            AnswerRow.Check(tx.Sql, asked, claimId, given.Value, "#/value", questionAt, faults);
        }

        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (existing is not null)
        {
            throw new ProblemException(ProblemKind.Differs, Difference(existing, given)) { Existing = existing.AsExisting() };
        }

        var id = AnswerRow.Insert(tx, given.Ref, questionId!.Value, claimId!.Value, given.Value);
        return new Recorded<Answer>(AnswerRow.Settled(tx, id), IsNew: true);
    }

    private static long? ClaimOf(RecordAnswer command, Sql sql, List<Fault> faults)
    {
        if (!command.IsOfPath)
        {
            return Claim.Known(sql, command.ClaimId, command.ClaimRef, command.ClaimId is null ? "#/claimRef" : "#/claimId", faults);
        }

        var claim = Claim.Get(sql, command.ClaimId!.Value);
        Auth.Standing.RequireActive(claim.State, claim.MergedInto?.AsExisting());
        return claim.Id;
    }

    private static bool IsSame(Answer existing, GivenAnswer given, long? questionId, long? claimId) =>
        existing.Question.Id == questionId && existing.Claim.Id == claimId && existing.Says(given.Value) && (given.Ref is null || given.Ref == existing.Ref);

    private static string Difference(Answer existing, GivenAnswer given) =>
        given.Ref is not null && given.Ref == existing.Ref ? $"The ref {given.Ref} is on record with another answer."
        : existing.State == AnswerState.Rejected ? "The claim's answer to this question was rejected. Confirm it if it holds; amend its value by PATCH."
        : "The claim answers this question already. Amend its answer by PATCH.";
}
