using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Questions;

internal static class DisputeRoutes
{
    public static void MapDisputes(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("/disputes").WithTags(QuestionRoutes.Tag).Require(Role.Reader);
        reading.MapGet("", ListDisputesEndpoint.Get).WithName("listDisputes");
        reading.MapGet("/{id:id}", GetDisputeEndpoint.Get).WithName("getDispute").Refuses(ProblemKind.NotFound);
        reading.MapGet("/{id:id}/graph", GetDisputeGraphEndpoint.Get).WithName("getDisputeGraph").Refuses(ProblemKind.NotFound);

        var editing = api.MapGroup("/disputes/{id:id}").WithTags(QuestionRoutes.Tag).Require(Role.Editor);
        editing.MapPost("/resolve", ResolveDisputeEndpoint.Post).WithName("resolveDispute").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);
        editing.MapPost("/reopen", ReopenDisputeEndpoint.Post).WithName("reopenDispute").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
    }
}
