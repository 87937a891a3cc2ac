using System.Globalization;
using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Text;

public sealed class EdtfTests
{
    [Theory]
    [InlineData("2020", "2020-01-01", "2020-12-31", DatePrecision.Year)]
    [InlineData("2020-07", "2020-07-01", "2020-07-31", DatePrecision.Month)]
    [InlineData("2020-02", "2020-02-01", "2020-02-29", DatePrecision.Month)]
    [InlineData("2020-07-12", "2020-07-12", "2020-07-12", DatePrecision.Day)]
    [InlineData("2020~", "2020-01-01", "2020-12-31", DatePrecision.Year)]
    [InlineData("2020-07?", "2020-07-01", "2020-07-31", DatePrecision.Month)]
    [InlineData("199X", "1990-01-01", "1999-12-31", DatePrecision.Decade)]
    [InlineData("XXXX-06-27", null, null, DatePrecision.Day)]
    [InlineData("XXXX-02-29", null, null, DatePrecision.Day)]
    [InlineData("XXXX-07", null, null, DatePrecision.Month)]
    [InlineData("2020-07/2020-08", "2020-07-01", "2020-08-31", DatePrecision.Month)]
    [InlineData("2020-08-11/2020-10-01", "2020-08-11", "2020-10-01", DatePrecision.Day)]
    [InlineData("2020-07-12/2020", "2020-07-12", "2020-12-31", DatePrecision.Year)]
    [InlineData("2020~/2021-02-03?", "2020-01-01", "2021-02-03", DatePrecision.Year)]
    [InlineData("2021/..", "2021-01-01", null, DatePrecision.Year)]
    [InlineData("../2020-07-12", null, "2020-07-12", DatePrecision.Day)]
    [InlineData("0001-01-01/9999-12-31", "0001-01-01", "9999-12-31", DatePrecision.Day)]
    public void A_date_has_the_bounds_and_the_precision_it_is_given_with(string text, string? earliest, string? latest, DatePrecision precision)
    {
        Assert.True(Edtf.TryParse(text, out var date, out var fault));
        Assert.Equal(EdtfFault.None, fault);
        Assert.Equal(text, date.Text);
        Assert.Equal(Day(earliest), date.Earliest);
        Assert.Equal(Day(latest), date.Latest);
        Assert.Equal(precision, date.Precision);
        Assert.Equal(text.Contains('/'), date.IsInterval);
        Assert.Equal(text.Contains('~') || text.Contains('?'), date.IsQualified);
        Assert.Null(Edtf.Hint(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 2020")]
    [InlineData("2020\n")]
    [InlineData("20")]
    [InlineData("0000")]
    [InlineData("000X")]
    [InlineData("0000-01-01")]
    [InlineData("-2020")]
    [InlineData("12020")]
    [InlineData("2020-7")]
    [InlineData("2020-07-2")]
    [InlineData("2020-XX")]
    [InlineData("199x")]
    [InlineData("19XX")]
    [InlineData("199X~")]
    [InlineData("xxxx-07")]
    [InlineData("XXXX")]
    [InlineData("XXXX-07~")]
    [InlineData("2020%")]
    [InlineData("2020~?")]
    [InlineData("2020?-07")]
    [InlineData("2020-21")]
    [InlineData("2020-24")]
    [InlineData("../..")]
    [InlineData("..")]
    [InlineData("2020/")]
    [InlineData("/2020")]
    [InlineData("2020/2021/2022")]
    [InlineData("199X/2000")]
    [InlineData("1990/199X")]
    [InlineData("XXXX-07/..")]
    [InlineData("2020-02-30/2020-21")]
    [InlineData("٢٠٢٠")]
    [InlineData("2020-07-12T10:00")]
    public void Any_other_form_is_malformed(string text) => AssertFault(EdtfFault.Malformed, text);

    [Theory]
    [InlineData("2020-02-30")]
    [InlineData("2021-02-29")]
    [InlineData("2020-04-31~")]
    [InlineData("2020-13")]
    [InlineData("2020-00")]
    [InlineData("2020-07-00")]
    [InlineData("XXXX-02-30")]
    [InlineData("XXXX-13")]
    [InlineData("2020/2021-02-29")]
    public void A_day_that_no_calendar_has_is_no_date(string text) => AssertFault(EdtfFault.NoSuchDay, text);

    [Theory]
    [InlineData("2021/2020")]
    [InlineData("2020-07-12/2020-07-11")]
    [InlineData("2020-08/2020-07~")]
    public void An_interval_that_ends_before_it_begins_is_reversed(string text) => AssertFault(EdtfFault.IntervalReversed, text);

    [Theory]
    [InlineData("02/03/2020", "Write 2020-02-03 or 2020-03-02, whichever is meant: the year comes first, then the month.")]
    [InlineData("25.03.2020", "Write 2020-03-25.")]
    [InlineData("03/25/2020", "Write 2020-03-25.")]
    [InlineData("03/03/2020", "Write 2020-03-03.")]
    [InlineData("7/2020", "Write 2020-07.")]
    [InlineData("2020-7-2", "Write 2020-07-02.")]
    [InlineData("2020-7", "Write 2020-07.")]
    [InlineData("2020/07/12", "Write 2020-07-12.")]
    [InlineData("20200712", "Write 2020-07-12.")]
    [InlineData("2020-07-12T10:00:00Z", "Write 2020-07-12.")]
    [InlineData(" 2020 ", "Write 2020.")]
    [InlineData("June 2020", "Write 2020-06.")]
    [InlineData("12 June 2020", "Write 2020-06-12.")]
    [InlineData("JUN. 12, 2020", "Write 2020-06-12.")]
    [InlineData("June 27", "Write XXXX-06-27.")]
    [InlineData("Sept 2020", "Write 2020-09.")]
    [InlineData("1990s", "Write 199X.")]
    [InlineData("199x", "Write 199X.")]
    [InlineData("circa 2020", "Write 2020~.")]
    [InlineData("2020-XX-XX", "Write 2020.")]
    [InlineData("2020-2021", "Write 2020/2021.")]
    public void A_hint_rewrites_what_people_write(string text, string hint) => Assert.Equal(hint, Edtf.Hint(text));

    [Theory]
    [InlineData("2020-02-30", "no such day")]
    [InlineData("2021/2020", "earlier date first")]
    [InlineData("30 February 2020", "XXXX-06-27")]
    [InlineData("last summer", "2020-07/2020-08")]
    [InlineData("", "199X")]
    public void A_hint_says_what_is_wrong_or_which_forms_there_are(string text, string words) =>
        Assert.Contains(words, Edtf.Hint(text), StringComparison.Ordinal);

    [Fact]
    public void Any_calendar_date_is_within_its_own_month_and_year() =>
        Gen.DateOnly[new DateOnly(1, 1, 1), DateOnly.MaxValue].Sample(day =>
        {
            var text = day.ToString("O", CultureInfo.InvariantCulture);
            for (var length = 4; length <= 10; length += 3)
            {
                Assert.True(Edtf.TryParse(text[..length], out var date, out _));
                Assert.InRange(day, date.Earliest!.Value, date.Latest!.Value);
            }
        });

    [Fact]
    public void No_text_is_read_that_has_a_hint_and_none_is_refused_without_one() =>
        Gen.OneOf("2020", "-", "07", "12", "/", "..", "X", "~", "?", "June", " ", "0", "31")
            .Array[0, 6].Select(string.Concat)
            .Sample(text => Assert.Equal(Edtf.TryParse(text, out _, out var fault), Edtf.Hint(text) is null && fault == EdtfFault.None));

    private static void AssertFault(EdtfFault expected, string text)
    {
        Assert.False(Edtf.TryParse(text, out var date, out var fault));
        Assert.Null(date);
        Assert.Equal(expected, fault);
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
