using ClaimTracker.Articles;
using ClaimTracker.Auth;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Index;
using ClaimTracker.Links;
using ClaimTracker.Questions;
using ClaimTracker.Verification;

namespace ClaimTracker.Operations;

/// <summary>All that can be checked of a record: one line per feature.</summary>
internal static class RecordChecks
{
    /// <summary>Every kind of entity that raises events.</summary>
    private static readonly IRecordedState[] States =
    [
        new RecordedKeys(),
        new RecordedClaimants(),
        new RecordedArticles(),
        new RecordedSnapshots(),
        new RecordedClaims(),
        new RecordedAppearances(),
        new RecordedChallenges(),
        new RecordedLinks(),
        new RecordedQuestions(),
        new RecordedAnswers(),
        new RecordedEvidence(),
        new RecordedRatingScales(),
        new RecordedReviews(),
    ];

    /// <summary>Everything. What is derived from the record, such as its full text, joins here.</summary>
    /// <param name="checkpoint">An event that the chain must hold.</param>
    public static IReadOnlyList<ICheck> All(Checkpoint? checkpoint = null) =>
    [
        .. OfAnySchema(checkpoint),
        new KindCheck([.. States.Select(s => s.Entity)]),
        .. States.Select(state => new StateCheck(state)),
        new RatingScaleCheck(),
        new KeptAnswersCheck(),
        new MergeCheck(),
        new AnswerLinksCheck(),
        new ClaimIndexCheck(),
        new ClaimBodiesCheck(),
    ];

    /// <summary>What can be checked of a record of an older schema: its tables may not be those that this version reads.</summary>
    public static IReadOnlyList<ICheck> OfAnySchema(Checkpoint? checkpoint = null) => [new IntegrityCheck(), new SchemaCheck(), new ForeignKeyCheck(), new ChainCheck(checkpoint)];
}
