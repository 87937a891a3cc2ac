using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record RecordQuestion(QuestionContent Content) : ICommand<Recorded<Question>>;

internal static class RecordQuestionEndpoint
{
    /// <summary>Record a question</summary>
    /// <remarks>
    /// What rival claims answer, each with one tick: `POST /v1/claims/{id}/answers`. Answers that cannot all hold are linked by the service, and the question
    /// is then a dispute under the same id. A question is on record once: the same words for the same sort of answer, of the same period and place, are
    /// refused with the one that is there. The same ref with the same content answers 200 and changes nothing.
    /// </remarks>
    /// <param name="question">The question to record.</param>
    public static async Task<RecordedAnswer<Question>> Post(Body<QuestionContent> question, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new RecordQuestion(question.Value), cancellation));
}

internal sealed class RecordQuestionHandler(Database database, Caller caller) : CommandHandler<RecordQuestion, Recorded<Question>>(database, caller)
{
    protected override Recorded<Question> Handle(RecordQuestion command, WriteTransaction tx)
    {
        var content = QuestionRow.Canonical(command.Content);
        if (QuestionRow.HolderOf(tx.Sql, content.Ref) is { } holder)
        {
            return holder.Content() == content
                ? new Recorded<Question>(holder, IsNew: false)
                : throw new ProblemException(ProblemKind.Differs, $"The ref {content.Ref} is on record with other content. Amend it by PATCH.") { Existing = holder.AsExisting() };
        }

        QuestionRow.RequireNew(tx.Sql, content);
        var id = QuestionRow.Insert(tx, content);
        var recorded = Question.Get(tx.Sql, id);
        tx.Raise("question.recorded", "question", id, recorded.Revision, recorded.Whole());
        return new Recorded<Question>(recorded, IsNew: true);
    }
}
