using System.Globalization;
using ClaimTracker.Claims;
using ClaimTracker.Questions;
using CsCheck;

namespace ClaimTracker.Tests.Questions;

/// <summary>The rules of rivalry against models that know nothing of ends and extents: they ask number by number, and day by day.</summary>
public sealed class RivalryPropertyTests
{
    /// <summary>Close enough to tell any two ends apart that the figures below can have.</summary>
    private static readonly decimal[] Numbers = [.. Enumerable.Range(-1_400, 2_801).Select(i => i * 0.025m)];

    private static readonly string[] Days =
        [.. Enumerable.Range(0, 41 * 366).Select(i => new DateOnly(1990, 1, 1).AddDays(i).ToString("O", CultureInfo.InvariantCulture))];

    private static readonly Gen<decimal> Number = Gen.Int[-40, 40].Select(i => i * 0.5m);

    private static readonly Gen<string?> Words = Gen.OneOf<string?>(null, "dozens", "Hundreds", "a few", "untold numbers", "16 dead");

    private static readonly Gen<StatedValue> Figure = Gen.Select(Gen.Enum<QuantityQualifier>(), Number, Gen.Int[1, 20], Words, Gen.OneOf<string?>(null, null, "person", "tank"))
        .Select((qualifier, value, width, raw, unit) => new StatedValue(
            qualifier, qualifier == QuantityQualifier.Vague ? null : value, qualifier == QuantityQualifier.Between ? value + (width * 0.5m) : null, unit, Raw: raw));

    private static readonly Gen<string> CertainDate = Gen.Select(Gen.Int[2019, 2021], Gen.Int[1, 12], Gen.Int[1, 28], Gen.Int[0, 2]).Select((year, month, day, precision) =>
        precision == 0 ? $"{year}" : precision == 1 ? $"{year}-{month:00}" : $"{year}-{month:00}-{day:00}");

    private static readonly Gen<string> AnyDate = Gen.OneOf(
        CertainDate,
        Gen.Select(CertainDate, Gen.OneOf("~", "?")).Select((date, mark) => date + mark),
        Gen.Select(CertainDate, CertainDate).Where((a, b) => string.CompareOrdinal(a, b) < 0).Select((a, b) => $"{a}/{b}"),
        CertainDate.Select(date => $"{date}/.."),
        CertainDate.Select(date => $"../{date}"),
        CertainDate.Where(date => date.Length > 4).Select(date => $"XXXX{date[4..]}"),
        Gen.OneOf("199X", "201X", "202X", "XXXX-02-29"));

    private static readonly Gen<(AskedQuestion Question, StatedValue A, StatedValue B)> Asked = Gen.OneOf(
        Pair(AnswerType.Quantity, Figure),
        Pair(AnswerType.Date, AnyDate.Select(date => new StatedValue(Edtf: date))),
        Pair(AnswerType.YesNo, Gen.Bool.Select(yes => new StatedValue(Yes: yes))),
        Pair(AnswerType.Place, Gen.OneOf("Tovuz", "Tovuz, Azerbaijan", "azerbaijan", "Tavush, Armenia", "TOVUZ").Select(text => new StatedValue(Text: text))),
        Pair(AnswerType.Choice, Gen.OneOf("Armenia", "ARMENIA", "Azerbaijan").Select(text => new StatedValue(Text: text))));

    private static readonly Gen<(AskedQuestion Question, RivalAnswer A, RivalAnswer B)> Rivals =
        Gen.Select(Asked, Circumstances(), Circumstances(), Gen.Bool).Select((asked, one, other, isReversed) =>
            (asked.Question, new RivalAnswer(5, isReversed ? 2 : 1, one with { Value = asked.A }), new RivalAnswer(6, isReversed ? 1 : 2, other with { Value = asked.B })));

    [Fact]
    public void Which_answer_comes_first_makes_no_difference() =>
        Rivals.Sample(r => Assert.Equal(Rivalry.Between(r.Question, r.A, r.B), Rivalry.Between(r.Question, r.B, r.A)), iter: 5_000);

