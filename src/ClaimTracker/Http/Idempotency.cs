using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Http;

/// <summary>
/// Idempotency-Key on POST (draft-ietf-httpapi-idempotency-key-header): a client that got no answer sends the same request again and gets the
/// answer of the first, with one effect. The answer is stored in the command's own savepoint, so that it stands if and only if the change does.
/// Keys belong to one principal and live for a day.
/// </summary>
internal sealed class Idempotency(Database database, Caller caller) : IEndpointFilter
{
    private const string Find = $"SELECT {KeptAnswer.Columns} FROM idempotency WHERE principal_id = @principal AND key = @key AND at > @since";

    private static readonly ConcurrentDictionary<(string Path, long Principal, string Key), bool> UnderWay = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || Key(http) is not { } key)
        {
            return await next(context);
        }

        var fingerprint = Fingerprint(http.Request, RequestBody.Of(http).Span);
        var principal = caller.Actor.Id ?? 0;
        if (!UnderWay.TryAdd((database.Path, principal, key), true))
        {
            throw new ProblemException(ProblemKind.IdempotencyInProgress, "The first request with this key is not answered yet.") { RetryAfter = 1 };
        }

        try
        {
            if (await database.Read(sql => sql.First<KeptAnswer>(Find, new { principal, key, since = database.Clock.GetUtcNow() - RetryableRequest.Lifetime }), http.RequestAborted) is { } kept)
            {
                if (!kept.IsWhole)
                {
                    throw new ProblemException(ProblemKind.StorageDamaged, "The answer that was kept for this key is not the one that was given.");
                }

                return kept.Fingerprint.AsSpan().SequenceEqual(fingerprint)
                    ? new Replay(new StoredAnswer((int)kept.Status, kept.Location, kept.Etag, kept.Body))
                    : throw new ProblemException(ProblemKind.IdempotencyKeyReuse, "This key stands for another method, path or body.");
            }

            caller.Retryable = new RetryableRequest(key, fingerprint, Answers.Render);
            return await next(context);
        }
        finally
        {
            UnderWay.TryRemove((database.Path, principal, key), out _);
        }
    }

    private static string? Key(HttpContext http)
    {
        var header = http.Request.Headers["Idempotency-Key"];
        if (header.Count == 0)
        {
            return null;
        }

        var key = header.ToString() is ['"', .. var quoted, '"'] ? quoted : header.ToString();
        if (header.Count > 1 || key.Length is 0 or > 255 || !key.All(c => c is > ' ' and <= '~'))
        {
            throw ProblemException.Schema(Fault.OfHeader("Idempotency-Key", "invalid", "One Idempotency-Key of 1 to 255 visible ASCII characters."));
        }

        return http.GetEndpoint()!.Metadata.GetMetadata<AnswersSecret>() is null
            ? key
            : throw ProblemException.Schema(Fault.OfHeader("Idempotency-Key", "not_taken", "The answer holds a secret that is not kept, so it cannot be given again."));
    }

    private static byte[] Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"));
        sum.AppendData(body);
        return sum.GetHashAndReset();
    }

    private sealed class Replay(StoredAnswer answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["Idempotency-Replayed"] = "true";
            return Answers.Write(httpContext, answer);
        }
    }
}

/// <summary>Marks an endpoint whose answer holds a secret that must not be stored.</summary>
internal sealed record AnswersSecret;
