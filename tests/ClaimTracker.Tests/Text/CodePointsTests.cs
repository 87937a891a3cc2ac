using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Text;

public sealed class CodePointsTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf("a", "é", "e\u0301", "字", "😀", "\uD83D", "\uDE00", " ").Array[0, 20].Select(string.Concat);

    [Theory]
    [InlineData("", 0)]
    [InlineData("war", 3)]
    [InlineData("l😃rem", 5)]
    [InlineData("e\u0301", 2)]
    public void A_surrogate_pair_counts_as_one(string text, int count) => Assert.Equal(count, CodePoints.Count(text));

    [Fact]
    public void A_lone_surrogate_counts_as_one() => Assert.Equal(4, CodePoints.Count("a\uDE00b\uD83D"));

    [Fact]
    public void A_code_point_after_an_emoji_is_one_further_on_in_UTF_16()
    {
        Assert.Equal(1, CodePoints.ToUtf16Index("l😃rem", 1));
        Assert.Equal(3, CodePoints.ToUtf16Index("l😃rem", 2));
        Assert.Equal(6, CodePoints.ToUtf16Index("l😃rem", 5));
    }

    [Fact]
    public void A_slice_never_cuts_a_surrogate_pair() => Assert.Equal("😃r", CodePoints.Slice("l😃rem", 1, 3));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 6)]
    [InlineData(6, 6)]
    [InlineData(3, 2)]
    public void A_slice_outside_the_text_is_refused(int start, int end) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CodePoints.Slice("l😃rem", start, end));

    [Fact]
    public void Two_slices_that_meet_make_up_the_text() =>
        AnyText.Sample(text =>
        {
            var length = CodePoints.Count(text);
            for (var i = 0; i <= length; i++)
            {
                Assert.Equal(text, CodePoints.Slice(text, 0, i) + CodePoints.Slice(text, i, length));
            }
        });
}
