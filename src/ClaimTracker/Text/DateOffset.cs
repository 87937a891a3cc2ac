using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ClaimTracker.Text;

// "Six months ago" dates a statement only once the day of publication is known, and must move with it when
// that is learned or corrected. So the distance is stored, not the day. Nobody who says "six months ago" means
// the day: the answer is widened to the unit that was spoken of, or to that of the publication if that is coarser.

/// <summary>
/// A distance from an article's day of publication: the date part of an ISO 8601 duration (ISO 8601-1:2019
/// §5.5.2; the sign as in ISO 8601-2:2019), such as <c>P0D</c>, <c>-P6M</c>, <c>P1Y2M</c>, <c>-P2W</c>.
/// </summary>
public sealed partial record DateOffset
{
    private readonly int months;
    private readonly int days;

    private DateOffset(string text, int months, int days, DatePrecision precision)
    {
        Text = text;
        this.months = months;
        this.days = days;
        Precision = precision;
    }

    /// <summary>The duration as it was given.</summary>
    public string Text { get; }

    /// <summary>The finest unit that was given: day, week, month or year.</summary>
    public DatePrecision Precision { get; }

    /// <summary>Reads a duration of years, months, weeks and days, each of up to four digits, in that order.</summary>
    /// <param name="text">What was given; a leading minus means "before".</param>
    /// <param name="value">The distance, or null.</param>
    /// <returns>Whether it was read. A time part, no part at all, a fraction and lower case are refused.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out DateOffset? value)
    {
        value = null;
        var parts = Duration().Match(text);
        if (!parts.Success)
        {
            return false;
        }

        var sign = parts.Groups["minus"].Success ? -1 : 1;
        value = new DateOffset(
            text,
            sign * ((12 * Number(parts.Groups["years"])) + Number(parts.Groups["months"])),
            sign * ((7 * Number(parts.Groups["weeks"])) + Number(parts.Groups["days"])),
            parts.Groups["days"].Success ? DatePrecision.Day
                : parts.Groups["weeks"].Success ? DatePrecision.Week
                : parts.Groups["months"].Success ? DatePrecision.Month
                : DatePrecision.Year);
        return true;
    }

    /// <summary>The days that are meant, counted from a day of publication.</summary>
    /// <param name="published">When the article was published, as precisely as that is known.</param>
    /// <returns>
    /// Both bounds, shifted and then widened to the start and end of the coarser of the two units (weeks run from
    /// Monday to Sunday); null for a bound that is unknown in <paramref name="published"/> or falls outside the
    /// years 1 to 9999.
    /// </returns>
    public (DateOnly? Earliest, DateOnly? Latest) From(Edtf published) =>
    (
        Shift(published.Earliest) is { } first ? StartOf(Coarser(published.EarliestPrecision), first) : null,
        Shift(published.Latest) is { } last ? EndOf(Coarser(published.LatestPrecision), last) : null
    );

    private DatePrecision Coarser(DatePrecision other) => other > Precision ? other : Precision;

    // Months before days, as ISO 8601 orders them; the 31st of a short month is its last day.
    private DateOnly? Shift(DateOnly? day)
    {
        if (day is not { } start || (12 * start.Year) + start.Month - 1 + months is < 12 * 1 or >= 12 * 10000)
        {
            return null;
        }

        var number = start.AddMonths(months).DayNumber + days;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(number) : null;
    }

    private static DateOnly? StartOf(DatePrecision unit, DateOnly day) => unit switch
    {
        DatePrecision.Day => day,
        DatePrecision.Week => day.AddDays(-DaysSinceMonday(day)),
        DatePrecision.Month => new DateOnly(day.Year, day.Month, 1),
        DatePrecision.Year => new DateOnly(day.Year, 1, 1),
        _ => day.Year < 10 ? null : new DateOnly(day.Year / 10 * 10, 1, 1),
    };

    private static DateOnly? EndOf(DatePrecision unit, DateOnly day) => unit switch
    {
        DatePrecision.Day => day,
        DatePrecision.Week => day.DayNumber - DaysSinceMonday(day) + 6 is var sunday && sunday <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber(sunday)
            : null,
        DatePrecision.Month => new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)),
        DatePrecision.Year => new DateOnly(day.Year, 12, 31),
        _ => new DateOnly((day.Year / 10 * 10) + 9, 12, 31),
    };

    private static int DaysSinceMonday(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;

    private static int Number(Group digits) =>
        digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?<minus>-)?P(?=[0-9])((?<years>[0-9]{1,4})Y)?((?<months>[0-9]{1,4})M)?((?<weeks>[0-9]{1,4})W)?((?<days>[0-9]{1,4})D)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();
}
