using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ClaimTracker.Text;

// Articles say "in July 2020" or "on June 27" far more often than they give a full date, and a date column
// would make up what they leave out. The Extended Date/Time Format of the Library of Congress, now part of
// ISO 8601-2:2019, writes down exactly what is known. This is the part of it that news needs; everything
// else is refused, so that two people cannot write the same date in two ways and a filter miss one of them.
//
//   2020  2020-07  2020-07-12     level 0     a year, a month, a day
//   2020~  2020?                  level 1     approximate, uncertain
//   199X                          level 1     a decade
//   XXXX-07  XXXX-06-27           level 1, 2  the year is not known
//   A/B  A/..  ../B               level 0, 1  an interval, both ends included; ".." is an open end

/// <summary>
/// A date as precise as it is known: a subset of EDTF (Library of Congress; ISO 8601-2:2019), read without
/// regard to any culture.
/// </summary>
public sealed partial record Edtf
{
    private Edtf(string text)
    {
        Text = text;
    }

    /// <summary>The date as it was given, byte for byte.</summary>
    public string Text { get; }

    /// <summary>The first day it can mean, or null where that is unknown or open.</summary>
    public DateOnly? Earliest { get; private init; }

    /// <summary>The last day it can mean, or null where that is unknown or open.</summary>
    public DateOnly? Latest { get; private init; }

    /// <summary>How finely it is given: day, month, year or decade; of an interval the coarser end.</summary>
    public DatePrecision Precision =>
        EarliestPrecision > LatestPrecision ? EarliestPrecision : LatestPrecision;

    /// <summary>Whether it is given as two ends, one of which may be open.</summary>
    public bool IsInterval { get; private init; }

    /// <summary>Whether it, or an end of it, is marked approximate (<c>~</c>) or uncertain (<c>?</c>).</summary>
    public bool IsQualified { get; private init; }

    /// <summary>The month, and the day if it is known, of a date whose year is unknown; null for any other.</summary>
    internal (int Month, int? Day)? WithoutYear { get; private init; }

    // An offset widens each bound to its own unit: in 2020/2021-03-01 the end is a day though the start is a year.
    internal DatePrecision EarliestPrecision { get; private init; }

    internal DatePrecision LatestPrecision { get; private init; }

    /// <summary>Reads a date.</summary>
    /// <param name="text">What was given; nothing is trimmed.</param>
    /// <param name="value">The date, or null.</param>
    /// <param name="fault">Why there is none, else <see cref="EdtfFault.None"/>.</param>
    /// <returns>Whether it was read.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Edtf? value, out EdtfFault fault)
    {
        (value, fault) = text.Split('/') switch
        {
            [_] => ReadDate(text),
            [var from, var to] => ReadInterval(text, from, to),
            _ => (null, EdtfFault.Malformed),
        };
        return value is not null;
    }

    /// <summary>Tells how to write what someone tried to write, in one plain sentence.</summary>
    /// <param name="text">What was given.</param>
    /// <returns>
    /// The sentence, with the right spelling where it can be told ("02/03/2020", "June 2020", "2020-7-2"), else
    /// with the forms there are; null where nothing is wrong.
    /// </returns>
    public static string? Hint(string text) =>
        TryParse(text, out _, out var fault) ? null : EdtfHint.For(text, fault);

    private static (Edtf?, EdtfFault) ReadDate(string text)
    {
        if (CalendarDate().Match(text) is { Success: true } date)
        {
            return ReadCalendarDate(text, date);
        }

        if (DecadeForm().Match(text) is { Success: true } decade)
        {
            var first = Number(decade.Groups["tens"]) * 10;
            return (new Edtf(text)
            {
                Earliest = new DateOnly(first, 1, 1),
                Latest = new DateOnly(first + 9, 12, 31),
                EarliestPrecision = DatePrecision.Decade,
                LatestPrecision = DatePrecision.Decade,
            }, EdtfFault.None);
        }

        if (UnknownYear().Match(text) is { Success: true } yearless)
        {
            // 2000 is a leap year: a day that no year has is refused, February 29 is not.
            var month = Number(yearless.Groups["month"]);
            int? day = yearless.Groups["day"].Success ? Number(yearless.Groups["day"]) : null;
            var precision = day is null ? DatePrecision.Month : DatePrecision.Day;
            return Exists(2000, month, day ?? 1)
                ? (new Edtf(text) { WithoutYear = (month, day), EarliestPrecision = precision, LatestPrecision = precision }, EdtfFault.None)
                : (null, EdtfFault.NoSuchDay);
        }

        return (null, EdtfFault.Malformed);
    }

