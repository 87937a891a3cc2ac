using System.Text.Json.Serialization;

namespace ClaimTracker.Text;

/// <summary>A date as it was given, with the days it lies between.</summary>
/// <param name="Edtf">The date in EDTF, as given.</param>
/// <param name="Offset">The distance from publication, as given: an ISO 8601 duration.</param>
/// <param name="Basis">The words or the reasoning it rests on.</param>
/// <param name="Earliest">The first day it can be; null where unknown or open.</param>
/// <param name="Latest">The last day it can be; null where unknown or open.</param>
public sealed record Dated(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Edtf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Offset,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Basis,
    DateOnly? Earliest,
    DateOnly? Latest)
{
    /// <summary>Whether the days are sure: false where the date is marked as about (`~`) or uncertain (`?`).</summary>
    internal bool IsCertain { get; private init; }

    /// <summary>Whether it was given as an interval.</summary>
    internal bool IsInterval { get; private init; }

    /// <summary>A date of saying whose days are on record.</summary>
    internal static Dated? Stored(GivenSaid? given, DateOnly? earliest, DateOnly? latest, bool isCertain) =>
        given is null ? null : new Dated(given.Edtf, given.Offset, given.Basis, earliest, latest) { IsCertain = isCertain };

    /// <summary>The days of a date as given.</summary>
    internal static Dated? Of(GivenDate? given) => given is null ? null : Of(given.Edtf, given.Basis);

    /// <summary>The days on which something was said.</summary>
    /// <param name="given">When, as given.</param>
    /// <param name="published">When the article was published: what an offset counts from.</param>
    internal static Dated? Of(GivenSaid? given, GivenDate? published)
    {
        if (given?.Offset is null || !DateOffset.TryParse(given.Offset, out var offset))
        {
            return given is null ? null : Of(given.Edtf, given.Basis);
        }

        return published?.Edtf is not null && Text.Edtf.TryParse(published.Edtf, out var day, out _)
            ? new Dated(null, given.Offset, given.Basis, offset.From(day).Earliest, offset.From(day).Latest) { IsCertain = !day.IsQualified, IsInterval = day.IsInterval }
            : new Dated(null, given.Offset, given.Basis, null, null);
    }

    private static Dated Of(string? edtf, string? basis) =>
        edtf is not null && Text.Edtf.TryParse(edtf, out var date, out _)
            ? new Dated(edtf, null, basis, date.Earliest, date.Latest) { IsCertain = !date.IsQualified, IsInterval = date.IsInterval }
            : new Dated(null, null, basis, null, null);
}