    [Fact]
    public void Answers_that_say_the_same_are_never_rivals() => Rivals.Sample(
        r => Assert.True(Rivalry.Says(r.A.Standing.Value) != Rivalry.Says(r.B.Standing.Value) || Rivalry.Between(r.Question, r.A, r.B) is null),
        iter: 5_000);

    [Fact]
    public void Hedged_answers_neither_contradict_nor_disagree_and_positions_do_not_contradict() => Rivals.Sample(
        r =>
        {
            var found = Rivalry.Between(r.Question, r.A, r.B);
            var isHedged = r.A.Standing.IsHedged || r.B.Standing.IsHedged;
            var isPosition = r.Question.Asks == Asks.Position || r.A.Standing.Kind == ClaimKind.Position || r.B.Standing.Kind == ClaimKind.Position;
            Assert.False(isHedged && found?.Type is LinkType.Contradicts or LinkType.Disagrees);
            Assert.False(isPosition && found?.Type == LinkType.Contradicts);
            Assert.False(!isPosition && found?.Type == LinkType.Disagrees);
        },
        iter: 5_000);

    [Fact]
    public void A_link_leads_from_the_lower_claim_or_from_the_later_one_and_begins_with_the_question() => Rivals.Sample(
        r =>
        {
            if (Rivalry.Between(r.Question, r.A, r.B) is not { } found)
            {
                return;
            }

            var (from, to) = r.A.ClaimId == found.From ? (r.A, r.B) : (r.B, r.A);
            Assert.Equal((from.ClaimId, to.ClaimId), (found.From, found.To));
            Assert.True(found.Type == LinkType.Updates ? from.Standing.SaidFrom > to.Standing.SaidTo : found.From < found.To);
            Assert.Equal(found.Type == LinkType.Updates, found.Facet is null);
            Assert.StartsWith(r.Question.Text, found.Explanation, StringComparison.Ordinal);
            Assert.EndsWith(".", found.Explanation, StringComparison.Ordinal);
        },
        iter: 5_000);

    [Fact]
    public void Figures_stand_to_each_other_as_the_numbers_say_that_they_allow() => Gen.Select(Figure, Figure).Sample(
        (a, b) =>
        {
            if (a.Value is not null && b.Value is not null)
            {
                var (one, other) = (a with { Unit = null }, b with { Unit = null });
                Assert.Equal(Expected(one, other), Found(AnswerType.Quantity, one, other));
            }
        },
        iter: 1_500);

    [Fact]
    public void Dates_stand_to_each_other_as_the_days_say_that_they_allow() => Gen.Select(AnyDate, AnyDate).Sample(
        (a, b) => Assert.Equal(Expected(a, b), Found(AnswerType.Date, new StatedValue(Edtf: a), new StatedValue(Edtf: b))),
        iter: 400);

    private static LinkType? Expected(StatedValue a, StatedValue b)
    {
        var one = Numbers.Where(number => Allows(a, number)).ToHashSet();
        var other = Numbers.Where(number => Allows(b, number)).ToHashSet();
        var bounds = new[] { a, b }.Select(value => value.Qualifier switch
        {
            QuantityQualifier.AtLeast or QuantityQualifier.MoreThan => 1,
            QuantityQualifier.AtMost or QuantityQualifier.LessThan => -1,
            _ => 0,
        }).ToArray();
        return !one.Overlaps(other) ? LinkType.Contradicts
            : one.SetEquals(other) ? null
            : a.Qualifier == QuantityQualifier.Between && b.Qualifier == QuantityQualifier.Between ? LinkType.Discrepancy
            : a.Qualifier == QuantityQualifier.About && b.Qualifier == QuantityQualifier.About ? (one.Contains(b.Value!.Value) || other.Contains(a.Value!.Value) ? null : LinkType.Discrepancy)
            : bounds[0] * bounds[1] != 0 ? (bounds[0] == bounds[1] ? LinkType.Discrepancy : null)
            : one.IsSubsetOf(other) || other.IsSubsetOf(one) ? null
            : LinkType.Discrepancy;
    }

