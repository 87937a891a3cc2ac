using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClaimTracker.Http;

/// <summary>
/// The query string of an endpoint, read into a record of optional members. Like a body it is read strictly and all its faults are told at once:
/// unknown, repeated and empty parameters, numbers in other spellings, broken percent-encoding.
/// </summary>
/// <typeparam name="T">The message that the query is.</typeparam>
/// <param name="Value">The message.</param>
internal readonly record struct Query<T>(T Value) : IEndpointParameterMetadataProvider
    where T : new()
{
    public static ValueTask<Query<T>> BindAsync(HttpContext context)
    {
        var value = new T();
        QueryReader.Read(context, typeof(T), value);
        return ValueTask.FromResult(new Query<T>(value));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new QueryType(typeof(T)));
}

/// <summary>Which record an endpoint's query string is read into.</summary>
/// <param name="Type">The record.</param>
internal sealed record QueryType(Type Type);

/// <summary>Marks the member that a page's cursor is read into: the id after which the page begins.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CursorAttribute : Attribute;
