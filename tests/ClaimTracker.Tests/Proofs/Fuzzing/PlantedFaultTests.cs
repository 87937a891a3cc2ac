using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>Each check of the fuzzer finds the fault it is there for: here the faults are put into the service before its operations.</summary>
public sealed class PlantedFaultTests
{
    private const ulong Seed = 5;
    private const int Enough = 4_000;

    [Fact]
    public Task A_rare_value_that_fails_is_found() => Finds(Judge.ServerError, (context, next) =>
        context.Request.Query["limit"] == "200" ? throw new InvalidOperationException("Planted.") : next());

    [Fact]
    public Task A_status_that_the_document_does_not_list_is_found() => Finds(Judge.Undocumented, (context, next) =>
    {
        if (context.Request.Path.Value!.EndsWith("/history", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        }

        return next();
    });

    [Fact]
    public Task An_answer_that_breaks_the_schema_is_found() => Finds(Judge.SchemaBroken, async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/v1/topics", StringComparison.Ordinal))
        {
            await Rewrite(context, next, answer => answer["nextCursor"] = 5);
            return;
        }

        await next();
    });

    [Fact]
    public Task A_problem_without_its_parts_is_found() => Finds(Judge.ProblemIncomplete, (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/v1/reviews", StringComparison.Ordinal))
        {
            return next();
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync("""{"type":"/problems/schema","title":"x","status":400,"detail":"x","instance":"urn:uuid:00000000-0000-0000-0000-000000000000","traceId":"","errors":[]}""");
    });

    [Fact]
    public Task A_header_that_is_missing_is_found() => Finds(Judge.HeadersMissing, (context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Remove("ETag");
            return Task.CompletedTask;
        });
        return next();
    });

    [Fact]
    public Task An_unknown_member_that_is_taken_is_found() => Finds(Judge.AcceptedInvalid, async (context, next) =>
    {
        if (context.Request.Method == "POST")
        {
            using var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy);
            context.Request.Body = new MemoryStream(WithoutUnknown(copy.ToArray()));
        }

        await next();
    });

    [Fact]
    public Task A_refusal_that_names_another_place_is_found() => Finds(Judge.WrongRefusal, (context, next) =>
        context.Request.Path == "/v1/questions" ? throw ProblemException.Schema(ClaimTracker.Problems.Fault.At("#/elsewhere", "blank", "Planted.")) : next());

    [Fact]
    public Task A_refusal_of_what_the_document_allows_is_found() => Finds(Judge.RefusedValid, (context, next) =>
        context.Request.Path == "/v1/links" && context.Request.Method == "GET" ? throw ProblemException.Schema(ClaimTracker.Problems.Fault.OfParameter("type", "type", "Planted.")) : next());

    [Fact]
    public Task A_HEAD_that_is_unlike_its_GET_is_found()
    {
        var requests = 0;
        return Finds(Fuzzer.Unlike, (context, next) =>
        {
            context.Response.Headers["X-Planted"] = $"{Interlocked.Increment(ref requests)}";
            return next();
        });
    }

    [Fact]
    public Task A_resource_that_is_not_read_back_is_found() => Finds(Fuzzer.NotKept, (context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.Location.Count > 0)
            {
                context.Response.Headers.Location = "/v1/claims/999999";
            }

            return Task.CompletedTask;
        });
        return next();
    });

    [Fact]
    public Task A_retry_that_is_not_known_again_is_found() => Finds(Fuzzer.NotReplayed, (context, next) =>
    {
        context.Request.Headers.Remove("Idempotency-Key");
        return next();
    });

    [Fact]
    public Task A_connection_that_ends_without_an_answer_is_found() => Finds(Judge.NoAnswer, (context, next) =>
    {
        if (context.Request.Path == "/v1/audit/verify")
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return next();
    });

    [Fact]
    public Task A_refusal_that_has_written_is_found() => Finds(Fuzzer.Written, async (context, next) =>
    {
        if (context.Request.Path == "/v1/topics/rename")
        {
            await context.RequestServices.GetRequiredService<Database>().Write(new Caller(), tx =>
            {
                tx.Raise("key.planted", "key", 1, 99, new JsonObject(), "Planted.");
                return 0;
            }, CancellationToken.None);
            throw new ProblemException(ProblemKind.NotFound, "Planted.");
        }

        await next();
    });

    /// <summary>Lets the fuzzer find what was planted, and sees that it tells enough to find it again.</summary>
    private static async Task Finds(string check, Func<HttpContext, Func<Task>, Task> planted)
    {
        await using var service = await FuzzedService.Start(app => app.Use((HttpContext context, RequestDelegate next) => planted(context, () => next(context))));
        var report = new FuzzReport(service.Contract, Seed);
        using var fuzzer = service.Fuzzer(Seed, worker: 0, endsAtFinding: true);

        await fuzzer.Run(Enough, report);

        var finding = Assert.Single(report.Findings);
        Assert.True(check == finding.Fault.Check, $"Expected {check}: {finding}");
        Assert.Contains($"CLAIMTRACKER_SEED={Seed}, worker 0, request {finding.Index}", $"{finding}", StringComparison.Ordinal);
        Assert.Contains($"{finding.Request.Method} /", $"{finding}", StringComparison.Ordinal);
    }

    private static async Task Rewrite(HttpContext context, Func<Task> next, Action<JsonNode> change)
    {
        var (body, kept) = (context.Response.Body, new MemoryStream());
        context.Response.Body = kept;
        await next();
        context.Response.Body = body;
        var answer = JsonNode.Parse(kept.ToArray())!;
        change(answer);
        var bytes = Encoding.UTF8.GetBytes(answer.ToJsonString());
        context.Response.ContentLength = bytes.Length;
        await body.WriteAsync(bytes);
    }

    private static byte[] WithoutUnknown(byte[] body)
    {
        try
        {
            if (JsonNode.Parse(body) is JsonObject members)
            {
                foreach (var unknown in (string[])["zzz", "__proto__", "$type", "a/b~c", "é"])
                {
                    members.Remove(unknown);
                }

                return Encoding.UTF8.GetBytes(members.ToJsonString());
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // Not JSON, with members twice or with half of a surrogate pair: the service refuses it as it is.
        }

        return body;
    }
}
