using ClaimTracker.Claims;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

// A date allows days, from its first to its last, as a figure allows numbers. Dates exclude each other where no day is in
// both, and go together where one lies within the other: 12 July 2020 is just more exact than July 2020. Those that overlap
// in part are discrepant, and so are two that begin, or end, on different days and are open on the other side. A date marked
// as about or uncertain excludes none. A date without its year has no days of its own: it goes together with another one
// where some day bears the month, and the day of the month, that either names.

/// <summary>Compares two dates.</summary>
internal static class DateRivalry
{
    /// <summary>Why two dates do not go together; null where they do.</summary>
    public static ValueConflict? Between(Edtf a, Edtf b)
    {
        var overlap = (a.WithoutYear, b.WithoutYear) switch
        {
            (null, null) => DaysOf(a).With(DaysOf(b)),
            ({ } one, { } other) => CanBeSame(one, other) ? Overlap.Within : Overlap.None,
            ({ } yearless, null) => Holds(b, yearless) ? Overlap.Within : Overlap.None,
            (null, { } yearless) => Holds(a, yearless) ? Overlap.Within : Overlap.None,
        };
        return overlap switch
        {
            Overlap.None when a.IsQualified || b.IsQualified =>
                ValueConflict.Discrepant(Facet.Date, "they have no day in common, but a date that is marked as approximate or uncertain leaves room"),
            Overlap.None => ValueConflict.Exclusive(Facet.Date),
            Overlap.LowerBounds => ValueConflict.Discrepant(Facet.Date, "both can hold, but they begin at different times"),
            Overlap.UpperBounds => ValueConflict.Discrepant(Facet.Date, "both can hold, but they end at different times"),
            Overlap.Partial => ValueConflict.Discrepant(Facet.Date, "both can hold, but they overlap only in part"),
            _ => null,
        };
    }

    /// <summary>A date on record, which is in EDTF.</summary>
    public static Edtf Read(string edtf) => Edtf.TryParse(edtf, out var date, out _) ? date : throw new FormatException($"{edtf} is not a date in EDTF.");

    /// <summary>What a date says, in one spelling: July 2020 is also the time from its first day to its last.</summary>
    public static string Says(Edtf date) => date.WithoutYear is null ? $"{date.Earliest:O}/{date.Latest:O}{(date.IsQualified ? "~" : "")}" : date.Text;

    /// <summary>The days that a date allows, by their numbers. Not for a date without its year, which has none of its own.</summary>
    public static Extent DaysOf(Edtf date) => new(date.Earliest?.DayNumber, date.Latest?.DayNumber);

    private static bool CanBeSame((int Month, int? Day) a, (int Month, int? Day) b) =>
        a.Month == b.Month && (a.Day is null || b.Day is null || a.Day == b.Day);

    /// <summary>Whether some day of a date with its year bears a month, and a day of the month. Of a date without end some year always does.</summary>
    private static bool Holds(Edtf date, (int Month, int? Day) yearless)
    {
        if (date is not { Earliest: { } earliest, Latest: { } latest })
        {
            return true;
        }

        var days = DaysOf(date);
        return Enumerable.Range(earliest.Year, latest.Year - earliest.Year + 1).Any(year =>
        {
            var length = DateTime.DaysInMonth(year, yearless.Month);
            return yearless.Day is not { } day
                ? days.With(new Extent(new DateOnly(year, yearless.Month, 1).DayNumber, new DateOnly(year, yearless.Month, length).DayNumber)) != Overlap.None
                : day <= length && days.Holds(new DateOnly(year, yearless.Month, day).DayNumber);
        });
    }
}
