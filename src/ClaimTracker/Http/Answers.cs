using System.Reflection;
using System.Text.Json;
using ClaimTracker.Data;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClaimTracker.Http;

/// <summary>How results of messages become answers. Each kind is a type, so that an endpoint's signature states its outcome and the API document takes it from there.</summary>
internal static class Answers
{
    public static Answer<T> Ok<T>(T resource)
        where T : IResource => new(Render(resource));

    public static RecordedAnswer<T> Of<T>(Recorded<T> recorded)
        where T : IResource => new(recorded);

    public static ListAnswer<T> Of<T>(Slice<T> slice) => new(slice);

    public static ReportAnswer<T> Report<T>(T report)
        where T : class => new(report);

    /// <summary>The answer to a command, as it is sent and as it is kept for a retry.</summary>
    public static StoredAnswer Render(object result)
    {
        var (resource, isNew) = result is IRecorded recorded ? (recorded.Resource, recorded.IsNew) : ((IResource)result, false);
        var body = JsonSerializer.SerializeToUtf8Bytes(resource, resource.GetType(), Json.Options);
        return new StoredAnswer(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, result is IRecorded ? resource.Href : null, ETag.Of(resource, body), body);
    }

    public static Task Write(HttpContext context, StoredAnswer answer, string mediaType = MediaTypes.Json)
    {
        var response = context.Response;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept, Authorization";
        response.Headers.ETag = answer.ETag;
        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
        }

        if (HttpMethods.IsGet(context.Request.Method) && answer.ETag is { } etag && ETag.IsKnown(context.Request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = answer.Status;
        response.ContentType = $"{mediaType}; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        return response.Body.WriteAsync(answer.Body, context.RequestAborted).AsTask();
    }
}

/// <summary>200 with a resource and its ETag; 304 where the client knows it.</summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="answer">The resource, rendered.</param>
internal sealed class Answer<T>(StoredAnswer answer) : IResult, IEndpointMetadataProvider
    where T : IResource
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [MediaTypes.Json]));

    public Task ExecuteAsync(HttpContext httpContext) => Answers.Write(httpContext, answer);
}

/// <summary>201 with a new resource, its address and its ETag; 200 with the one that was on record already.</summary>
internal sealed class RecordedAnswer<T>(Recorded<T> recorded) : IResult, IEndpointMetadataProvider
    where T : IResource
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [MediaTypes.Json]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [MediaTypes.Json]));
    }

    public Task ExecuteAsync(HttpContext httpContext) => Answers.Write(httpContext, Answers.Render(recorded));
}

/// <summary>200 with a page, and the address of the next one in Link.</summary>
internal sealed class ListAnswer<T>(Slice<T> slice) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Page<T>), [MediaTypes.Json]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var cursor = Paging.Next(httpContext, slice.Next, slice.NextRank);
        return Answers.Write(httpContext, new StoredAnswer(StatusCodes.Status200OK, null, null,
            JsonSerializer.SerializeToUtf8Bytes(new Page<T>(slice.Items, cursor), Json.Options)));
    }
}

/// <summary>200 with what was found out just now: it has no revision, and is no resource.</summary>
internal sealed class ReportAnswer<T>(T report) : IResult, IEndpointMetadataProvider
    where T : class
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [MediaTypes.Json]));
        builder.Metadata.Add(new AnswersReport());
    }

    public Task ExecuteAsync(HttpContext httpContext) =>
        Answers.Write(httpContext, new StoredAnswer(StatusCodes.Status200OK, null, null, JsonSerializer.SerializeToUtf8Bytes(report, Json.Options)));
}

/// <summary>Tells the API document that an answer carries no ETag.</summary>
internal sealed record AnswersReport;
