using System.Globalization;
using ClaimTracker.Text;

namespace ClaimTracker.Tests.Text;

public sealed class DateOffsetTests
{
    [Theory]
    [InlineData("P0D", DatePrecision.Day)]
    [InlineData("-P6M", DatePrecision.Month)]
    [InlineData("P1Y2M", DatePrecision.Month)]
    [InlineData("-P2W", DatePrecision.Week)]
    [InlineData("-P1Y", DatePrecision.Year)]
    [InlineData("P9999Y9999M9999W9999D", DatePrecision.Day)]
    public void A_duration_is_as_precise_as_its_finest_unit(string text, DatePrecision precision)
    {
        Assert.True(DateOffset.TryParse(text, out var offset));
        Assert.Equal(text, offset.Text);
        Assert.Equal(precision, offset.Precision);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("-P")]
    [InlineData("+P1D")]
    [InlineData("p1d")]
    [InlineData("P1")]
    [InlineData("P1D\n")]
    [InlineData("P1M1Y")]
    [InlineData("P1.5D")]
    [InlineData("P12345D")]
    [InlineData("PT1H")]
    [InlineData("P1DT1H")]
    [InlineData("P-1D")]
    [InlineData("P١D")]
    public void Anything_else_is_no_duration(string text) => Assert.False(DateOffset.TryParse(text, out _));

    [Theory]
    [InlineData("P0D", "2020-08-11/2020-10-01", "2020-08-11", "2020-10-01")]
    [InlineData("-P6M", "2020-10-01", "2020-04-01", "2020-04-30")]
    [InlineData("-P6M", "2020", "2019-01-01", "2020-12-31")]
    [InlineData("-P1M", "2020-03-31", "2020-02-01", "2020-02-29")]
    [InlineData("-P1Y", "2020-10-01", "2019-01-01", "2019-12-31")]
    [InlineData("P1Y2M", "2020-11-05", "2022-01-01", "2022-01-31")]
    [InlineData("-P3D", "2020-10-01", "2020-09-28", "2020-09-28")]
    [InlineData("-P1D", "2020-10", "2020-09-01", "2020-10-31")]
    [InlineData("-P1W", "2020-10-01", "2020-09-21", "2020-09-27")] // a Thursday, hence Monday to Sunday
    [InlineData("P0W", "2020-10-04", "2020-09-28", "2020-10-04")] // a Sunday ends its week
    [InlineData("P0W", "2020-10-05", "2020-10-05", "2020-10-11")] // a Monday begins it
    [InlineData("P0D", "199X", "1990-01-01", "1999-12-31")]
    [InlineData("-P1Y", "199X", "1980-01-01", "1999-12-31")]
    [InlineData("P0D", "2020/2021-03-01", "2020-01-01", "2021-03-01")]
    [InlineData("-P1D", "2021/..", "2020-01-01", null)]
    [InlineData("P0M", "../2021-03-05", null, "2021-03-31")]
    [InlineData("P0D", "XXXX-06-27", null, null)]
    public void An_offset_widens_to_the_coarser_unit(string offset, string published, string? earliest, string? latest) =>
        Assert.Equal((earliest, latest), From(offset, published));

    [Theory]
    [InlineData("-P1Y", "0001/0003", null, "0002-12-31")]
    [InlineData("P1D", "9999-12-30/9999-12-31", "9999-12-31", null)]
    [InlineData("P0W", "9999-12-31", "9999-12-27", null)]
    [InlineData("-P9999Y9999M9999W9999D", "0001/9999", null, null)]
    [InlineData("P9999Y9999M9999W9999D", "0001/9999", null, null)]
    [InlineData("-P2019Y", "2020-01-15", "0001-01-01", "0001-12-31")]
    [InlineData("P7979Y", "2020-12-15", "9999-01-01", "9999-12-31")]
    [InlineData("P7979Y1M", "2020-12-15", null, null)]
    [InlineData("-P15Y", "002X", null, "0019-12-31")]
    public void A_bound_outside_the_calendar_is_unknown(string offset, string published, string? earliest, string? latest) =>
        Assert.Equal((earliest, latest), From(offset, published));

    private static (string?, string?) From(string offset, string published)
    {
        Assert.True(DateOffset.TryParse(offset, out var distance));
        Assert.True(Edtf.TryParse(published, out var date, out _));
        var (earliest, latest) = distance.From(date);
        return (earliest?.ToString("O", CultureInfo.InvariantCulture), latest?.ToString("O", CultureInfo.InvariantCulture));
    }
}
