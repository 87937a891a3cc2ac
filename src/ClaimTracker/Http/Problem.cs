using System.Text.Json.Serialization;
using ClaimTracker.Problems;

namespace ClaimTracker.Http;

/// <summary>A refusal (RFC 9457).</summary>
/// <param name="Type">The kind of refusal: a path of this service that explains it.</param>
/// <param name="Title">The kind in words; the same each time.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Detail">What went wrong this time.</param>
/// <param name="Instance">This request: `urn:uuid:…`.</param>
/// <param name="TraceId">What the service's log knows this request by.</param>
/// <param name="Errors">What is wrong, one by one and all at once.</param>
/// <param name="Existing">The resource on record that stands in the way.</param>
/// <param name="Allowed">What can be done instead.</param>
/// <param name="Available">The media types this path can answer with.</param>
/// <param name="RequiredRole">The least role that may do it.</param>
/// <param name="CurrentRevision">The revision that is current.</param>
/// <param name="Limit">The limit that was passed.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string TraceId,
    IReadOnlyList<Fault> Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Existing? Existing = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Allowed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Available = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RequiredRole = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? CurrentRevision = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Limit = null);
