using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Text;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Turkey backs Azerbaijan.", "turkei backs azerbaijan")]
    [InlineData("DAĞLIK Даглык daglik", "daglik daglik daglik")]
    [InlineData("Nagorno-Karabakh's", "nagorno karabakh")]
    [InlineData("Azerbaijan’s D’Anieri Qur'an", "azerbaijan danieri quran")]
    [InlineData("'quoted' ‘words’", "quoted words")]
    [InlineData("1.5 % of 100,000", "1 5 of 100 000")]
    [InlineData("10² ½", "10 2 1 2")]
    [InlineData("World War II, Aliiev", "world war ii aliev")]
    [InlineData("東京は first", "東 京 は first")]
    [InlineData("!!! ☃ _ — \u200D", "")]
    [InlineData("a_b", "a b")]
    [InlineData("\uD800x", "x")]
    public void Words_are_folded_one_by_one(string text, string words) => Assert.Equal(words, string.Join(' ', Words.Of(text).Select(w => w.Folded)));

    [Fact]
    public void A_word_stands_where_the_text_has_it()
    {
        const string Text = "«Çavuşoğlu’s» e\u0301tat, 10² x";
        Assert.Equal(["Çavuşoğlu", "e\u0301tat", "10²", "10²", "x"], Words.Of(Text).Select(w => Text[w.Start..w.End]));
    }

    /// <summary>What FTS5's tokenizer sees as one word is one word here: else phrases and positions would not fit.</summary>
    [Fact]
    public void A_folded_word_is_never_split_again_and_folds_to_itself() => Gen.String.Sample(text =>
        Words.Of(text).All(w => w.Folded.Length > 0
            && w.Folded.All(c => !char.IsAscii(c) || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            && w.Start < w.End && w.End <= text.Length));

    [Fact]
    public void Words_of_ASCII_are_those_of_the_folding() => Gen.String[Gen.Char["abiIyYvxXZ09 .,;:-\"()"], 0, 30].Sample(text =>
        string.Join(' ', Words.Of(text).Select(w => w.Folded)) == string.Join(' ', Words.Of(Folding.Fold(text)).Select(w => w.Folded)));
}
