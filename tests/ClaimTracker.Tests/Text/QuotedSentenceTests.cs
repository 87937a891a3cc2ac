using ClaimTracker.Text;

namespace ClaimTracker.Tests.Text;

/// <summary>The sentence around a quotation, as far as its stored context reaches.</summary>
public sealed class QuotedSentenceTests
{
    [Theory]
    [InlineData("it was over. The clashes ", "left 16 people dead", ", officials said. They will", "The clashes ", ", officials said.")]
    [InlineData("t was over.” She added that ", "it was not", ".” Then she left th", "She added that ", ".”")]
    [InlineData("Was it over? ", "It was not.", " Then she left th", "", "")]
    [InlineData("", "It was not", ".", "", ".")]
    [InlineData(null, "It was not.", null, "", "")]
    [InlineData("e headline\n\n", "It was not", "\nNext paragraph", "", "")]
    [InlineData("Այո։ ", "Ոչ", "։ Այո", "", "։")]
    [InlineData("In all of 2020. ", "It was not", " so.", "", " so.")]
    [InlineData("Border clashes ", "left 16 people dead", " that day", "Border clashes ", " that day")]
    public void The_context_is_cut_to_the_sentence(string? prefix, string exact, string? suffix, string before, string after) =>
        Assert.Equal(new QuotedSentence(before, exact, after), QuotedSentence.Of(prefix, exact, suffix));

    [Theory]
    [InlineData("ives that were lost as the flood ", "went on for a week", " and took more than thirty hous", "… that were lost as the flood ", " and took more than thirty …")]
    [InlineData("d what was meant by the U.S. ", "officials", " of Gen. Smith and several othe", "… what was meant by the U.S. ", " of Gen. Smith and several …")]
    [InlineData("wordsthatareneverbrokenbyaspace-", "quoted", "-wordsthatareneverbrokenbyaspace", "…", "…")]
    public void Where_the_context_ends_before_the_sentence_three_dots_say_so(string prefix, string exact, string suffix, string before, string after) =>
        Assert.Equal(new QuotedSentence(before, exact, after), QuotedSentence.Of(prefix, exact, suffix));

    [Fact]
    public void Lines_and_spaces_are_shown_as_one_space() =>
        Assert.Equal(new QuotedSentence("", "We will answer", "."), QuotedSentence.Of(null, "We will\u00a0\n answer", "."));
}
