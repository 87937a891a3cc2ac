using System.Diagnostics;
using ClaimTracker.Data;
using Microsoft.AspNetCore.Http.Features;

namespace ClaimTracker.Operations;

/// <summary>
/// One line for each request: what was asked for by its route, never by its path or query; how it was answered; by whose key. No bodies, no headers. Health
/// checks are told at Debug.
/// </summary>
internal static partial class RequestLog
{
    /// <summary>The methods that are written as they are. Any other is a word of the client's own choice.</summary>
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT" };

    /// <summary>Where requests are not logged, nothing stands in their way.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ClaimTracker.Requests");
        if (!log.IsEnabled(LogLevel.Information))
        {
            return;
        }

        app.Use(async (context, next) =>
        {
            var started = Stopwatch.GetTimestamp();
            var method = MethodOf(context.Request);   // HEAD is turned into GET on its way
            try
            {
                await next(context);
            }
            finally
            {
                Tell(log, context, method, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        });
    }

    /// <summary>The method, or <c>_OTHER</c>, as telemetry has it.</summary>
    public static string MethodOf(HttpRequest request) => Methods.TryGetValue(request.Method, out var known) ? known : "_OTHER";

    /// <summary>The route's template; null where there is none for the path.</summary>
    public static string? RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText switch
    {
        { Length: > 1 } template => template.TrimEnd('/'),
        var template => template,
    };

    private static void Tell(ILogger log, HttpContext context, string method, double milliseconds)
    {
        var level = context.GetEndpoint()?.Metadata.GetMetadata<HealthCheck>() is null ? LogLevel.Information : LogLevel.Debug;
        if (!log.IsEnabled(level))
        {
            return;
        }

        var status = context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
        var bytes = method == "HEAD" ? 0 : context.Response.ContentLength;
        var actor = context.RequestServices.GetRequiredService<Caller>().Actor;
        var isKnown = actor.Id is not null;
        var trace = context.Features.Get<IHttpActivityFeature>()?.Activity.TraceId.ToHexString() ?? context.TraceIdentifier;
        Request(log, level, method, RouteOf(context), status, milliseconds, bytes, actor.Id, isKnown ? actor.Name : null, trace);
    }

    /// <summary>Bytes are those of the body; an answer that is sent in chunks has not told them.</summary>
#pragma warning disable SYSLIB1015 // What the sentence does not say stands beside it, for programs.
    [LoggerMessage(Message = "{Method} {Route} {Status} in {Milliseconds:0.0} ms")]
    private static partial void Request(ILogger log, LogLevel level, string method, string? route, int status, double milliseconds, long? bytes, long? keyHolder, string? keyName, string traceId);
#pragma warning restore SYSLIB1015
}
