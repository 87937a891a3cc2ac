using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Claims;

internal static class ClaimRoutes
{
    public static void MapClaims(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("").WithTags("Claims").Require(Role.Reader);
        reading.MapGet("/claims", ListClaimsEndpoint.Get).WithName("listClaims");
        reading.MapGet("/claims/{id:id}", GetClaimEndpoint.Get).WithName("getClaim").Refuses(ProblemKind.NotFound);
        reading.MapGet("/claims/{id:id}/appearances", ListAppearancesEndpoint.Get).WithName("listAppearances").Refuses(ProblemKind.NotFound);
        reading.MapGet("/appearances/{id:id}", GetAppearanceEndpoint.Get).WithName("getAppearance").Refuses(ProblemKind.NotFound);
        reading.MapGet("/articles/{id:id}/claims", ListClaimsEndpoint.OfArticle).WithName("listClaimsOfArticle").Refuses(ProblemKind.NotFound);

        var writing = api.MapGroup("").WithTags("Claims").Require(Role.Contributor);
        writing.MapPost("/claims", RecordClaimEndpoint.Post).WithName("recordClaim").Refuses(ProblemKind.Duplicate, ProblemKind.Differs, ProblemKind.Rule);
        writing.MapPatch("/claims/{id:id}", AmendClaimEndpoint.Patch).WithName("amendClaim").Refuses(ProblemKind.NotFound, ProblemKind.Duplicate, ProblemKind.IllegalTransition, ProblemKind.Rule);
        writing.MapPost("/claims/{id:id}/withdraw", ChangeClaimStandingEndpoint.Withdraw).WithName("withdrawClaim").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/claims/{id:id}/restore", ChangeClaimStandingEndpoint.Restore).WithName("restoreClaim").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/claims/{id:id}/appearances", AddAppearanceEndpoint.Post).WithName("addAppearance").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Differs, ProblemKind.Rule);
        writing.MapPatch("/appearances/{id:id}", AmendAppearanceEndpoint.Patch).WithName("amendAppearance").Refuses(ProblemKind.NotFound, ProblemKind.Duplicate, ProblemKind.IllegalTransition, ProblemKind.Rule);
        writing.MapPost("/appearances/{id:id}/withdraw", ChangeAppearanceStandingEndpoint.Withdraw).WithName("withdrawAppearance").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/appearances/{id:id}/restore", ChangeAppearanceStandingEndpoint.Restore).WithName("restoreAppearance").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        api.MapGroup("").WithTags("Claims").Require(Role.Reviewer)
            .MapPost("/claims/{id:id}/clear", ClearClaimEndpoint.Post).WithName("clearClaim").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        api.MapGroup("").WithTags("Claims").Require(Role.Reviewer)
            .MapPost("/claims/{id:id}/merge", MergeClaimEndpoint.Post).WithName("mergeClaim").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);
        api.MapGroup("").WithTags("Articles").Require(Role.Contributor)
            .MapPost("/articles/{id:id}/snapshots", CaptureSnapshotEndpoint.Post).WithName("captureSnapshot").WithMetadata(new BodyLimit(Limits.ArticleBody)).Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);
    }
}
