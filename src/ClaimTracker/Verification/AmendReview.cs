using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record AmendReview(long Id, MergePatch<ReviewContent> Patch, IfMatch IfMatch) : ICommand<Review>;

internal static class AmendReviewEndpoint
{
    /// <summary>Amend a review</summary>
    /// <remarks>
    /// Merge patch, while it is a draft or waits for a reviewer. What was approved is what is published: `reopen` makes a draft of it again. A published review
    /// is never edited: `correct` adds a public correction. Lists of claims and evidence are replaced as a whole, and so are rating and author.
    /// </remarks>
    /// <param name="id">The review's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<Review>> Patch(long id, MergePatch<ReviewContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendReview(id, patch, ifMatch), cancellation));
}

internal sealed class AmendReviewHandler(Database database, Caller caller) : CommandHandler<AmendReview, Review>(database, caller)
{
    protected override Review Handle(AmendReview command, WriteTransaction tx)
    {
        var current = Review.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        if (current.State is not (ReviewState.Draft or ReviewState.Submitted))
        {
            throw ReviewActions.NotNow(current);
        }

        var faults = new List<Fault>();
        var content = command.Patch.Apply(Base(current, command.Patch), "rating", "author");
        var review = ReviewRow.Prepare(tx, content, current, command.Patch.Touches, faults);
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (review.IsSameAs(current))
        {
            return current;
        }

        if (content.Ref != current.Ref && ReviewRow.HolderOf(tx.Sql, content.Ref) is { } holder)
        {
            throw ProblemException.Duplicate($"The ref {content.Ref} is another review's.", holder.AsExisting());
        }

        return ReviewRow.Update(tx, current, review, command.Patch.Reason).Mark(tx.AddedClaimants);
    }

    /// <summary>What is given by ids on record is replaced by refs too.</summary>
    private static ReviewContent Base(Review current, MergePatch<ReviewContent> patch) => current.Content() with
    {
        ClaimIds = patch.Touches("claimRefs") ? null : current.Content().ClaimIds,
        EvidenceIds = patch.Touches("evidenceRefs") ? null : current.Content().EvidenceIds,
    };
}
