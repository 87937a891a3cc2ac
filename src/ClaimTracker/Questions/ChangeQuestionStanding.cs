using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record ChangeQuestionStanding(long Id, State To, string Reason, IfMatch IfMatch) : ICommand<Question>;

internal static class ChangeQuestionStandingEndpoint
{
    /// <summary>Withdraw a question</summary>
    /// <remarks>
    /// Its answers count no more, and the links that they made are taken back. A contributor withdraws what their own key recorded, an editor anything.
    /// </remarks>
    /// <param name="id">The question's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Question>> Withdraw(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeQuestionStanding(id, State.Withdrawn, why.Value.Reason, ifMatch), cancellation));

    /// <summary>Restore a question</summary>
    /// <remarks>Undoes a withdrawal: its confirmed answers count again.</remarks>
    /// <param name="id">The question's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Question>> Restore(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ChangeQuestionStanding(id, State.Active, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ChangeQuestionStandingHandler(Database database, Caller caller) : CommandHandler<ChangeQuestionStanding, Question>(database, caller)
{
    protected override Question Handle(ChangeQuestionStanding command, WriteTransaction tx)
    {
        Auth.Standing.Change(tx, "question", Question.Get(tx.Sql, command.Id), command.IfMatch, command.To);
        var changed = Question.Get(tx.Sql, command.Id);
        tx.Raise(command.To == State.Active ? "question.restored" : "question.withdrawn", "question", command.Id, changed.Revision, changed.Whole(), command.Reason);
        AnswerLinks.Rebuild(tx, command.Id, command.Reason);
        return Question.Get(tx.Sql, command.Id);
    }
}
