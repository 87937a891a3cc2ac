using ClaimTracker.Problems;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ClaimTracker.Http;

/// <summary>
/// The manners of HTTP, once, for all routes. <see cref="UseManners" /> stands around everything: it turns every refusal and every bare status of
/// the framework into problem details, answers HEAD as GET and OPTIONS with Allow. <see cref="UseNegotiation" /> stands between authorization and
/// the endpoint, so that faults are told in this order: route, method, key, role, rate, media type and size, Accept, and only then the content.
/// </summary>
internal static partial class Manners
{
    private static readonly string[] JsonOnly = [MediaTypes.Json];

    public static void UseManners(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ClaimTracker.Http");
        app.Use(async (context, next) =>
        {
            AddSecurityHeaders(context.Response);
            if (HttpMethods.IsHead(context.Request.Method))
            {
                // Routing then finds the GET. The server itself remembers that it was HEAD and sends no body.
                context.Request.Method = HttpMethods.Get;
            }

            try
            {
                if (context.Request.Host.Port is < 1 or > ushort.MaxValue)
                {
                    // The server takes it, and links to other pages would lead nowhere.
                    throw new ProblemException(ProblemKind.BadRequest, "The header Host names no port that there can be.");
                }

                await next(context);
                if (!context.Response.HasStarted && context.Response.StatusCode >= 400 && context.Response.ContentLength is null)
                {
                    await WriteBare(context);
                }
            }
            catch (ProblemException problem)
            {
                await ProblemWriter.Write(context, problem);
            }
            catch (BadHttpRequestException e)
            {
                await ProblemWriter.Write(context, Of(context, e));
            }
            catch (Exception) when (context.RequestAborted.IsCancellationRequested)
            {
                // The client has gone: there is nobody to answer.
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
            catch (Exception e)
            {
                Failed(log, context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, e);
                await ProblemWriter.Write(context, new ProblemException(ProblemKind.Internal, "The fault is in the service's log."));
            }
        });
    }

    public static void UseNegotiation(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<JsonApi>() is not null)
        {
            if (context.GetEndpoint()!.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepts)
            {
                CheckBody(context, accepts.ContentTypes[0]);
            }

            CheckAccept(context);
            if (context.GetEndpoint()!.Metadata.GetMetadata<QueryType>() is null)
            {
                QueryReader.RefuseAny(context);
            }
        }

        return next(context);
    });

    public static void AddSecurityHeaders(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static Task WriteBare(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            var allow = Allow(response);
            response.Headers.Allow = string.Join(", ", allow);
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                return WriteOptions(response, allow);
            }
        }

        return ProblemWriter.Write(context, response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new ProblemException(ProblemKind.NotFound, "There is nothing at this path."),
            StatusCodes.Status405MethodNotAllowed => new ProblemException(ProblemKind.MethodNotAllowed, $"This path takes {response.Headers.Allow}."),
            StatusCodes.Status400BadRequest => new ProblemException(ProblemKind.BadRequest, "The header Host names no host that is served here."),
            var status => new ProblemException(ProblemKind.All.FirstOrDefault(k => k.Status == status, ProblemKind.BadRequest), "The request cannot be served."),
        });
    }

    /// <summary>The methods of a path: those that routing found, and those that every path with GET takes.</summary>
    private static string[] Allow(HttpResponse response)
    {
        var methods = ETag.Split(response.Headers.Allow).ToList();
        return [.. methods.Contains("GET") ? methods.Append("HEAD").Append("OPTIONS") : methods.Append("OPTIONS")];
    }

    private static Task WriteOptions(HttpResponse response, string[] allow)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        if (allow.Contains("POST"))
        {
            response.Headers["Accept-Post"] = MediaTypes.Json;
        }

        if (allow.Contains("PATCH"))
        {
            response.Headers["Accept-Patch"] = MediaTypes.MergePatch;
        }

        return Task.CompletedTask;
    }

    private static void CheckBody(HttpContext context, string mediaType)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var given) || !given.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(ProblemKind.UnsupportedMediaType, $"Send {mediaType}.");
        }

        if (given.Parameters.Any(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) && !HeaderUtilities.RemoveQuotes(p.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ProblemException(ProblemKind.UnsupportedCharset, "Send UTF-8, or leave charset out.");
        }

        if (ETag.Split(request.Headers.ContentEncoding).Any(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ProblemException(ProblemKind.UnsupportedEncoding, "Send the body without Content-Encoding.");
        }

        if (ETag.Split(request.Headers.TransferEncoding).Any(e => !e.Equals("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            // The server undoes the chunks and would pass on the rest as it is.
            throw new ProblemException(ProblemKind.UnsupportedEncoding, "Send the body in no Transfer-Encoding but chunked.");
        }

        var limit = RequestBody.LimitOf(context);
        if (request.ContentLength > limit)
        {
            throw RequestBody.TooLarge(limit);
        }

        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = limit + 1;
    }

    /// <summary>Refuses what no representation of the path satisfies. Where the query names a format, that is what is asked for.</summary>
    private static void CheckAccept(HttpContext context)
    {
        var representations = context.GetEndpoint()!.Metadata.GetMetadata<Representations>();
        if (representations is null || !context.Request.Query.ContainsKey("format"))
        {
            Accept.Choose(context.Request, representations?.MediaTypes ?? JsonOnly);
        }
    }

    private static ProblemException Of(HttpContext context, BadHttpRequestException e) => e.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => RequestBody.TooLarge(RequestBody.LimitOf(context)),
        StatusCodes.Status408RequestTimeout => new ProblemException(ProblemKind.RequestTimeout, "The body was sent at less than 240 bytes a second."),
        StatusCodes.Status417ExpectationFailed => new ProblemException(ProblemKind.ExpectationFailed, "Only Expect: 100-continue is known."),
        _ => new ProblemException(ProblemKind.BadRequest, "The request cannot be read."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private static partial void Failed(ILogger log, string method, string? route, Exception e);
}

/// <summary>Marks the endpoints of the JSON API.</summary>
internal sealed record JsonApi;
