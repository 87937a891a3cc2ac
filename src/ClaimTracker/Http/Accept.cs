using ClaimTracker.Problems;
using Microsoft.Net.Http.Headers;

namespace ClaimTracker.Http;

/// <summary>
/// Chooses among the media types that a path answers with by the header Accept (RFC 9110 §12.5.1): of all ranges that name a type the most specific one
/// tells how welcome it is; among the most welcome types the one that is named most precisely is sent, then the one that the path offers first.
/// </summary>
internal static class Accept
{
    private const int ByName = 2;
    private const int BySubTypes = 1;
    private const int ByAll = 0;

    public static string Choose(HttpRequest request, IReadOnlyList<string> offered)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges))
        {
            return offered[0];
        }

        var best = offered
            .Select(type => (Type: type, Welcome: Welcome(ranges, type)))
            .Where(offer => offer.Welcome is { Quality: > 0 })
            .OrderByDescending(offer => offer.Welcome!.Value.Quality)
            .ThenByDescending(offer => offer.Welcome!.Value.Precision)
            .FirstOrDefault();
        return best.Type ?? throw new ProblemException(ProblemKind.NotAcceptable, $"This path answers with {string.Join(", ", offered)}.") { Allowed = offered };
    }

    /// <summary>How welcome a type is; null where no range names it.</summary>
    private static (double Quality, int Precision)? Welcome(IList<MediaTypeHeaderValue> ranges, string type)
    {
        var wanted = MediaTypeHeaderValue.Parse(type);
        var named = ranges.Select(range => (Range: range, Precision: Precision(range, wanted))).Where(r => r.Precision is not null).OrderByDescending(r => r.Precision).FirstOrDefault();
        return named.Range is null ? null : (named.Range.Quality ?? 1, named.Precision!.Value);
    }

    private static int? Precision(MediaTypeHeaderValue range, MediaTypeHeaderValue type) =>
        range.MatchesAllTypes ? ByAll
        : !range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase) ? null
        : range.MatchesAllSubTypes ? BySubTypes
        : range.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase) ? ByName
        : null;
}

/// <summary>What an endpoint can answer with beside JSON; the query parameter `format`, where it is given, chooses instead of the header Accept.</summary>
/// <param name="MediaTypes">All of them, the one for those who do not choose first.</param>
internal sealed record Representations(IReadOnlyList<string> MediaTypes);
