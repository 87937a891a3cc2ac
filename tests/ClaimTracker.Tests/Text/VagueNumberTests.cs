using ClaimTracker.Text;

namespace ClaimTracker.Tests.Text;

public sealed class VagueNumberTests
{
    [Theory]
    [InlineData("dozens", "dozens", 24, 99)]
    [InlineData("Dozens of soldiers were killed", "Dozens", 24, 99)]
    [InlineData("several dozen", "several dozen", 24, 99)]
    [InlineData("half a dozen jets", "half a dozen", 5, 7)]
    [InlineData("half-a-dozen jets", "half-a-dozen", 5, 7)]
    [InlineData("a dozen jets", "a dozen", 10, 14)]
    [InlineData("a couple of hours", "a couple", 2, 3)]
    [InlineData("a couple of hundred fighters", "a couple of hundred", 200, 399)]
    [InlineData("a few clashes", "a few", 2, 12)]
    [InlineData("a few hundred men", "a few hundred", 200, 999)]
    [InlineData("the few hundred men", "few hundred", 200, 999)]
    [InlineData("a handful of villages", "a handful", 2, 12)]
    [InlineData("several hundred fighters", "several hundred", 200, 999)]
    [InlineData("scores of civilians", "scores", 40, 199)]
    [InlineData("tens of thousands of people", "tens of thousands", 20_000, 99_999)]
    [InlineData("hundreds of thousands fled", "hundreds of thousands", 200_000, 999_999)]
    [InlineData("thousands", "thousands", 2_000, 99_999)]
    [InlineData("millions of dollars", "millions", 2_000_000, 999_999_999)]
    [InlineData("dozens, perhaps hundreds, of people", "dozens, perhaps hundreds", 24, 999)]
    [InlineData("onlarca kişi", "onlarca", 20, 99)]
    [InlineData("YÜZLERCE KİŞİ", "YÜZLERCE", 200, 999)]
    [InlineData("on binlerce kişi", "on binlerce", 20_000, 99_999)]
    [InlineData("birkaç yüz asker", "birkaç yüz", 200, 999)]
    [InlineData("yarım düzine uçak", "yarım düzine", 5, 7)]
    [InlineData("onlarla hərbçi", "onlarla", 20, 99)]
    [InlineData("yüzlərlə hərbçi", "yüzlərlə", 200, 999)]
    [InlineData("bir neçə min nəfər", "bir neçə min", 2_000, 9_999)]
    [InlineData("десятки солдат", "десятки", 20, 99)]
    [InlineData("Сотни человек", "Сотни", 200, 999)]
    [InlineData("десятки тысяч человек", "десятки тысяч", 20_000, 99_999)]
    [InlineData("несколько сотен человек", "несколько сотен", 200, 999)]
    [InlineData("тысячи", "тысячи", 2_000, 99_999)]
    public void A_word_for_a_number_has_its_ordinary_reading(string text, string words, long low, long high) =>
        Assert.Equal(new VagueNumber(words, low, high), VagueNumber.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("an untold number of soldiers")]
    [InlineData("many")]
    [InlineData("16 people")]
    [InlineData("attendance")]
    [InlineData("one hundred people")]
    [InlineData("more than a dozen")]
    [InlineData("at least several dozen")]
    [InlineData("nearly thousands")]
    [InlineData("up to several hundred")]
    [InlineData("yüzden fazla, belki binlerce")]
    [InlineData("ən azı onlarla")]
    [InlineData("более десятка, почти сотни")]
    [InlineData("пять тысяч")]
    public void What_is_not_known_or_limited_by_another_word_is_not_read(string text) => Assert.Null(VagueNumber.Read(text));
}
