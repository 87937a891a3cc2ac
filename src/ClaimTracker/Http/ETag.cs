using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using ClaimTracker.Data;

namespace ClaimTracker.Http;

/// <summary>
/// Entity tags: <c>"7-9f86d081884c7d65"</c>, the revision and the hash of the body. If-None-Match compares the whole (names of other resources in
/// the body may change without a new revision); If-Match compares the revision alone, so that <c>"7"</c> is enough (RFC 9110 §8.8.3, §13.1).
/// </summary>
internal static class ETag
{
    public static string Of(IResource resource, ReadOnlySpan<byte> body) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{resource.Revision}-{XxHash64.HashToUInt64(body):x16}\"");

    public static string Of(IResource resource) => Of(resource, JsonSerializer.SerializeToUtf8Bytes(resource, resource.GetType(), Json.Options));

    /// <summary>The tag of an answer that has no revision: the hash of its body.</summary>
    public static string Of(ReadOnlySpan<byte> body) => string.Create(CultureInfo.InvariantCulture, $"\"{XxHash64.HashToUInt64(body):x16}\"");

    /// <summary>Whether If-None-Match names this tag; the weak form counts here.</summary>
    public static bool IsKnown(HttpRequest request, string etag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } sent
        && Split(sent).Any(tag => tag == "*" || tag == etag || tag == "W/" + etag);

    public static IEnumerable<string> Split(IEnumerable<string?> values) =>
        values.SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
