using ClaimTracker.Auth;
using ClaimTracker.Data;

namespace ClaimTracker.Operations;

internal static class AuditRoutes
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGroup("/audit").WithTags("Audit").Require(Role.Editor).MapGet("/verify", VerifyAuditEndpoint.Get).WithName("verifyAudit");
}