    private static bool Allows(StatedValue figure, decimal number) => figure.Qualifier switch
    {
        QuantityQualifier.Exact => number == figure.Value,
        QuantityQualifier.AtLeast => number >= figure.Value,
        QuantityQualifier.MoreThan => number > figure.Value,
        QuantityQualifier.AtMost => number <= figure.Value,
        QuantityQualifier.LessThan => number < figure.Value,
        QuantityQualifier.Between => number >= figure.Value && number <= figure.High,
        _ => 10 * Math.Abs(number - figure.Value!.Value) <= Math.Abs(figure.Value.Value),
    };

    private static LinkType? Expected(string a, string b)
    {
        var one = Days.Where(day => Allows(a, day)).ToHashSet();
        var other = Days.Where(day => Allows(b, day)).ToHashSet();
        return !one.Overlaps(other) ? ((a + b).IndexOfAny(['~', '?']) < 0 ? LinkType.Contradicts : LinkType.Discrepancy)
            : a.StartsWith("XXXX", StringComparison.Ordinal) || b.StartsWith("XXXX", StringComparison.Ordinal) || one.SetEquals(other) ? null
            : IsOpen(a, b, "/..") || IsOpen(a, b, "../") ? LinkType.Discrepancy
            : one.IsSubsetOf(other) || other.IsSubsetOf(one) || (a.Contains("..", StringComparison.Ordinal) && b.Contains("..", StringComparison.Ordinal)) ? null
            : LinkType.Discrepancy;
    }

    private static bool IsOpen(string a, string b, string side) => a.Contains(side, StringComparison.Ordinal) && b.Contains(side, StringComparison.Ordinal);

    /// <summary>Days in EDTF sort as text, and begin with their month, their year and their decade.</summary>
    private static bool Allows(string date, string day) => date.TrimEnd('~', '?').Split('/') switch
    {
        ["..", var end] => string.CompareOrdinal(day[..end.Length], end) <= 0,
        [var start, ".."] => string.CompareOrdinal(day[..start.Length], start) >= 0,
        [var start, var end] => string.CompareOrdinal(day[..start.Length], start) >= 0 && string.CompareOrdinal(day[..end.Length], end) <= 0,
        [var one] => one.StartsWith("XXXX", StringComparison.Ordinal) ? day[4..].StartsWith(one[4..], StringComparison.Ordinal) : day.StartsWith(one.TrimEnd('X'), StringComparison.Ordinal),
        _ => throw new InvalidOperationException(date),
    };

    private static LinkType? Found(AnswerType type, StatedValue a, StatedValue b)
    {
        var plain = new Standing(a, ClaimKind.Fact, ClaimantId: 1, IsNamed: true, IsHedged: false);
        return Rivalry.Between(new AskedQuestion("Which?", type, Asks.Fact, null), new RivalAnswer(1, 1, plain), new RivalAnswer(2, 2, plain with { Value = b, ClaimantId = 2 }))?.Type;
    }

    private static Gen<(AskedQuestion, StatedValue, StatedValue)> Pair(AnswerType type, Gen<StatedValue> value) =>
        Gen.Select(Gen.Enum<Asks>(), value, value).Select((asks, a, b) => (new AskedQuestion("Which?", type, asks, null), a, b));

    private static Gen<Standing> Circumstances() =>
        Gen.Select(Gen.Enum<ClaimKind>(), Gen.Long[1, 2], Gen.Bool, Gen.Int[0, 3], Span(), Span()).Select((kind, claimant, isNamed, hedge, said, period) =>
            new Standing(new StatedValue(Yes: true), kind, claimant, isNamed, hedge == 0, said.From, said.To, period.From, period.To));

    private static Gen<(DateOnly? From, DateOnly? To)> Span() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 5]).Select((from, length, open) =>
            (open == 0 ? null : (DateOnly?)new DateOnly(2020, 7, 1).AddDays(from), open == 1 ? null : (DateOnly?)new DateOnly(2020, 7, 1).AddDays(from + length)));
}
