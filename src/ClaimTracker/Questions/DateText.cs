using System.Globalization;

namespace ClaimTracker.Questions;

/// <summary>Dates in words.</summary>
internal static class DateText
{
    /// <summary>A date in EDTF as a reader would say it: "12 July 2020", "about 2020", "the 1990s", "27 June of an unknown year", "from 2020 on".</summary>
    public static string Of(string edtf) => edtf.Split('/') switch
    {
        ["..", var end] => $"until {OfDate(end)}",
        [var start, ".."] => $"from {OfDate(start)} on",
        [var start, var end] => $"{OfDate(start)} to {OfDate(end)}",
        _ => OfDate(edtf),
    };

    /// <summary>The days from a first to a last: "12 July 2020", "July 2020", "12 July 2020 to 16 July 2020".</summary>
    public static string Of(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) when first == last => Day(first),
        ({ Day: 1 } first, { } last) when IsEndOfMonth(last) && (first.Year, first.Month) == (last.Year, last.Month) => Month(first),
        ({ Day: 1, Month: 1 } first, { Day: 31, Month: 12 } last) when first.Year == last.Year => Number(first.Year),
        ({ } first, { } last) => $"{Day(first)} to {Day(last)}",
        ({ } first, null) => $"from {Day(first)} on",
        (null, { } last) => $"until {Day(last)}",
        _ => "on an unknown day",
    };

    private static string OfDate(string date) => date switch
    {
        [.. var certain, '~'] => $"about {OfDate(certain)}",
        [.. var certain, '?'] => $"perhaps {OfDate(certain)}",
        [.. var tens, 'X'] => $"the {Number(int.Parse(tens, CultureInfo.InvariantCulture) * 10)}s",
        ['X', 'X', 'X', 'X', .. { Length: 3 } month] => $"{Parse($"2000{month}-01").ToString("MMMM", CultureInfo.InvariantCulture)} of an unknown year",
        ['X', 'X', 'X', 'X', .. var day] => $"{Parse($"2000{day}").ToString("d MMMM", CultureInfo.InvariantCulture)} of an unknown year",
        { Length: 4 } => Number(Parse($"{date}-01-01").Year),
        { Length: 7 } => Month(Parse($"{date}-01")),
        _ => Day(Parse(date)),
    };

    private static DateOnly Parse(string day) => DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture);

    private static bool IsEndOfMonth(DateOnly day) => day.Day == DateTime.DaysInMonth(day.Year, day.Month);

    private static string Day(DateOnly day) => $"{day.ToString("d MMMM", CultureInfo.InvariantCulture)} {Number(day.Year)}";

    private static string Month(DateOnly day) => $"{day.ToString("MMMM", CultureInfo.InvariantCulture)} {Number(day.Year)}";

    private static string Number(int year) => year.ToString(CultureInfo.InvariantCulture);
}
