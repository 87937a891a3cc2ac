using System.Text;
using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Text;

public sealed class SourceTextTests
{
    private static readonly Gen<string> NastyText = Gen.OneOf(
        "a", "b", "A", "é", "e\u0301", "e\u0323\u0301", "ё", "각", "字", "😀", "👩\u200D💻", "🇦🇿", "co\u00ADop", "\u200B", "\uFEFF",
        ". ", ", ", " ", "\u00A0", "\r\n", "\n\n", "…", "...", "—", "--", "“", "”", "’", "'", "1", "18")
        .Array[1, 40].Select(string.Concat);

    [Fact]
    public void A_quotation_found_once_is_exact()
    {
        var found = Find("At least 16 people died in July.", "16 people");

        Assert.Equal(new QuoteMatch.Found(9, 18, "16 people", "At least ", " died in July."), found);
    }

    [Theory]
    [InlineData("He said: “It’s a lie.”", "\"It's a lie.\"", "“It’s a lie.”")]
    [InlineData("«Нет», – сказал он", "\"Нет\", - сказал", "«Нет», – сказал")]
    [InlineData("a base — in fact", "a base - in fact", "a base — in fact")]
    [InlineData("a base -- in fact", "a base — in fact", "a base -- in fact")]
    [InlineData("a non\u2011issue", "non-issue", "non\u2011issue")]
    [InlineData("16\u00A0people", "16 people", "16\u00A0people")]
    [InlineData("one\r\n\r\n two", "one two", "one\r\n\r\n two")]
    [InlineData("one two", " one\n\ttwo ", "one two")]
    [InlineData("co\u00ADop\u200Be\uFEFFrate now", "cooperate", "co\u00ADop\u200Be\uFEFFrate")]
    [InlineData("cooperate", "co\u00ADope\u200Drate", "cooperate")]
    [InlineData("wait… what", "wait... what", "wait… what")]
    [InlineData("wait... what", "wait… what", "wait... what")]
    [InlineData("I\u0307lham cafe\u0301", "İlham café", "I\u0307lham cafe\u0301")]
    [InlineData("İlham café", "I\u0307lham cafe\u0301", "İlham café")]
    [InlineData("q\u0301\u0323", "q\u0323\u0301", "q\u0301\u0323")]
    [InlineData("\u1100\u1161\u11A8", "각", "\u1100\u1161\u11A8")]
    [InlineData("love ❤\uFE0F", "love ❤", "love ❤\uFE0F")]
    public void How_the_words_are_set_makes_no_difference(string text, string quotation, string stored) =>
        Assert.Equal(stored, Assert.IsType<QuoteMatch.Found>(Find(text, quotation)).Exact);

    [Theory]
    [InlineData("the Turkish base", "the turkish base")]
    [InlineData("Cavusoglu", "Çavuşoğlu")]
    [InlineData("at least 16", "at least 18")]
    [InlineData("cafe\u0301", "cafe")]
    [InlineData("cafe\u0301", "\u0301")]
    [InlineData("각", "가")]
    [InlineData("👩\u200D💻", "💻")]
    [InlineData("wait…", "wait.")]
    [InlineData("anything", "")]
    [InlineData("anything", " \u200B")]
    [InlineData("", "anything")]
    public void Other_words_and_parts_of_a_letter_are_absent(string text, string quotation) =>
        Assert.IsType<QuoteMatch.Absent>(Find(text, quotation));

    [Fact]
    public void Offsets_count_code_points()
    {
        var found = Assert.IsType<QuoteMatch.Found>(Find("😀😀 war 😀", "war"));

        Assert.Equal((3, 6), (found.Start, found.End));
        Assert.Equal(8, new SourceText("😀😀 war 😀").Length);
    }

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    [InlineData(0xFFFE)]
    [InlineData(0xFFFD)]
    public void What_is_no_character_is_compared_as_it_stands(int value)
    {
        var broken = (char)value + "\u0301é";

        Assert.Equal(broken, Assert.IsType<QuoteMatch.Found>(Find("a " + broken, broken)).Exact);
        Assert.NotEmpty(Folding.Fold(broken));
    }

    [Fact]
    public void Soft_hyphens_around_the_words_are_not_part_of_them()
    {
        var found = Assert.IsType<QuoteMatch.Found>(Find("a\u00ADwar\u00ADb", "war"));

        Assert.Equal((2, 5), (found.Start, found.End));
    }

