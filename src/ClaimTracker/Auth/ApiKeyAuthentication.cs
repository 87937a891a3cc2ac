using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ClaimTracker.Auth;

/// <summary>
/// Who is asking: <c>Authorization: Bearer ct_live_…</c>. The key is looked up at each request, so that one made or revoked on the command line
/// counts at once, and only where a role is required: 404 and 405 come before 401. Every key that is not good gets the same answer, and an
/// unknown name costs the same comparison as a known one.
/// </summary>
internal sealed partial class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Database database, Caller caller, RateLimiter limiter)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey";

    private const string Find = $"{ApiKey.Select} WHERE kid = @Kid";
    private const string Use = "UPDATE api_key SET last_used_at = @now WHERE id = @Id";
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(5);
    private static readonly byte[] NoSecret = new byte[SHA256.HashSizeInBytes];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0 || Context.GetEndpoint()?.Metadata.GetMetadata<RequiredRole>() is null)
        {
            return AuthenticateResult.NoResult();
        }

        var sent = header.Count == 1 && header.ToString() is var value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? KeyText.Parse(value["Bearer ".Length..].Trim())
            : null;
        var row = sent is { Kid: var kid } ? await database.Read(sql => sql.First<ApiKey.Row>(Find, new { Kid = kid }), Context.RequestAborted) : null;
        var matches = CryptographicOperations.FixedTimeEquals((sent ?? default(KeyText) with { Secret = "" }).SecretHash, row?.SecretHash ?? NoSecret);
        var key = row?.ToKey();
        var now = database.Clock.GetUtcNow();
        if (!matches || key is null || !key.IsGood(now, Context.Connection.RemoteIpAddress))
        {
            limiter.CountFailedSignIn(Context);
            throw new ProblemException(ProblemKind.InvalidCredentials, "The key is not valid here.");
        }

        caller.Actor = new Actor(key.PrincipalId, key.Name, key.Role);
        if (key.LastUsedAt is null || now - key.LastUsedAt > UseNotedEvery)
        {
            NoteUse(key.Id);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, Names.Of(key.Role))], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        throw new ProblemException(ProblemKind.Unauthenticated, "This needs an API key in the header Authorization.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var required = Names.Of(Context.GetEndpoint()!.Metadata.GetMetadata<RequiredRole>()!.Role);
        throw new ProblemException(ProblemKind.Forbidden, $"This takes the role {required}; the key has {Names.Of(caller.Actor.Role)}.") { RequiredRole = required };
    }

    /// <summary>The request does not wait for it, and is as good without it.</summary>
    private void NoteUse(long id) =>
        _ = database.Write(new Caller(), tx => tx.Sql.Execute(Use, new { Id = id, now = tx.Now }), CancellationToken.None)
            .ContinueWith(t => UseNotNoted(Logger, t.Exception!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of a key could not be noted")]
    private static partial void UseNotNoted(ILogger log, Exception e);
}

internal static class ApiKeys
{
    /// <summary>The core of authentication alone: the whole of it would bring data protection and write its keys to the home folder.</summary>
    public static void AddApiKeys(this IServiceCollection services)
    {
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = ApiKeyAuthentication.Name;
            options.AddScheme<ApiKeyAuthentication>(ApiKeyAuthentication.Name, null);
        });
        services.AddWebEncoders();
        services.AddTransient<ApiKeyAuthentication>();
    }
}
