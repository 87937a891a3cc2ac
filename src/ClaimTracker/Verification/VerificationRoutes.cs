using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Verification;

internal static class VerificationRoutes
{
    private const string Tag = "Evidence and reviews";

    public static void MapVerification(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("").WithTags(Tag).Require(Role.Reader);
        reading.MapGet("/claims/{id:id}/evidence", ListEvidenceEndpoint.Get).WithName("listEvidence").Refuses(ProblemKind.NotFound);
        reading.MapGet("/evidence/{id:id}", GetEvidenceEndpoint.Get).WithName("getEvidence").Refuses(ProblemKind.NotFound);
        reading.MapGet("/reviews", ListReviewsEndpoint.Get).WithName("listReviews");
        reading.MapGet("/reviews/{id:id}", GetReviewEndpoint.Get).WithName("getReview").Refuses(ProblemKind.NotFound);
        reading.MapGet("/claims/{id:id}/reviews", ListReviewsEndpoint.OfClaim).WithName("listReviewsOfClaim").Refuses(ProblemKind.NotFound);
        reading.MapGet("/claims/{id:id}/history", ListHistoryEndpoint.Get).WithName("listHistory").Refuses(ProblemKind.NotFound);
        reading.MapGet("/claims/{id:id}/timeline", ListTimelineEndpoint.Get).WithName("listTimeline").Refuses(ProblemKind.NotFound);
        reading.MapGet("/rating-scales", ListRatingScalesEndpoint.Get).WithName("listRatingScales");
        reading.MapGet("/rating-scales/{id:id}", GetRatingScaleEndpoint.Get).WithName("getRatingScale").Refuses(ProblemKind.NotFound);

        var writing = api.MapGroup("").WithTags(Tag).Require(Role.Contributor);
        writing.MapPost("/claims/{id:id}/evidence", AddEvidenceEndpoint.Post).WithName("addEvidence").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Differs, ProblemKind.Rule);
        writing.MapPatch("/evidence/{id:id}", AmendEvidenceEndpoint.Patch).WithName("amendEvidence").Refuses(ProblemKind.NotFound, ProblemKind.Duplicate, ProblemKind.IllegalTransition, ProblemKind.Rule);
        writing.MapPost("/evidence/{id:id}/withdraw", ChangeEvidenceStandingEndpoint.Withdraw).WithName("withdrawEvidence").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/evidence/{id:id}/restore", ChangeEvidenceStandingEndpoint.Restore).WithName("restoreEvidence").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/reviews", RecordReviewEndpoint.Post).WithName("recordReview").Refuses(ProblemKind.Differs, ProblemKind.Rule);
        writing.MapPatch("/reviews/{id:id}", AmendReviewEndpoint.Patch).WithName("amendReview").Refuses(ProblemKind.NotFound, ProblemKind.Duplicate, ProblemKind.IllegalTransition, ProblemKind.Rule);
        writing.MapPost("/reviews/{id:id}/submit", MoveReviewEndpoint.Submit).WithName("submitReview").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/reviews/{id:id}/withdraw", ChangeReviewStandingEndpoint.Withdraw).WithName("withdrawReview").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/reviews/{id:id}/restore", ChangeReviewStandingEndpoint.Restore).WithName("restoreReview").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);

        api.MapGroup("").WithTags(Tag).Require(Role.Reviewer)
            .MapPost("/reviews/{id:id}/approve", MoveReviewEndpoint.Approve).WithName("approveReview").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);

        var editing = api.MapGroup("").WithTags(Tag).Require(Role.Editor);
        editing.MapPost("/reviews/{id:id}/publish", MoveReviewEndpoint.Publish).WithName("publishReview").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);
        editing.MapPost("/reviews/{id:id}/correct", CorrectReviewEndpoint.Post).WithName("correctReview").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        editing.MapPost("/reviews/{id:id}/reopen", ReopenReviewEndpoint.Post).WithName("reopenReview").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        editing.MapPost("/rating-scales", AddRatingScaleEndpoint.Post).WithName("addRatingScale").Refuses(ProblemKind.Differs, ProblemKind.Rule);
        editing.MapPatch("/rating-scales/{id:id}", AmendRatingScaleEndpoint.Patch).WithName("amendRatingScale").Refuses(ProblemKind.NotFound, ProblemKind.Duplicate, ProblemKind.IllegalTransition, ProblemKind.Rule);
        editing.MapPost("/rating-scales/{id:id}/withdraw", ChangeRatingScaleStandingEndpoint.Withdraw).WithName("withdrawRatingScale").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        editing.MapPost("/rating-scales/{id:id}/restore", ChangeRatingScaleStandingEndpoint.Restore).WithName("restoreRatingScale").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
    }
}
