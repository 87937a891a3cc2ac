using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using Microsoft.Net.Http.Headers;

namespace ClaimTracker.Http;

/// <summary>On an endpoint that answers with pages: how it refuses a browser, which asks for HTML. Everybody else gets problem details there too.</summary>
/// <param name="Write">Writes the refusal, which the log knows by the given trace id.</param>
internal sealed record RefusesInHtml(Func<HttpContext, ProblemException, string, Task> Write);

/// <summary>
/// Writes every refusal, of the API always as problem+json: the framework's own writer answers nothing, or plain text, to a client that asks for HTML.
/// </summary>
internal static class ProblemWriter
{
    public static Task Write(HttpContext context, ProblemException problem)
    {
        var response = context.Response;
        var (allow, policy, standing) = (response.Headers.Allow, response.Headers[RateLimiter.PolicyHeader], response.Headers[RateLimiter.StandingHeader]);
        response.Clear();
        Manners.AddSecurityHeaders(response);
        response.StatusCode = problem.Kind.Status;
        response.ContentType = "application/problem+json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Allow = allow;
        response.Headers[RateLimiter.PolicyHeader] = policy;
        response.Headers[RateLimiter.StandingHeader] = standing;
        response.Headers.ETag = problem.CurrentETag;
        response.Headers.RetryAfter = problem.RetryAfter?.ToString(CultureInfo.InvariantCulture);
        AddHints(context, problem.Kind);
        var traceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        if (context.GetEndpoint()?.Metadata.GetMetadata<RefusesInHtml>() is { } pages && AsksForHtml(context.Request))
        {
            return pages.Write(context, problem, traceId);
        }

        var isMediaType = problem.Kind == ProblemKind.NotAcceptable;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Problem(
                $"/problems/{problem.Kind.Slug}",
                problem.Kind.Title,
                problem.Kind.Status,
                problem.Message,
                $"urn:uuid:{Guid.NewGuid():D}",
                traceId,
                problem.Faults,
                problem.Existing,
                isMediaType ? null : problem.Allowed,
                isMediaType ? problem.Allowed : null,
                problem.RequiredRole,
                problem.CurrentRevision,
                problem.Limit),
            Json.Options);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }

    private static bool AsksForHtml(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges) && ranges.Any(r => r.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && r.Quality != 0);

    private static void AddHints(HttpContext context, ProblemKind kind)
    {
        var headers = context.Response.Headers;
        if (kind == ProblemKind.Unauthenticated)
        {
            headers.WWWAuthenticate = "Bearer";
        }
        else if (kind == ProblemKind.InvalidCredentials)
        {
            headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        }
        else if (kind == ProblemKind.UnsupportedEncoding)
        {
            headers.AcceptEncoding = "identity";
        }
        else if (kind == ProblemKind.UnsupportedMediaType)
        {
            headers[HttpMethods.IsPatch(context.Request.Method) ? "Accept-Patch" : "Accept-Post"] =
                HttpMethods.IsPatch(context.Request.Method) ? MediaTypes.MergePatch : MediaTypes.Json;
        }
        else if (kind == ProblemKind.TooLarge)
        {
            headers.Connection = "close";
        }
    }
}
