using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Verification;

/// <summary>A public correction.</summary>
/// <param name="Text">What was wrong and what is right, for readers.</param>
/// <param name="Reason">Why it is corrected.</param>
public sealed record GivenCorrection([property: Prose(Limits.Explanation)] string Text, [property: Prose(Limits.Reason)] string Reason);

internal sealed record CorrectReview(long Id, GivenCorrection Given, IfMatch IfMatch) : ICommand<Review>;

internal static class CorrectReviewEndpoint
{
    /// <summary>Correct a published review</summary>
    /// <remarks>Adds a dated correction that everybody reads with it. The review itself stays as it was published.</remarks>
    /// <param name="id">The review's id.</param>
    /// <param name="correction">What was wrong and what is right.</param>
    public static async Task<Answer<Review>> Post(long id, Body<GivenCorrection> correction, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new CorrectReview(id, correction.Value, ifMatch), cancellation));
}

internal sealed class CorrectReviewHandler(Database database, Caller caller) : CommandHandler<CorrectReview, Review>(database, caller)
{
    protected override Review Handle(CorrectReview command, WriteTransaction tx)
    {
        var review = Review.Get(tx.Sql, command.Id);
        command.IfMatch.Check(review);
        ReviewActions.Require(review, "correct");
        var (text, reason) = command.Given;
        return ReviewRow.Change(tx, review, "review.corrected", review.State, reason, correction: new Correction(tx.Now, tx.Actor.Name, text, reason));
    }
}
