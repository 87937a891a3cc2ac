using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record RejectAnswer(long Id, Rejection Rejection, IfMatch IfMatch) : ICommand<Answer>;

internal static class RejectAnswerEndpoint
{
    /// <summary>Reject an answer</summary>
    /// <remarks>The claim does not answer the question so. The links that the answer made are taken back; it stays on record as rejected. Confirm it to take the rejection back.</remarks>
    /// <param name="id">The answer's id.</param>
    /// <param name="rejection">Why it does not hold.</param>
    public static async Task<Answer<Answer>> Post(long id, Body<Rejection> rejection, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new RejectAnswer(id, rejection.Value, ifMatch), cancellation));
}

internal sealed class RejectAnswerHandler(Database database, Caller caller) : CommandHandler<RejectAnswer, Answer>(database, caller)
{
    protected override Answer Handle(RejectAnswer command, WriteTransaction tx)
    {
        var (reason, note) = command.Rejection;
        return AnswerDecision.Make(
            tx, Answer.Get(tx.Sql, command.Id), command.IfMatch, AnswerState.Rejected, new Decision(tx.Actor.Name, tx.Now, note, Rejected: reason), command.Rejection.InWords);
    }
}