    [Fact]
    public void The_context_is_32_code_points_and_cuts_no_letter()
    {
        var before = new string('x', 40) + "e\u0301" + new string('b', 31);
        var after = new string('a', 31) + "e\u0301" + new string('x', 40);

        var found = Assert.IsType<QuoteMatch.Found>(Find(before + "war" + after, "war"));

        Assert.Equal(new string('b', 31), found.Prefix);
        Assert.Equal(new string('a', 31), found.Suffix);

        found = Assert.IsType<QuoteMatch.Found>(Find(new string('y', 40) + "war" + new string('z', 40), "war"));
        Assert.Equal((32, 32), (found.Prefix.Length, found.Suffix.Length));
    }

    [Fact]
    public void In_several_places_the_offsets_are_told()
    {
        var several = Assert.IsType<QuoteMatch.Several>(Find("war and war", "war"));

        Assert.Equal([0, 8], several.Starts);
        Assert.Equal(2, several.Total);
    }

    [Fact]
    public void Places_may_overlap() =>
        Assert.Equal([1, 3], Assert.IsType<QuoteMatch.Several>(Find("bananas", "ana")).Starts);

    [Fact]
    public void At_most_twenty_offsets_are_told_and_all_are_counted()
    {
        var several = Assert.IsType<QuoteMatch.Several>(Find(new string('a', 100), "a"));

        Assert.Equal(Enumerable.Range(0, 20), several.Starts);
        Assert.Equal(100, several.Total);
    }

    [Theory]
    [InlineData("cold ", null)]
    [InlineData(null, "” ends")]
    [InlineData("the \"cold\n", "\" ends")]
    [InlineData("the “cold ", "")]
    public void A_prefix_or_suffix_singles_out_a_place(string? prefix, string? suffix) =>
        Assert.Equal(19, Assert.IsType<QuoteMatch.Found>(Find("hot war, the “cold war” ends, war", "war", prefix, suffix)).Start);

    [Fact]
    public void White_space_around_the_words_belongs_to_their_context()
    {
        var found = Assert.IsType<QuoteMatch.Found>(Find("cold war, hot war", " war ", "hot", start: 13));

        Assert.Equal((14, "war"), (found.Start, found.Exact));
    }

    [Fact]
    public void A_prefix_and_suffix_that_still_fit_several_places_do_not_decide() =>
        Assert.Equal([5, 15], Assert.IsType<QuoteMatch.Several>(Find("cold war, cold war, war", "war", "cold ")).Starts);

    [Theory]
    [InlineData("cold ", null)]
    [InlineData(null, "!")]
    public void A_prefix_or_suffix_that_fits_no_place_is_refused(string? prefix, string? suffix)
    {
        var refused = Assert.IsType<QuoteMatch.OutOfContext>(Find("hot war. The war.", "war", prefix, suffix));

        Assert.Equal([4, 13], refused.Starts);
        Assert.Equal(2, refused.Total);
    }

    [Fact]
    public void The_start_singles_out_a_place() =>
        Assert.Equal(8, Assert.IsType<QuoteMatch.Found>(Find("war and war", "war", start: 8)).Start);

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void Words_that_stand_elsewhere_than_asked_are_refused(int start)
    {
        var elsewhere = Assert.IsType<QuoteMatch.Elsewhere>(Find("war and war", "war", start: start));

        Assert.Equal(start, elsewhere.Asked);
        Assert.Equal([0, 8], elsewhere.Starts);
        Assert.Equal(2, elsewhere.Total);
    }

    [Fact]
    public void An_absent_quotation_is_refused_with_the_nearest_passage()
    {
        const string Text = "There was a war. At least sixteen people were killed in the clashes of July 2020, it said. The end of it.";

        var absent = Assert.IsType<QuoteMatch.Absent>(Find(Text, "At least 18 people were killed in clashes of July"));

        Assert.Equal("At least sixteen people were killed in the clashes of", absent.Nearest);
        Assert.Equal(absent.Nearest, CodePoints.Slice(Text, absent.Start, absent.End));
    }

    [Fact]
    public void The_nearest_passage_has_the_words_in_order()
    {
        var absent = Assert.IsType<QuoteMatch.Absent>(Find("of the in a base. He wants a base in the south of it.", "a base in the north of"));

        Assert.Equal("a base in the south of", absent.Nearest);
    }

