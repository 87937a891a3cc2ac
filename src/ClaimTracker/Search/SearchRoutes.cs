using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Search;

internal static class SearchRoutes
{
    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("").WithTags("Search and topics").Require(Role.Reader);
        reading.MapGet("/search", SearchClaimsEndpoint.Get).WithName("searchClaims");
        reading.MapGet("/topics", ListTopicsEndpoint.Get).WithName("listTopics");

        api.MapGroup("").WithTags("Search and topics").Require(Role.Reviewer)
            .MapPost("/topics/rename", RenameTopicEndpoint.Post).WithName("renameTopic").Refuses(ProblemKind.NotFound, ProblemKind.Rule);
    }
}
