using ClaimTracker.Claims;
using ClaimTracker.Questions;

namespace ClaimTracker.Tests.Questions;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData(QuantityQualifier.Exact, 18.0, null, "18")]
    [InlineData(QuantityQualifier.AtLeast, 18.0, null, "at least 18")]
    [InlineData(QuantityQualifier.AtMost, 0.5, null, "at most 0.5")]
    [InlineData(QuantityQualifier.MoreThan, 1200000.0, null, "more than 1,200,000")]
    [InlineData(QuantityQualifier.LessThan, -1234.25, null, "less than -1,234.25")]
    [InlineData(QuantityQualifier.About, 200.0, null, "about 200")]
    [InlineData(QuantityQualifier.Between, 10.0, 20.0, "10 to 20")]
    public void A_figure_is_put_in_words_with_its_qualifier(QuantityQualifier qualifier, double value, double? high, string text) =>
        Assert.Equal(text, ValueText.Of(new StatedValue(qualifier, (decimal)value, (decimal?)high, Unit: "person", Raw: "some words")));

    [Fact]
    public void A_figure_has_no_trailing_zeros() => Assert.Equal("16.5", ValueText.Of(new StatedValue(QuantityQualifier.Exact, 16.5000m)));

    [Fact]
    public void A_vague_figure_is_what_the_article_calls_it()
    {
        Assert.Equal("dozens", ValueText.Of(new StatedValue(QuantityQualifier.Vague, Raw: "dozens")));
        Assert.Equal("an unspecified number", ValueText.Of(new StatedValue(QuantityQualifier.Vague)));
    }

    [Fact]
    public void Yes_no_places_and_choices_are_themselves()
    {
        Assert.Equal("yes", ValueText.Of(new StatedValue(Yes: true)));
        Assert.Equal("no", ValueText.Of(new StatedValue(Yes: false)));
        Assert.Equal("Tovuz, Azerbaijan", ValueText.Of(new StatedValue(Text: "Tovuz, Azerbaijan")));
    }

    [Theory]
    [InlineData("2020-07-12", "12 July 2020")]
    [InlineData("2020-07", "July 2020")]
    [InlineData("2020", "2020")]
    [InlineData("0850", "850")]
    [InlineData("2020~", "about 2020")]
    [InlineData("2020-07-12?", "perhaps 12 July 2020")]
    [InlineData("199X", "the 1990s")]
    [InlineData("XXXX-06-27", "27 June of an unknown year")]
    [InlineData("XXXX-02-29", "29 February of an unknown year")]
    [InlineData("XXXX-07", "July of an unknown year")]
    [InlineData("2020/..", "from 2020 on")]
    [InlineData("../2020-07", "until July 2020")]
    [InlineData("2020-07/2020-08~", "July 2020 to about August 2020")]
    public void A_date_is_readable(string edtf, string text) => Assert.Equal(text, ValueText.Of(new StatedValue(Edtf: edtf)));
}
