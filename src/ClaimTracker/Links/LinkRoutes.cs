using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Links;

internal static class LinkRoutes
{
    public static void MapLinks(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("").WithTags("Contradictions and links").Require(Role.Reader);
        reading.MapGet("/contradictions", ListContradictionsEndpoint.Get).WithName("listContradictions");
        reading.MapGet("/links", ListLinksEndpoint.Get).WithName("listLinks");
        reading.MapGet("/links/{id:id}", GetLinkEndpoint.Get).WithName("getLink").Refuses(ProblemKind.NotFound);
        reading.MapGet("/claims/{id:id}/links", ListLinksEndpoint.OfClaim).WithName("listLinksOfClaim").Refuses(ProblemKind.NotFound);
        reading.MapGet("/claims/{id:id}/graph", GetClaimGraphEndpoint.Get).WithName("getClaimGraph").Refuses(ProblemKind.NotFound);

        api.MapGroup("").WithTags("Contradictions and links").Require(Role.Contributor)
            .MapPost("/links", LinkClaimsEndpoint.Post).WithName("linkClaims").Refuses(ProblemKind.Duplicate, ProblemKind.Differs, ProblemKind.Rule);

        var deciding = api.MapGroup("/links/{id:id}").WithTags("Contradictions and links").Require(Role.Reviewer);
        deciding.MapPost("/confirm", ConfirmLinkEndpoint.Post).WithName("confirmLink").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);
        deciding.MapPost("/reject", RejectLinkEndpoint.Post).WithName("rejectLink").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        deciding.MapPost("/resolve", ResolveLinkEndpoint.Post).WithName("resolveLink").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);
    }
}
