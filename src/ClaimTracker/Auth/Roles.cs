using System.Net;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using Microsoft.AspNetCore.Authorization;

namespace ClaimTracker.Auth;

/// <summary>The least role that may call an endpoint.</summary>
/// <param name="Role">The role; each includes those before it.</param>
internal sealed record RequiredRole(Role Role) : IRequiresRole
{
    string IRequiresRole.RoleName => Names.Of(Role);
}

/// <summary>Who may read without a key.</summary>
public enum Reading
{
    /// <summary>Whoever asks from this machine.</summary>
    Loopback,

    /// <summary>Nobody: reading takes a key too.</summary>
    Closed,

    /// <summary>Everybody.</summary>
    Open,
}

/// <summary>Roles on route groups.</summary>
internal static class Roles
{
    /// <summary>Every endpoint of the group needs at least this role. The innermost group decides.</summary>
    public static TBuilder Require<TBuilder>(this TBuilder builder, Role role)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new RequiredRole(role));
        return builder.RequireAuthorization();
    }

    /// <summary>The check that stands behind every route: the actor's role, or, for reading, where the request comes from.</summary>
    public static void AddRoles(this IServiceCollection services, Reading reading)
    {
        services.AddSingleton(new ReadingPolicy(reading));
        services.AddScoped<IAuthorizationHandler, RoleCheck>();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(new AuthorizationPolicyBuilder(ApiKeyAuthentication.Name).AddRequirements(new RoleOfEndpoint()).Build());
    }

    /// <summary>Refuses what only the recorder or an editor may do.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="createdBy">The principal that recorded the resource.</param>
    public static void RequireOwnerOrEditor(this Actor actor, long? createdBy)
    {
        if (actor.Role < Role.Editor && (actor.Id is null || actor.Id != createdBy))
        {
            throw new ProblemException(ProblemKind.Forbidden, "A contributor withdraws and restores what their own key recorded; an editor anything.")
            {
                RequiredRole = Names.Of(Role.Editor),
            };
        }
    }

    private sealed record ReadingPolicy(Reading Reading);

    private sealed class RoleOfEndpoint : IAuthorizationRequirement;

    private sealed class RoleCheck(Caller caller, ReadingPolicy policy) : AuthorizationHandler<RoleOfEndpoint>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleOfEndpoint requirement)
        {
            var http = (HttpContext)context.Resource!;
            var required = http.GetEndpoint()!.Metadata.GetMetadata<RequiredRole>()!.Role;
            var isKnown = caller.Actor.Id is not null;
            if (isKnown ? caller.Actor.Role >= required : required == Role.Reader && MayRead(http))
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }

        /// <summary>A proxy on this machine that nobody has named makes every caller look like one from here: its mark gives it away.</summary>
        private bool MayRead(HttpContext http) => policy.Reading switch
        {
            Reading.Open => true,
            Reading.Closed => false,
            _ => http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
                && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded"),
        };
    }
}
