using System.Globalization;

namespace ClaimTracker.Data;

/// <summary>How values stand in the file: instants as integer milliseconds, days as text, enums by their wire names, truth as 0 and 1.</summary>
internal static class ColumnValue
{
    public static object Of(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum name => Names.Of(name),
        bool truth => truth ? 1L : 0L,
        _ => value,
    };

    public static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } value ? Instant(value) : null;

    public static DateOnly? Day(string? day) =>
        day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
