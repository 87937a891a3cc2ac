using ClaimTracker.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimTracker.Operations;

/// <summary>Whether the process lives and whether it can serve: for whoever starts, stops and balances it.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Service").AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        health.MapGet("/live", Live).WithName("live");
        health.MapGet("/ready", Ready).WithName("ready").Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Is the process alive?</summary>
    /// <remarks>Answers as long as it does.</remarks>
    internal static Ok<HealthReport> Live() => TypedResults.Ok(new HealthReport("live"));

    /// <summary>Can it serve?</summary>
    /// <remarks>
    /// 200 while the record can be read and takes changes. With a full disk it still serves all reading and recovers by itself: 200, and `status` says `full`.
    /// 503 where the record is read-only or damaged.
    /// </remarks>
    internal static async Task<Results<Ok<HealthReport>, JsonHttpResult<HealthReport>>> Ready(Database database, CancellationToken cancellation)
    {
        if (database.Storage.State is StorageState.ReadOnly or StorageState.Damaged)
        {
            return TypedResults.Json(new HealthReport(Names.Of(database.Storage.State)), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        await database.Read(sql => sql.First<long>("SELECT coalesce(max(seq), 0) FROM event"), cancellation);
        return TypedResults.Ok(new HealthReport(database.Storage.State == StorageState.Full ? "full" : "ready"));
    }
}

/// <summary>How the service is.</summary>
/// <param name="Status">`live`, `ready`, `full`, `read_only` or `damaged`.</param>
public sealed record HealthReport(string Status);
