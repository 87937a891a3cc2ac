using System.Globalization;
using System.Text;
using ClaimTracker.Claims;
using ClaimTracker.Text;

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

// First it is decided whether the values go together: QuantityRivalry, DateRivalry and PlaceRivalry say how. Only then who
// says them, and how, makes of a conflict what the link is called:
//
//   claims about times that do not meet are not compared, and what only one article's unnamed claimant says is not
//   compared with itself;
//   the same claimant's wholly later word updates the earlier one;
//   positions are not true or false: they do not contradict each other, they disagree;
//   what is hedged wherever it is reported leaves room: it differs from the other, no more.

/// <summary>Compares two answers to one question: a pure function, the same whichever comes first.</summary>
internal static class Rivalry
{
    /// <summary>How two answers stand to each other; null where they go together or are not to be compared.</summary>
    /// <param name="question">What they answer. Their values are of its type.</param>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    public static Finding? Between(AskedQuestion question, RivalAnswer a, RivalAnswer b)
    {
        var (first, second) = a.ClaimId < b.ClaimId ? (a, b) : (b, a);
        var (one, other) = (first.Standing, second.Standing);
        if (first.ClaimId == second.ClaimId || one.PeriodTo < other.PeriodFrom || other.PeriodTo < one.PeriodFrom || Compare(question, one.Value, other.Value) is not { } conflict)
        {
            return null;
        }

        var isSameClaimant = one.ClaimantId == other.ClaimantId;
        return isSameClaimant && !(one.IsNamed && other.IsNamed) ? null
            : isSameClaimant && one.SaidFrom > other.SaidTo ? Update(question, first, second)
            : isSameClaimant && other.SaidFrom > one.SaidTo ? Update(question, second, first)
            : Rivals(question, first, second, conflict);
    }

    /// <summary>What a value says, in one spelling: values of one spelling never conflict. The unit of a figure makes no difference, nor do the words of the article but for a vague one.</summary>
    public static string Says(StatedValue value) => value switch
    {
        { Qualifier: QuantityQualifier.Vague } => $"vague {Folding.Fold(value.Raw ?? "")}",
        { Edtf: { } edtf } => DateRivalry.Says(DateRivalry.Read(edtf)),
        { Text: { } text } => Folding.Fold(text),
        _ => ValueText.Of(value),
    };

    private static ValueConflict? Compare(AskedQuestion question, StatedValue a, StatedValue b) => question.AnswerType switch
    {
        AnswerType.Quantity => QuantityRivalry.Between(a.Quantity!, b.Quantity!),
        AnswerType.Date => DateRivalry.Between(DateRivalry.Read(a.Edtf!), DateRivalry.Read(b.Edtf!)),
        AnswerType.Place => PlaceRivalry.Between(a.Text!, b.Text!),
        AnswerType.YesNo => a.Yes == b.Yes ? null : ValueConflict.Exclusive(Facet.Polarity),
        _ => Folding.Fold(a.Text!) == Folding.Fold(b.Text!) ? null : ValueConflict.Exclusive(question.Facet ?? Facet.Other),
    };

    private static Finding Update(AskedQuestion question, RivalAnswer later, RivalAnswer earlier)
    {
        var (now, then) = (later.Standing, earlier.Standing);
        return new Finding(
            LinkType.Updates, null, later.ClaimId, earlier.ClaimId,
            $"{question.Text} The same claimant says later ({DateText.Of(now.SaidFrom, now.SaidTo)}): {ValueText.Cited(now.Value)}. "
            + $"Before ({DateText.Of(then.SaidFrom, then.SaidTo)}): {ValueText.Cited(then.Value)}.");
    }

    private static Finding Rivals(AskedQuestion question, RivalAnswer first, RivalAnswer second, ValueConflict conflict)
    {
        var (one, other) = (first.Standing, second.Standing);
        var arePositions = question.Asks == Asks.Position || one.Kind == ClaimKind.Position || other.Kind == ClaimKind.Position;
        var areHedged = one.IsHedged || other.IsHedged;
        var type = !conflict.Excludes || areHedged ? LinkType.Discrepancy : arePositions ? LinkType.Disagrees : LinkType.Contradicts;
        var facet = conflict.Excludes && arePositions ? Facet.Position : conflict.Facet;

        var explanation = new StringBuilder($"{question.Text} {AtStart(ValueText.Cited(one.Value))} and {ValueText.Cited(other.Value)}");
        explanation.Append(conflict switch
        {
            { Excludes: false } => "",
            _ when question.Asks == Asks.Position || one.Kind == other.Kind && arePositions => " are rival positions",
            _ when arePositions => $" are opposed, but {Which(one.Kind == ClaimKind.Position, other.Kind == ClaimKind.Position)} a position, which is neither true nor false",
            _ => " exclude each other",
        });
        explanation.Append(conflict.Reason is null ? "." : $": {conflict.Reason}.");
        if (conflict.Excludes && areHedged)
        {
            explanation.Append(CultureInfo.InvariantCulture, $" But {Which(one.IsHedged, other.IsHedged)} hedged in every report.");
        }

        if (one.ClaimantId == other.ClaimantId)
        {
            explanation.Append(" The same claimant says both.");
        }

        return new Finding(type, facet, first.ClaimId, second.ClaimId, explanation.ToString());
    }

    private static string Which(bool first, bool second) => first && second ? "both are" : first ? "the first is" : "the second is";

    /// <summary>The first letter is a capital, unless it is the article's: a quotation stays as it is.</summary>
    private static string AtStart(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
