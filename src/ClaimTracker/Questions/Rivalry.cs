using ClaimTracker.Claims;

namespace ClaimTracker.Questions;

/// <summary>What of a question matters where two answers to it are compared.</summary>
/// <param name="Text">The question.</param>
/// <param name="AnswerType">What sort of answer it takes.</param>
/// <param name="Asks">Whether it asks for a fact or a position.</param>
/// <param name="Facet">What rival choices differ in.</param>
internal sealed record AskedQuestion(string Text, AnswerType AnswerType, Asks Asks, Facet? Facet);

/// <summary>How two answers to a question stand to each other, where they do not simply go together.</summary>
/// <param name="Type">`contradicts`, `disagrees`, `discrepancy`, or `updates`.</param>
/// <param name="Facet">What they differ in; null with `updates`.</param>
/// <param name="From">The claim that the link leads from: with `updates` the later one.</param>
/// <param name="To">The claim that it leads to.</param>
/// <param name="Explanation">Why, for a reader.</param>
internal sealed record Finding(LinkType Type, Facet? Facet, long From, long To, string Explanation);

/// <summary>Compares two answers to one question: a pure function, the same whichever comes first.</summary>
internal static class Rivalry
{
    public static Finding? Between(AskedQuestion question, RivalAnswer a, RivalAnswer b) =>
        a.Standing.Value.Yes == b.Standing.Value.Yes ? null : new Finding(LinkType.Contradicts, Facet.Polarity, a.ClaimId, b.ClaimId, $"{question.Text} Yes, and no.");

    /// <summary>A value in one spelling: values that are spelled the same never conflict.</summary>
    public static string Says(StatedValue value) => $"{value.Qualifier} {value.Value} {value.High} {value.Yes} {value.Edtf} {value.Text}";
}
