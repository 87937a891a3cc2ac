using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Questions;

internal sealed record ReopenDispute(long Id, string Reason, IfMatch IfMatch) : ICommand<Dispute>;

internal static class ReopenDisputeEndpoint
{
    /// <summary>Reopen a dispute</summary>
    /// <remarks>No answer is preferred any more, and the links that its resolution had settled count again.</remarks>
    /// <param name="id">The question's id.</param>
    /// <param name="why">Why.</param>
    public static async Task<Answer<Dispute>> Post(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new ReopenDispute(id, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class ReopenDisputeHandler(Database database, Caller caller) : CommandHandler<ReopenDispute, Dispute>(database, caller)
{
    protected override Dispute Handle(ReopenDispute command, WriteTransaction tx)
    {
        var dispute = DisputeDecision.Standing(tx, command.Id, command.IfMatch);
        return dispute.Preferred is null
            ? throw ProblemException.IllegalTransition("The dispute is open.", DisputeDecision.Actions(dispute))
            : DisputeDecision.Make(tx, dispute, "question.reopened", null, command.Reason);
    }
}
