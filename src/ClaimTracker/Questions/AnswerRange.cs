using ClaimTracker.Claims;

namespace ClaimTracker.Questions;

/// <summary>How far the answers to one question reach.</summary>
internal static class AnswerRange
{
    /// <summary>From the lowest figure to the highest. An end is open where some figure is unbounded on that side; "about 200" counts as 200, vague words count for nothing.</summary>
    /// <returns>The range; null where there is no figure.</returns>
    public static FigureRange? RangeOf(IEnumerable<StatedValue> values) =>
        Hull(values.Select(value => value.Quantity).OfType<Quantity>().Where(quantity => quantity.Value is not null).Select(AsStated)) is { } all
            ? new FigureRange(all.Low, all.High)
            : null;

    /// <summary>From the first day to the last. An end is open where some date is; dates without their year count for nothing.</summary>
    /// <returns>The range; null where there is no day.</returns>
    public static DateRange? DaysOf(IEnumerable<StatedValue> values) =>
        Hull(values.Select(value => value.Edtf).OfType<string>().Select(DateRivalry.Read).Where(date => date.WithoutYear is null).Select(DateRivalry.DaysOf)) is { } all
            ? new DateRange(Day(all.Low), Day(all.High))
            : null;

    private static Extent AsStated(Quantity quantity) =>
        QuantityRivalry.ExtentOf(quantity.Qualifier == QuantityQualifier.About ? quantity with { Qualifier = QuantityQualifier.Exact } : quantity);

    private static Extent? Hull(IEnumerable<Extent> extents)
    {
        var all = extents.ToList();
        return all.Count == 0
            ? null
            : new Extent(
                all.Exists(extent => extent.Low is null) ? null : all.Min(extent => extent.Low),
                all.Exists(extent => extent.High is null) ? null : all.Max(extent => extent.High));
    }

    private static DateOnly? Day(decimal? number) => number is { } day ? DateOnly.FromDayNumber((int)day) : null;
}
