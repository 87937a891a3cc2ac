using System.Text.RegularExpressions;

namespace ClaimTracker.Text;

// A refused date is nearly always a right date in another spelling. Each line below knows one such spelling
// and rewrites it; a rewriting is offered only if it is a date, so a hint never leads to a second refusal.

/// <summary>The sentence that tells how to write a date.</summary>
internal static partial class EdtfHint
{
    private const string Forms =
        "Write 2020, 2020-07 or 2020-07-12, with ~ (about) or ? (uncertain) after it if need be, 199X for a decade, "
        + "XXXX-06-27 or XXXX-07 where the year is unknown, or an interval such as 2020-07/2020-08, 2020/.. or ../2020.";

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>One sentence for a text that <see cref="Edtf.TryParse"/> refused.</summary>
    internal static string For(string text, EdtfFault fault) => fault switch
    {
        EdtfFault.NoSuchDay => "There is no such day in the calendar: months are 01 to 12, and a month has 28 to 31 days.",
        EdtfFault.IntervalReversed => "The interval ends before it begins: write the earlier date first.",
        _ => Spellings(text.Trim()).Where(IsDate).Distinct().ToList() switch
        {
            [var one] => $"Write {one}.",
            [var one, var other, ..] => $"Write {one} or {other}, whichever is meant: the year comes first, then the month.",
            _ => Forms,
        },
    };

    private static IEnumerable<string> Spellings(string text)
    {
        // "199x", "xxxx-06-27"; "1990s"; "circa 2020"; "2020-XX"; "20200712"; "2020-07-12T10:00:00Z"
        yield return text.ToUpperInvariant();
        yield return DecadeInWords().Replace(text, "$1X");
        yield return About().Replace(text, "$1~");
        yield return UnknownRest().Replace(text, "$1");
        yield return BasicFormat().Replace(text, "$1-$2-$3");
        yield return WithTime().Replace(text, "$1");
        yield return YearRange().Replace(text, "$1/$2");

        // "2020-7-2", "2020/07/12"
        if (YearFirst().Match(text) is { Success: true } yearFirst)
        {
            yield return Join(yearFirst, yearFirst.Groups["month"].Value, yearFirst.Groups["day"].Value);
        }

        // "02/03/2020": Americans put the month first, most others the day. Both are offered, for we do not guess.
        if (YearLast().Match(text) is { Success: true } yearLast)
        {
            yield return Join(yearLast, yearLast.Groups["one"].Value, yearLast.Groups["two"].Value);
            yield return Join(yearLast, yearLast.Groups["two"].Value, yearLast.Groups["one"].Value);
        }

        // "June 2020", "12 June 2020", "Jun. 12, 2020", "June 27"
        if (MonthInWords().Match(text) is { Success: true } words)
        {
            var month = Array.IndexOf(Months, words.Groups["month"].Value[..3].ToLowerInvariant()) + 1;
            yield return Join(words, $"{month}", words.Groups["day"].Value);
        }
    }

    private static string Join(Match date, string month, string day)
    {
        var year = date.Groups["year"] is { Success: true, Value: var given } ? given : "XXXX";
        return day.Length == 0 ? $"{year}-{month.PadLeft(2, '0')}" : $"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}";
    }

    private static bool IsDate(string text) => Edtf.TryParse(text, out _, out _);

    [GeneratedRegex(@"^([0-9]{3})0'?s\z")]
    private static partial Regex DecadeInWords();

    [GeneratedRegex(@"^(?:c\.?|ca\.?|circa|about|around|~)\s*([0-9-]+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex About();

    [GeneratedRegex(@"^([0-9]{4}(?:-[0-9]{2})?)(?:-XX){1,2}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnknownRest();

    [GeneratedRegex(@"^([0-9]{4})([0-9]{2})([0-9]{2})\z")]
    private static partial Regex BasicFormat();

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9].*\z", RegexOptions.Singleline)]
    private static partial Regex WithTime();

    [GeneratedRegex(@"^([0-9]{4})\s*[-–—]\s*([0-9]{4})\z")]
    private static partial Regex YearRange();

    [GeneratedRegex(@"^(?<year>[0-9]{4})[-/.](?<month>[0-9]{1,2})([-/.](?<day>[0-9]{1,2}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^((?<one>[0-9]{1,2})[-/.])?(?<two>[0-9]{1,2})[-/.](?<year>[0-9]{4})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex YearLast();

    [GeneratedRegex(
        @"^((?<day>[0-9]{1,2})\s+)?(?<month>jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\.?(\s+(?<day>[0-9]{1,2}))?(,?\s+(?<year>[0-9]{4}))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthInWords();
}
