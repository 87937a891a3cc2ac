using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record ConfirmAnswer(long Id, string Reason, IfMatch IfMatch) : ICommand<Answer>;

internal static class ConfirmAnswerEndpoint
{
    /// <summary>Confirm an answer</summary>
    /// <remarks>From then on it counts: it is compared with the other confirmed answers, and `links` shows what follows. Also takes back a rejection.</remarks>
    /// <param name="id">The answer's id.</param>
    /// <param name="why">Why the claim answers the question so.</param>
    public static async Task<Answer<Answer>> Post(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ConfirmAnswer(id, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ConfirmAnswerHandler(Database database, Caller caller) : CommandHandler<ConfirmAnswer, Answer>(database, caller)
{
    protected override Answer Handle(ConfirmAnswer command, WriteTransaction tx) =>
        AnswerDecision.Make(tx, Answer.Get(tx.Sql, command.Id), command.IfMatch, AnswerState.Confirmed, new Decision(tx.Actor.Name, tx.Now, command.Reason), command.Reason);
}
