using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Auth;

internal static class AuthRoutes
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys").Require(Role.Admin);

        keys.MapGet("/", ListKeysEndpoint.Get).WithName("listKeys");
        keys.MapPost("/", CreateKeyEndpoint.Post).WithName("createKey").WithMetadata(new AnswersSecret()).Refuses(ProblemKind.Rule);
        keys.MapGet("/{id:id}", GetKeyEndpoint.Get).WithName("getKey").Refuses(ProblemKind.NotFound);
        keys.MapPost("/{id:id}/rotate", RotateKeyEndpoint.Post).WithName("rotateKey").WithMetadata(new AnswersSecret()).Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        keys.MapPost("/{id:id}/revoke", RevokeKeyEndpoint.Post).WithName("revokeKey").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.LastAdmin);
    }
}
