namespace ClaimTracker.Text;

/// <summary>The days that a list is asked for.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
internal readonly record struct DayRange(DateOnly? From, DateOnly? To)
{
    public bool IsOpen => From is null && To is null;

    /// <summary>Reads the two ends, each a year, a month or a day: <c>2020-07</c> to <c>2020-08</c> is all of July and August.</summary>
    public static DayRange Of(string? from, string? to) => new(
        from is not null && Edtf.TryParse(from, out var first, out _) ? first.Earliest : null,
        to is not null && Edtf.TryParse(to, out var last, out _) ? last.Latest : null);

    /// <summary>How a date fits.</summary>
    /// <param name="date">The date; null where there is none.</param>
    /// <param name="isThroughout">Whether an interval means all of its days: then a part within the range is enough.</param>
    public DateFit Fit(Dated? date, bool isThroughout = false)
    {
        if (date is null || (date.Earliest is null && date.Latest is null))
        {
            return DateFit.Unknown;
        }

        if (!date.IsCertain)
        {
            return DateFit.Possible;
        }

        if (isThroughout && date.IsInterval)
        {
            return DateFit.Certain;
        }

        return (From is null || date.Earliest >= From) && (To is null || date.Latest <= To) ? DateFit.Certain : DateFit.Possible;
    }
}
