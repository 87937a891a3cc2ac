using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Claimants;

internal static class ClaimantRoutes
{
    public static void MapClaimants(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("/claimants").WithTags("Claimants").Require(Role.Reader);
        reading.MapGet("/", ListClaimantsEndpoint.Get).WithName("listClaimants");
        reading.MapGet("/{id:id}", GetClaimantEndpoint.Get).WithName("getClaimant").Refuses(ProblemKind.NotFound);

        var writing = api.MapGroup("/claimants").WithTags("Claimants").Require(Role.Contributor);
        writing.MapPost("/", AddClaimantEndpoint.Post).WithName("recordClaimant").Refuses(ProblemKind.Duplicate, ProblemKind.Rule);
        writing.MapPatch("/{id:id}", AmendClaimantEndpoint.Patch).WithName("amendClaimant").Refuses(ProblemKind.NotFound, ProblemKind.Duplicate, ProblemKind.IllegalTransition, ProblemKind.Rule);
        writing.MapPost("/{id:id}/withdraw", ChangeClaimantStandingEndpoint.Withdraw).WithName("withdrawClaimant").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/{id:id}/restore", ChangeClaimantStandingEndpoint.Restore).WithName("restoreClaimant").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);

        api.MapGroup("/claimants").WithTags("Claimants").Require(Role.Reviewer)
            .MapPost("/{id:id}/merge", MergeClaimantEndpoint.Post).WithName("mergeClaimant").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);
    }
}
