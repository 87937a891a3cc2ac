using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record AmendQuestion(long Id, MergePatch<QuestionContent> Patch, IfMatch IfMatch) : ICommand<Question>;

internal static class AmendQuestionEndpoint
{
    /// <summary>Amend a question</summary>
    /// <remarks>
    /// Merge patch. Its answers are compared anew by what it says now. What sort of answer it takes, and whether it asks for a fact or a position, cannot
    /// change while it has confirmed answers.
    /// </remarks>
    /// <param name="id">The question's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<Question>> Patch(long id, MergePatch<QuestionContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendQuestion(id, patch, ifMatch), cancellation));
}

internal sealed class AmendQuestionHandler(Database database, Caller caller) : CommandHandler<AmendQuestion, Question>(database, caller)
{
    private const string HasConfirmed = "SELECT EXISTS (SELECT 1 FROM answer WHERE question_id = @Id AND state = 'confirmed')";

    protected override Question Handle(AmendQuestion command, WriteTransaction tx)
    {
        var current = Question.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        Auth.Standing.RequireActive(current.State);
        var content = QuestionRow.Canonical(command.Patch.Apply(current.Content()));
        if (content == current.Content())
        {
            return current;
        }

        RequireSameSort(content, current, tx.Sql);
        if (content.Ref != current.Ref && QuestionRow.HolderOf(tx.Sql, content.Ref) is { } holder)
        {
            throw ProblemException.Duplicate($"The ref {content.Ref} is another question's.", holder.AsExisting());
        }

        QuestionRow.RequireNew(tx.Sql, content, except: command.Id);
        QuestionRow.Update(tx, command.Id, content);
        var amended = Question.Get(tx.Sql, command.Id);
        tx.Raise("question.amended", "question", command.Id, amended.Revision, amended.Whole(), command.Patch.Reason);
        AnswerLinks.Rebuild(tx, command.Id, command.Patch.Reason);
        return Question.Get(tx.Sql, command.Id);
    }

    private static void RequireSameSort(QuestionContent content, Question current, Sql sql)
    {
        var faults = new List<Fault>();
        if (content.AnswerType != current.AnswerType)
        {
            faults.Add(Fault.At("#/answerType", "has_answers", "It has confirmed answers of the other type. Reject them first, or record another question."));
        }

        if (content.Asks != current.Asks)
        {
            faults.Add(Fault.At("#/asks", "has_answers", "It has confirmed answers to what it asks now. Reject them first, or record another question."));
        }

        if (faults.Count > 0 && sql.First<long>(HasConfirmed, new { current.Id }) == 1)
        {
            throw ProblemException.Rule(faults);
        }
    }
}