    private static (Edtf?, EdtfFault) ReadCalendarDate(string text, Match date)
    {
        var hasMonth = date.Groups["month"].Success;
        var hasDay = date.Groups["day"].Success;
        var year = Number(date.Groups["year"]);
        var month = hasMonth ? Number(date.Groups["month"]) : 1;
        var day = hasDay ? Number(date.Groups["day"]) : 1;

        // 21 to 41 in place of a month are the seasons and quarters of EDTF: another form, not another month.
        if (month is >= 21 and <= 41 && !hasDay)
        {
            return (null, EdtfFault.Malformed);
        }

        if (!Exists(year, month, day))
        {
            return (null, EdtfFault.NoSuchDay);
        }

        var earliest = new DateOnly(year, month, day);
        var (latest, precision) =
            hasDay ? (earliest, DatePrecision.Day)
            : hasMonth ? (new DateOnly(year, month, DateTime.DaysInMonth(year, month)), DatePrecision.Month)
            : (new DateOnly(year, 12, 31), DatePrecision.Year);
        return (new Edtf(text)
        {
            Earliest = earliest,
            Latest = latest,
            EarliestPrecision = precision,
            LatestPrecision = precision,
            IsQualified = date.Groups["qualifier"].Success,
        }, EdtfFault.None);
    }

    private static (Edtf?, EdtfFault) ReadInterval(string text, string from, string to)
    {
        // An interval open at both ends says nothing, and null says that already.
        if ((from == ".." && to == "..") || !IsEnd(from) || !IsEnd(to))
        {
            return (null, EdtfFault.Malformed);
        }

        var (start, startFault) = from == ".." ? (null, EdtfFault.None) : ReadDate(from);
        var (end, endFault) = to == ".." ? (null, EdtfFault.None) : ReadDate(to);
        if (startFault != EdtfFault.None || endFault != EdtfFault.None)
        {
            // The worse news first: what has no form at all cannot be helped by another day.
            var malformed = startFault == EdtfFault.Malformed || endFault == EdtfFault.Malformed;
            return (null, malformed ? EdtfFault.Malformed : EdtfFault.NoSuchDay);
        }

        if (end?.Latest < start?.Earliest)
        {
            return (null, EdtfFault.IntervalReversed);
        }

        return (new Edtf(text)
        {
            Earliest = start?.Earliest,
            Latest = end?.Latest,
            EarliestPrecision = (start ?? end)!.Precision,
            LatestPrecision = (end ?? start)!.Precision,
            IsInterval = true,
            IsQualified = start?.IsQualified == true || end?.IsQualified == true,
        }, EdtfFault.None);
    }

    private static bool IsEnd(string text) => text == ".." || CalendarDate().IsMatch(text);

    private static bool Exists(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    // [0-9], for \d is any script's digit; \z, for $ would let a final line feed pass; no year 0000.
    [GeneratedRegex(@"^(?!0000)(?<year>[0-9]{4})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2}))?)?(?<qualifier>[~?])?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex CalendarDate();

    [GeneratedRegex(@"^(?!000)(?<tens>[0-9]{3})X\z", RegexOptions.ExplicitCapture)]
    private static partial Regex DecadeForm();

    [GeneratedRegex(@"^XXXX-(?<month>[0-9]{2})(-(?<day>[0-9]{2}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex UnknownYear();
}
