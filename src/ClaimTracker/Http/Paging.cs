namespace ClaimTracker.Http;

/// <summary>How a list says that it goes on.</summary>
internal static class Paging
{
    /// <summary>Writes Link (RFC 8288) with the absolute address of the next page, all filters kept.</summary>
    /// <returns>The cursor of the next page, or null at the end.</returns>
    public static string? Next(HttpContext context, long? lastId, long? lastRank = null)
    {
        if (lastId is not { } id)
        {
            return null;
        }

        var cursor = Cursor.Write(context, id, lastRank);
        var request = context.Request;
        var kept = request.Query.Where(p => p.Key != "cursor").SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value));
        var query = QueryString.Create(kept.Append(KeyValuePair.Create("cursor", (string?)cursor)));
        var site = request.Host.HasValue ? $"{request.Scheme}://{request.Host}" : "";
        context.Response.Headers.Link = $"<{site}{request.PathBase}{PathOf(request)}{query}>; rel=\"next\"";
        return cursor;
    }

    /// <summary>The one spelling of a list's path: routing also takes other case and a slash at the end.</summary>
    public static string PathOf(HttpRequest request) => request.Path.Value!.TrimEnd('/').ToLowerInvariant();
}
