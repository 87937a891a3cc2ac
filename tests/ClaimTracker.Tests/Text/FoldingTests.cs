using System.Globalization;
using System.Text;
using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Text;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Çavuşoğlu", "Cavusoglu")]
    [InlineData("Türkiye", "Turkiye")]
    [InlineData("Dağlık", "Daglik")]
    [InlineData("Даглык", "Daglik")]
    [InlineData("Əliyev", "Aliyev")]
    [InlineData("Алиев", "Aliyev")]
    [InlineData("Әлијев", "Aliyev")]
    [InlineData("Ալիև", "Aliyev")]
    [InlineData("İlham", "Ilham")]
    [InlineData("Юрий", "Yuri")]
    [InlineData("Фашизм", "fashizm")]
    [InlineData("Փաշինյան", "Pashinyan")]
    [InlineData("Երևան", "Erevan")]
    [InlineData("Ղարաբաղ", "Gharabagh")]
    [InlineData("Արցախում", "Artsakhum")]
    [InlineData("თბილისი", "Tbilisi")]
    [InlineData("ᲗᲑᲘᲚᲘᲡᲘ", "Tbilisi")]
    [InlineData("Київ", "Kiiv")]
    [InlineData("Łódź", "Lodz")]
    [InlineData("Straße", "Strasse")]
    [InlineData("Þórður Æ", "thordur ae")]
    [InlineData("ΣΟΦΟΣ", "σοφος")]
    [InlineData("Azerbaijan’s", "Azerbaijan's")]
    [InlineData("Azerbaijan´s", "Azerbaijans")]
    [InlineData("D’Anieri", "D'Anieri")]
    [InlineData("co\u00ADoperate", "cooperate")]
    [InlineData("Nagorno-Karabakh", "Nagorno — Karabakh")]
    [InlineData("ＮＡＴＯ", "NATO")]
    [InlineData("e\u0301tat", "état")]
    [InlineData("5 %", "5%")]
    [InlineData("–5 °C", "−5 °C")]
    [InlineData("H₂O", "H2O")]
    [InlineData("ինչո՞ւ", "ինչո՞ւ")]
    public void Two_spellings_of_one_thing_fold_to_the_same(string one, string other) =>
        Assert.Equal(Folding.Fold(other), Folding.Fold(one));

    [Theory]
    [InlineData("1.5", "15")]
    [InlineData("1,5", "15")]
    [InlineData("-5", "5")]
    [InlineData("−$5", "$5")]
    [InlineData("-$5", "$5")]
    [InlineData("5%", "5")]
    [InlineData("5‰", "5%")]
    [InlineData("$5", "€5")]
    [InlineData("a < b", "a > b")]
    [InlineData("3½", "31/2")]
    [InlineData("10²", "102")]
    [InlineData("yes 👍", "yes 👎")]
    [InlineData("World War II", "World War I")]
    [InlineData("क", "कि")]
    [InlineData("がく", "かく")]
    public void Two_statements_that_differ_do_not_fold_to_the_same(string one, string other) =>
        Assert.NotEqual(Folding.Fold(other), Folding.Fold(one));

    [Theory]
    [InlineData("Əliyev", "aliev")]
    [InlineData("  At least 16\u00A0people —\r\ndead!  ", "at least 16 people dead")]
    [InlineData("F-16 and COVID-19, 2019-20", "f 16 and covid 19 2019 20")]
    [InlineData("rose 1.5% (from -0.5).", "rose 1.5% from -0.5")]
    [InlineData("1,000.", "1,000")]
    [InlineData("Ժող", "zhogh")]
    [InlineData("Щука, хлеб, цех, чай, юг, яд", "shchuka khleb tsekh chai iug iad")]
    [InlineData("объект", "obekt")]
    [InlineData("World War II", "world war ii")]
    [InlineData("شَعب", "شعب")]
    [InlineData("", "")]
    [InlineData(" \t", "")]
    public void A_text_folds_to_plain_words(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Theory]
    [InlineData("!!!", "!!!")]
    [InlineData(" ?！ ", "?!")]
    [InlineData("Ь", "ь")]
    [InlineData("\u0301", "\u0301")]
    public void What_has_no_words_is_kept_as_it_is(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Fact]
    public void The_culture_makes_no_difference()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("title in ilham", Folding.Fold("TITLE IN İLHAM"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Folding_twice_is_folding_once() =>
        Gen.OneOf(
            Gen.Char.Select(character => character.ToString()),
            Gen.OneOf("i", "y", "v", "x", "1", "2", ".", ",", "-", "−", "–", "%", "$", "'", " ", "\u0301", "\u0323", "ո", "ւ", "½", "ﾞ", "\u094D", "\u093C", "\u200D", "Ъ", "😀", "İ"))
            .Array[0, 12].Select(string.Concat)
            .Sample(text => Assert.Equal(Folding.Fold(text), Folding.Fold(Folding.Fold(text))), iter: 50_000);

    [Fact]
    public void Every_character_folds_to_something_that_folds_to_itself()
    {
        for (var value = 0; value <= 0x10FFFF; value += value == 0xD7FF ? 0x801 : 1)
        {
            var character = new Rune(value).ToString();
            foreach (var text in new[] { character, $"i1{character}2y -{character}5 {character}{character}i" })
            {
                var folded = Folding.Fold(text);
                if (folded != Folding.Fold(folded) || folded.Length == 0 && !string.IsNullOrWhiteSpace(text))
                {
                    Assert.Fail($"U+{value:X4}: {folded}");
                }
            }
        }
    }

    /// <summary>The time limit is no measure of speed: work that grew with the square of the marks would take hours.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData("a", "\u0301\u0323")]
    [InlineData("क", "\u094D\u093C")]
    [InlineData("क", "\u094D\u093C\u200D")]
    [InlineData("ｶ", "\uFF9E\u094D")]
    [InlineData("i", "i")]
    public Task A_million_marks_are_folded_by_work_that_grows_with_them(string letter, string marks) =>
        Task.Run(() => Folding.Fold(letter + string.Concat(Enumerable.Repeat(marks, 1_000_000 / marks.Length))));
}
