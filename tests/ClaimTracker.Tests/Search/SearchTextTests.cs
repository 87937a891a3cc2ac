using ClaimTracker.Search;
using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("turkish base", "turkish|base")]
    [InlineData("\"Turkish  base\" -drones", "turkish base|-drones")]
    [InlineData("Dağlık* Azer*", "daglik*|azer*")]
    [InlineData("Nagorno-Karabakh", "nagorno karabakh")]
    [InlineData("-\"weak link\" strong", "-weak link|strong")]
    [InlineData("co2 -5", "co2|5")]
    [InlineData("foo\"", "foo")]
    [InlineData("\"foo bar", "foo|bar")]
    [InlineData("a OR b AND NOT c", "a|or|b|and|not|c")]
    [InlineData("NEAR(one two)", "near one|two")]
    [InlineData("col:word {a b}", "col word|a|b")]
    [InlineData("same SAME \"same\"", "same")]
    public void A_text_is_words_phrases_beginnings_and_what_is_left_out(string text, string terms)
    {
        var parsed = SearchText.Parse(text, out var flaw);
        Assert.Null(flaw);
        Assert.Equal(terms, string.Join('|', parsed.Select(t => $"{(t.IsExcluded ? "-" : "")}{t.Folded}{(t.IsPrefix ? "*" : "")}")));
    }

    [Theory]
    [InlineData("\"", "blank")]
    [InlineData("*", "blank")]
    [InlineData("🙂 ☃", "blank")]
    [InlineData("-drones", "blank")]
    [InlineData("a*", "prefix_too_short")]
    [InlineData("a b c d e f g h i j k l m n o p q", "too_long")]
    public void What_cannot_be_looked_for_is_told(string text, string code)
    {
        SearchText.Parse(text, out var flaw);
        Assert.Equal(code, flaw?.Code);
    }

    [Fact]
    public void A_term_is_counted_as_whole_words() => Gen.Select(Gen.String[Gen.Char["ab "], 0, 20], Gen.String[Gen.Char["ab"], 1, 3].Array[1, 2], Gen.Bool).Sample((text, words, isPrefix) =>
    {
        var tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var term = new SearchTerm(words, isPrefix, IsExcluded: false);
        var expected = Enumerable.Range(0, Math.Max(0, tokens.Length - words.Length + 1)).Any(first => Enumerable.Range(0, words.Length).All(i =>
            isPrefix && i == words.Length - 1 ? tokens[first + i].StartsWith(words[i], StringComparison.Ordinal) : tokens[first + i] == words[i]));
        Assert.Equal(expected, term.CountIn(string.Join(' ', tokens)) > 0);
    });

    [Fact]
    public void A_phrase_that_begins_within_what_looks_like_it_is_counted()
    {
        var phrase = new SearchTerm(["beta", "be"], IsPrefix: false, IsExcluded: false);
        Assert.Equal((1, 0), (phrase.CountIn("beta beta be alpine"), phrase.CountIn("beta beta")));
    }

    [Fact]
    public void Spans_are_where_the_words_stand_in_code_points()
    {
        const string Text = "😀 «Çavuşoğlu’s» Dağlık Qarabağ, dağlık!";
        Assert.Equal(["Çavuşoğlu", "Dağlık Qarabağ", "dağlık"], SearchPassages.Spans(Text, SearchText.Parse("cavusoglu \"daglik qarabag\" dag*", out _))
            .Select(s => CodePoints.Slice(Text, s.Start, s.End)));
    }
}