    [Fact]
    public void The_nearest_passage_is_found_whatever_the_letters()
    {
        var absent = Assert.IsType<QuoteMatch.Absent>(Find("Dün Çavuşoğlu Bakü’de konuştu.", "cavusoglu baku'de konustu"));

        Assert.Equal("Çavuşoğlu Bakü’de konuştu", absent.Nearest);
    }

    [Theory]
    [InlineData("One two three four.", "five six")]
    [InlineData("One two three four.", "one six seven")]
    [InlineData("One two three four.", "!!!")]
    [InlineData("", "one")]
    public void Where_less_than_half_of_the_words_are_shared_nothing_is_near(string text, string quotation) =>
        Assert.Equal(new QuoteMatch.Absent(null, 0, 0), Find(text, quotation));

    [Fact]
    public void The_nearest_passage_is_at_most_300_code_points()
    {
        var words = string.Join(' ', Enumerable.Range(1000, 200));

        var absent = Assert.IsType<QuoteMatch.Absent>(Find(words, words + " more"));
        Assert.Equal(299, absent.Nearest!.Length);
        Assert.EndsWith(" 1059", absent.Nearest, StringComparison.Ordinal);

        absent = Assert.IsType<QuoteMatch.Absent>(Find(new string('x', 400) + " one", new string('X', 400)));
        Assert.Equal(300, absent.Nearest!.Length);
    }

    [Fact]
    public void What_was_found_is_found_again_where_it_was() =>
        Gen.Select(NastyText, Gen.Int[0, 80], Gen.Int[1, 20]).Sample(
            (text, from, length) =>
            {
                var source = new SourceText(text);
                var end = Math.Min(from + length, source.Length);
                if (from >= end || Place(source.Find(new TextQuote(CodePoints.Slice(text, from, end)))) is not { } start)
                {
                    return;
                }

                var found = Assert.IsType<QuoteMatch.Found>(source.Find(new TextQuote(CodePoints.Slice(text, from, end), Start: start)));
                Assert.Equal(found.Exact, CodePoints.Slice(text, found.Start, found.End));
                Assert.EndsWith(found.Prefix, CodePoints.Slice(text, 0, found.Start), StringComparison.Ordinal);
                Assert.StartsWith(found.Suffix, CodePoints.Slice(text, found.End, source.Length), StringComparison.Ordinal);
                Assert.Equal(found, source.Find(new TextQuote(found.Exact, found.Prefix, found.Suffix, found.Start)));
                Assert.Equal(new Reanchored(QuoteAnchor.Exact, found), source.Reanchor(found.Exact, found.Prefix, found.Suffix, found.Start));
            },
            iter: 20_000);

    [Fact]
    public void A_text_in_NFC_has_the_quotations_of_the_text_in_NFD() =>
        Gen.Select(NastyText, Gen.Int[0, 80], Gen.Int[1, 20]).Sample(
            (text, from, length) =>
            {
                var end = Math.Min(from + length, CodePoints.Count(text));
                if (from >= end)
                {
                    return;
                }

                var quotation = CodePoints.Slice(text, from, end);
                var given = new SourceText(text).Find(new TextQuote(quotation));
                var decomposed = new SourceText(text.Normalize(NormalizationForm.FormD)).Find(new TextQuote(quotation));
                Assert.Equal(given.GetType(), decomposed.GetType());
            },
            iter: 5_000);

    /// <summary>The time limit is no measure of speed: work that grew with the square of the text would take hours.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData("a", "a")]
    [InlineData("a", "ab")]
    [InlineData("e\u0301", "e\u0301")]
    [InlineData("\u0301\u0323", "\u0301\u0323")]
    [InlineData("— ", "— ")]
    [InlineData("a b ", "a c ")]
    [InlineData("😀", "😀")]
    public async Task A_million_code_points_are_searched_by_work_that_grows_with_them(string text, string quotation)
    {
        var million = string.Concat(Enumerable.Repeat(text, 1_000_000 / CodePoints.Count(text)));
        var long5000 = string.Concat(Enumerable.Repeat(quotation, 5_000 / CodePoints.Count(quotation)));

        await Task.Run(() => new SourceText(million).Find(new TextQuote(long5000, quotation, quotation)));
    }

    private static int? Place(QuoteMatch match) => match switch
    {
        QuoteMatch.Found found => found.Start,
        QuoteMatch.Several several => several.Starts[^1],
        _ => null,
    };

    private static QuoteMatch Find(string text, string exact, string? prefix = null, string? suffix = null, int? start = null) =>
        new SourceText(text).Find(new TextQuote(exact, prefix, suffix, start));
}
