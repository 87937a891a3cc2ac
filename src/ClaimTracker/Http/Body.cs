using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClaimTracker.Http;

/// <summary>A JSON body, read by <see cref="BodyReader" />. As an endpoint's parameter it also publishes its type to the API document.</summary>
/// <typeparam name="T">The message that the body is.</typeparam>
/// <param name="Value">The message.</param>
internal readonly record struct Body<T>(T Value) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        using var document = BodyReader.Parse(await RequestBody.Read(context));
        return new Body<T>(BodyReader.Read<T>(document.RootElement));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypes.Json], typeof(T), isOptional: false));
}
