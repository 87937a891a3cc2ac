using ClaimTracker.Claims;
using ClaimTracker.Questions;

namespace ClaimTracker.Tests.Questions;

public sealed class AnswerRangeTests
{
    [Fact]
    public void Lower_bounds_reach_from_the_lowest_on() =>
        Assert.Equal(new FigureRange(16, null), AnswerRange.RangeOf([Figure(QuantityQualifier.AtLeast, 18), Figure(QuantityQualifier.AtLeast, 16)]));

    [Fact]
    public void Figures_reach_from_the_lowest_to_the_highest() => Assert.Equal(
        new FigureRange(10, 200),
        AnswerRange.RangeOf([Figure(QuantityQualifier.Exact, 18), Figure(QuantityQualifier.About, 200), Figure(QuantityQualifier.Between, 10, 20), new StatedValue(QuantityQualifier.Vague, Raw: "thousands")]));

    [Fact]
    public void Bounds_of_both_sides_reach_without_end() =>
        Assert.Equal(new FigureRange(null, null), AnswerRange.RangeOf([Figure(QuantityQualifier.MoreThan, 18), Figure(QuantityQualifier.LessThan, 16), Figure(QuantityQualifier.Exact, 17)]));

    [Fact]
    public void Vague_words_alone_have_no_range() => Assert.Null(AnswerRange.RangeOf([new StatedValue(QuantityQualifier.Vague, Raw: "dozens")]));

    [Fact]
    public void Dates_reach_from_the_first_day_to_the_last()
    {
        Assert.Equal(
            new DateRange(new DateOnly(2020, 7, 1), new DateOnly(2020, 8, 2)),
            AnswerRange.DaysOf([new StatedValue(Edtf: "2020-08-02"), new StatedValue(Edtf: "2020-07"), new StatedValue(Edtf: "XXXX-12")]));
        Assert.Equal(new DateRange(new DateOnly(2019, 1, 1), null), AnswerRange.DaysOf([new StatedValue(Edtf: "2020/.."), new StatedValue(Edtf: "2019")]));
        Assert.Null(AnswerRange.DaysOf([new StatedValue(Edtf: "XXXX-12")]));
    }

    private static StatedValue Figure(QuantityQualifier qualifier, decimal value, decimal? high = null) => new(qualifier, value, high);
}
