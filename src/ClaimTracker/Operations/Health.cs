using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimTracker.Operations;

/// <summary>Whether the process lives and whether it can serve: for whoever starts, stops and balances it.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Service").WithMetadata(new HealthCheck());
        health.MapGet("/live", Live).WithName("live").Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/ready", Ready).WithName("ready").Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Is the process alive?</summary>
    /// <remarks>
    /// 200 and `live`, unless its writer has ended, or has stuck in one group of changes for half a minute: 503 and `stuck`, and only a new start helps.
    /// Needs no key.
    /// </remarks>
    internal static Results<Ok<HealthReport>, JsonHttpResult<HealthReport>> Live(HealthWatch watch, HttpContext context) => Report(context, watch.Liveness, watch.Liveness == HealthWatch.Live);

    /// <summary>Can it serve?</summary>
    /// <remarks>
    /// 200 and `ready`; with a full disk reading goes on: 200 and `full`; otherwise 503 and in a word why not. It is looked at once a second, and asking costs
    /// nothing: the answer comes at once also while the service has much to do. Needs no key.
    /// </remarks>
    internal static Results<Ok<HealthReport>, JsonHttpResult<HealthReport>> Ready(HealthWatch watch, HttpContext context) => Report(context, watch.Readiness, watch.Readiness is HealthWatch.Ready or HealthWatch.Full);

    private static Results<Ok<HealthReport>, JsonHttpResult<HealthReport>> Report(HttpContext context, string status, bool isGood)
    {
        context.Response.Headers.CacheControl = "no-store";
        return isGood
            ? TypedResults.Ok(new HealthReport(status))
            : TypedResults.Json(new HealthReport(status), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>On endpoints that are asked all the time by machines: they are told in the log and in traces only to whoever wants every detail.</summary>
internal sealed record HealthCheck;

/// <summary>How the service is.</summary>
/// <param name="Status">
/// `live` or `ready`; or `starting`; `stopping`: it serves what is under way; `full`: the disk is, or nearly; `read_only`: the file or the disk is; `busy`: too many changes wait; `stuck`: a change
/// takes too long; `damaged`: nothing is written any more; `schema`: another version has changed the record; `unreadable`: the record cannot be read.
/// </param>
public sealed record HealthReport(string Status);
