using System.Reflection;
using System.Text;
using System.Text.Json;
using ClaimTracker.Data;
using ClaimTracker.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClaimTracker.Links;

/// <summary>What a graph is written in.</summary>
public enum GraphFormat
{
    /// <summary>The data.</summary>
    Json,

    /// <summary>The DOT language of Graphviz.</summary>
    Dot,

    /// <summary>A flowchart of Mermaid, for Markdown.</summary>
    Mermaid,

    /// <summary>A picture.</summary>
    Svg,
}

/// <summary>200 with a graph in the format asked for, else in the one that Accept prefers; 304 where the client has it.</summary>
/// <param name="graph">The graph.</param>
/// <param name="format">The format asked for in the query.</param>
internal sealed class GraphAnswer(Graph graph, GraphFormat? format) : IResult, IEndpointMetadataProvider
{
    private static readonly string[] Offered = [MediaTypes.Json, MediaTypes.Graphviz, MediaTypes.Mermaid, MediaTypes.Svg];

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Graph), [MediaTypes.Json]));
        builder.Metadata.Add(new Representations(Offered));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var mediaType = format is { } asked ? Offered[(int)asked] : Accept.Choose(httpContext.Request, Offered);
        var body = mediaType switch
        {
            MediaTypes.Graphviz => Encoding.UTF8.GetBytes(GraphDot.Write(graph)),
            MediaTypes.Mermaid => Encoding.UTF8.GetBytes(GraphMermaid.Write(graph)),
            MediaTypes.Svg => Encoding.UTF8.GetBytes(GraphSvg.Write(graph)),
            _ => JsonSerializer.SerializeToUtf8Bytes(graph, Json.Options),
        };
        if (mediaType == MediaTypes.Svg)
        {
            // A picture brings its own style, and nothing else.
            httpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        }

        return Answers.Write(httpContext, new StoredAnswer(StatusCodes.Status200OK, null, ETag.Of(body), body), mediaType);
    }
}
