using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Verification;

/// <summary>What can be done with a review in each state.</summary>
internal static class ReviewActions
{
    /// <summary>The actions that its state allows.</summary>
    public static string[] Of(Review review) => review.State switch
    {
        ReviewState.Draft => ["amend", "submit", "withdraw"],
        ReviewState.Submitted => ["amend", "approve", "reopen", "withdraw"],
        ReviewState.Approved => ["publish", "reopen", "withdraw"],
        ReviewState.Published when review.Reopened is not null => ["correct", "withdraw"],
        ReviewState.Published => ["correct", "reopen", "withdraw"],
        _ => ["restore"],
    };

    /// <summary>Refuses what its state does not allow.</summary>
    public static void Require(Review review, string action)
    {
        if (!Of(review).Contains(action))
        {
            throw NotNow(review);
        }
    }

    public static ProblemException NotNow(Review review) => ProblemException.IllegalTransition(
        review.Reopened is null ? $"The review is {Names.Of(review.State)}." : "The review is published and reopened.", Of(review));
}
