using System.Globalization;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Questions;
using Finding = ClaimTracker.Questions.Finding;

namespace ClaimTracker.Tests.Questions;

public sealed class RivalryTests
{
    private static readonly AskedQuestion Killed = new("How many people were killed in the July 2020 border clashes?", AnswerType.Quantity, Asks.Fact, null);

    private static readonly AskedQuestion Begun = new("When did the border clashes begin?", AnswerType.Date, Asks.Fact, null);

    private static readonly AskedQuestion Needed = new("Should Azerbaijan host a Turkish base?", AnswerType.YesNo, Asks.Position, null);

    private static readonly AskedQuestion Sent = new("Does Turkey send arms to Azerbaijan?", AnswerType.YesNo, Asks.Fact, null);

    private static readonly AskedQuestion Where = new("Where did the clashes begin?", AnswerType.Place, Asks.Fact, null);

    private static readonly AskedQuestion Who = new("Who fired first?", AnswerType.Choice, Asks.Fact, Facet.Actor);

    [Theory]
    [InlineData("two tolls", "16 people were killed", "exact 16", "18 people were killed", "exact 18", "contradicts")]
    [InlineData("a toll in figures and in words", "16 people were killed", "exact 16", "sixteen dead", "exact 16", null)]
    [InlineData("a price with and without cents", "$70 a barrel", "exact 70", "$70.00 a barrel", "exact 70.00", null)]
    [InlineData("two prices cents apart", "$70.10 a barrel", "exact 70.1", "$70.15 a barrel", "exact 70.15", "contradicts")]
    [InlineData("two growth rates of opposite sign", "the economy shrank by 4.3 percent", "exact -4.3", "grew by 4.3 percent", "exact 4.3", "contradicts")]
    [InlineData("none and one", "no soldier was hurt", "exact 0", "one soldier was wounded", "exact 1", "contradicts")]
    [InlineData("a toll within a lower bound", "18 dead", "exact 18", "at least 16 dead", "at_least 16", null)]
    [InlineData("a toll on a lower bound", "16 dead", "exact 16", "at least 16 dead", "at_least 16", null)]
    [InlineData("a toll below a lower bound", "16 dead", "exact 16", "no fewer than 18 dead", "at_least 18", "contradicts")]
    [InlineData("a toll on the figure that is exceeded", "16 dead", "exact 16", "more than 16 dead", "more_than 16", "contradicts")]
    [InlineData("a toll above the figure that is exceeded", "17 dead", "exact 17", "over 16 dead", "more_than 16", null)]
    [InlineData("a number of jets on an upper bound", "six jets", "exact 6", "up to six jets", "at_most 6", null)]
    [InlineData("a number of jets below an upper bound", "four jets", "exact 4", "up to six jets", "at_most 6", null)]
    [InlineData("a number of jets above an upper bound", "eight jets", "exact 8", "up to six jets", "at_most 6", "contradicts")]
    [InlineData("a share on the figure that is not reached", "half of the vote", "exact 50", "fewer than 50 percent", "less_than 50", "contradicts")]
    [InlineData("a share below the figure that is not reached", "49.9 percent", "exact 49.9", "under 50 percent", "less_than 50", null)]
    [InlineData("two lower bounds", "At least 18", "at_least 18", "at least 16 people dead", "at_least 16", "discrepancy")]
    [InlineData("the same lower bound twice", "at least 16 people dead", "at_least 16", "a minimum of 16 killed", "at_least 16", null)]
    [InlineData("a lower bound with its figure and one without", "at least 16 tanks", "at_least 16", "more than 16 tanks", "more_than 16", "discrepancy")]
    [InlineData("more than 15 and at least 16, which halves tell apart", "more than 15 tons", "more_than 15", "at least 16 tons", "at_least 16", "discrepancy")]
    [InlineData("two figures that are exceeded", "more than 10,000 protesters", "more_than 10000", "over 20,000 protesters", "more_than 20000", "discrepancy")]
    [InlineData("two upper bounds", "up to 2,000 fighters", "at_most 2000", "at most 4,000 fighters", "at_most 4000", "discrepancy")]
    [InlineData("an upper bound with its figure and one without", "no more than 5 percent", "at_most 5", "less than 5 percent", "less_than 5", "discrepancy")]
    [InlineData("two figures that are not reached", "fewer than 100 cases", "less_than 100", "below 50 cases", "less_than 50", "discrepancy")]
    [InlineData("bounds that enclose a range", "at least 16 dead", "at_least 16", "no more than 20 dead", "at_most 20", null)]
    [InlineData("bounds that meet in one figure", "at least 16 dead", "at_least 16", "at most 16 dead", "at_most 16", null)]
    [InlineData("bounds that leave each other by a hair", "at least 16 dead", "at_least 16", "fewer than 16 dead", "less_than 16", "contradicts")]
    [InlineData("open bounds at one figure", "more than 16 dead", "more_than 16", "fewer than 16 dead", "less_than 16", "contradicts")]
    [InlineData("an exceeded figure and an upper bound on it", "more than 16 dead", "more_than 16", "at most 16 dead", "at_most 16", "contradicts")]
    [InlineData("bounds far apart", "at least 100 dead", "at_least 100", "fewer than 20 dead", "less_than 20", "contradicts")]
    [InlineData("a rounded crowd and a count near it", "about 200 people", "about 200", "215 people", "exact 215", null)]
    [InlineData("a rounded crowd and a count at its edge", "about 200 people", "about 200", "220 people", "exact 220", null)]
    [InlineData("a rounded crowd and a count beyond its edge", "about 200 people", "about 200", "221 people", "exact 221", "contradicts")]
    [InlineData("two rounded crowds", "about 200 people", "about 200", "some 210 people", "about 210", null)]
    [InlineData("two rounded crowds whose ranges only touch the same part", "about 200 people", "about 200", "roughly 230 people", "about 230", "discrepancy")]
    [InlineData("two rounded crowds far apart", "about 200 people", "about 200", "around 300 people", "about 300", "contradicts")]
    [InlineData("the same rounded figure twice", "roughly 1,500 Syrians", "about 1500", "around 1,500 Syrians", "about 1500", null)]
    [InlineData("rounded losses of either sign", "a loss of about 100 million", "about -100", "about 100 million in profit", "about 100", "contradicts")]
    [InlineData("two rounded losses", "a loss of about 100 million", "about -100", "a loss of nearly 105 million", "about -105", null)]
    [InlineData("a rounded figure above a lower bound", "about 200 wounded", "about 200", "at least 150 wounded", "at_least 150", null)]
    [InlineData("a rounded figure across a lower bound", "about 200 wounded", "about 200", "more than 200 wounded", "more_than 200", "discrepancy")]
    [InlineData("a rounded figure below a lower bound", "about 200 wounded", "about 200", "at least 250 wounded", "at_least 250", "contradicts")]
    [InlineData("a rounded figure whose edge is a bound", "about 200 wounded", "about 200", "up to 180 wounded", "at_most 180", "discrepancy")]
    [InlineData("a rounded figure whose edge is just missed", "about 200 wounded", "about 200", "fewer than 180 wounded", "less_than 180", "contradicts")]
    [InlineData("a rounded figure within a range", "about 200 jobs", "about 200", "150 to 250 jobs", "between 150 250", null)]
    [InlineData("a range within a rounded figure", "about 200 jobs", "about 200", "between 190 and 210 jobs", "between 190 210", null)]
    [InlineData("a rounded figure that is a range", "about 200 jobs", "about 200", "between 180 and 220 jobs", "between 180 220", null)]
    [InlineData("a rounded figure that reaches into a range", "about 200 jobs", "about 200", "210 to 300 jobs", "between 210 300", "discrepancy")]
    [InlineData("a rounded figure apart from a range", "about 200 jobs", "about 200", "250 to 300 jobs", "between 250 300", "contradicts")]
    [InlineData("two ranges that overlap", "10 to 20 dead", "between 10 20", "15 to 25 dead", "between 15 25", "discrepancy")]
    [InlineData("two ranges, one within the other", "10 to 20 dead", "between 10 20", "12 to 15 dead", "between 12 15", "discrepancy")]
    [InlineData("two ranges that touch", "10 to 20 dead", "between 10 20", "20 to 30 dead", "between 20 30", "discrepancy")]
    [InlineData("two ranges apart", "10 to 20 dead", "between 10 20", "21 to 30 dead", "between 21 30", "contradicts")]
    [InlineData("the same range twice", "10 to 20 dead", "between 10 20", "between 10 and 20 dead", "between 10 20.0", null)]
    [InlineData("a range above a lower bound", "10 to 20 dead", "between 10 20", "at least 10 dead", "at_least 10", null)]
    [InlineData("a range on the figure that is exceeded", "10 to 20 dead", "between 10 20", "more than 10 dead", "more_than 10", "discrepancy")]
    [InlineData("a range across an upper bound", "10 to 20 dead", "between 10 20", "at most 15 dead", "at_most 15", "discrepancy")]
    [InlineData("a range apart from an upper bound", "10 to 20 dead", "between 10 20", "fewer than 10 dead", "less_than 10", "contradicts")]
    [InlineData("a toll within a range", "12 dead", "exact 12", "10 to 20 dead", "between 10 20", null)]
    [InlineData("a toll outside a range", "9 dead", "exact 9", "10 to 20 dead", "between 10 20", "contradicts")]
    [InlineData("a rounded figure against dozens", "about 200", "about 200", "dozens", "vague", "discrepancy")]
    [InlineData("a toll that dozens fits", "46 dead", "exact 46", "dozens of dead", "vague", null)]
    [InlineData("a lower bound that dozens can fit", "at least 18 dead", "at_least 18", "dozens of dead", "vague", null)]
    [InlineData("an upper bound that hundreds cannot fit", "fewer than 100 dead", "less_than 100", "hundreds of dead", "vague", "discrepancy")]
    [InlineData("dozens and hundreds", "dozens of Syrians", "vague", "several hundred Syrians", "vague", "discrepancy")]
    [InlineData("hundreds and several hundred", "hundreds of Syrians", "vague", "several hundred Syrians", "vague", null)]
    [InlineData("a word of no known size", "untold losses", "vague", "8 dead", "exact 8", null)]
    [InlineData("Turkish thousands and a few", "binlerce kişi", "vague", "birkaç kişi", "vague", "discrepancy")]
    [InlineData("Russian tens and two hundred", "десятки человек", "vague", "двести человек", "exact 200", "discrepancy")]
    [InlineData("Azerbaijani hundreds and 40", "yüzlərlə adam", "vague", "40 nəfər", "exact 40", "discrepancy")]
    [InlineData("millions and billions", "$80 million", "exact 80000000", "$80 billion", "exact 80000000000", "contradicts")]
    public void Figures_stand_to_each_other_as_readers_take_them(string name, string words, string value, string otherWords, string otherValue, string? type)
    {
        var found = Rivalry.Between(Killed, Answer(1, Figure(value, words)), Answer(2, Figure(otherValue, otherWords)));

        Assert.True(type == Name(found), $"{name}: {Name(found) ?? "none"}. {found?.Explanation}");
        Assert.True(found is null or { Facet: Facet.Quantity, From: 1, To: 2 });
    }

    [Theory]
    [InlineData("a month and a day of it", "2020-07", "2020-07-12", null)]
    [InlineData("a month and a day of another", "2020-07", "2020-08-02", "contradicts")]
    [InlineData("two days", "2020-07-12", "2020-07-14", "contradicts")]
    [InlineData("a year and its month", "2020", "2020-09", null)]
    [InlineData("two years", "2019", "2020", "contradicts")]
    [InlineData("a decade and a year of it", "199X", "1994", null)]
    [InlineData("a decade and a year after it", "199X", "2001", "contradicts")]
    [InlineData("a decade and a war across its end", "199X", "1988/1994", "discrepancy")]
    [InlineData("about a year, and the year after", "2020~", "2021", "discrepancy")]
    [InlineData("about a year, and a day of it", "2020~", "2020-07-12", null)]
    [InlineData("an uncertain day, and another", "2020-07-12?", "2020-07-13", "discrepancy")]
    [InlineData("an uncertain month, and another one uncertain too", "2020-07?", "2020-09?", "discrepancy")]
    [InlineData("two months, and a day of the second", "2020-07/2020-08", "2020-08-03", null)]
    [InlineData("two months, and two that overlap", "2020-07/2020-08", "2020-08/2020-09", "discrepancy")]
    [InlineData("two months, and two after them", "2020-07/2020-08", "2020-09/2020-10", "contradicts")]
    [InlineData("a month, and its days one by one", "2020-07", "2020-07-01/2020-07-31", null)]
    [InlineData("a year, and from a month of it on", "2020", "2020-07/..", "discrepancy")]
    [InlineData("from one year on, and from the next", "2020/..", "2021/..", "discrepancy")]
    [InlineData("until one year, and until the next", "../2020", "../2021", "discrepancy")]
    [InlineData("from the same year on", "2020/..", "2020-01-01/..", null)]
    [InlineData("from a year on, and until a later one", "2020/..", "../2021", null)]
    [InlineData("from a year on, and until the one before", "2020/..", "../2019", "contradicts")]
    [InlineData("from a year on, and about the one before", "2020/..", "2019~", "discrepancy")]
    [InlineData("from a year on, and a day of it", "2020/..", "2020-07-12", null)]
    [InlineData("until a day, and the day after", "../2020-07-12", "2020-07-13", "contradicts")]
    [InlineData("a day and a month of an unknown year", "XXXX-06-27", "XXXX-06", null)]
    [InlineData("a day and another month of an unknown year", "XXXX-06-27", "XXXX-07", "contradicts")]
    [InlineData("two days of an unknown year", "XXXX-06-27", "XXXX-06-28", "contradicts")]
    [InlineData("a month of an unknown year, and a year", "XXXX-07", "2020", null)]
    [InlineData("a month of an unknown year, and a day of it", "XXXX-07", "2020-07-12", null)]
    [InlineData("a month of an unknown year, and a day of another", "XXXX-07", "2020-08-12", "contradicts")]
    [InlineData("a month of an unknown year, and about another", "XXXX-07", "2020-08~", "discrepancy")]
    [InlineData("a month of an unknown year, and days across its beginning", "XXXX-07", "2020-06-28/2020-07-02", null)]
    [InlineData("a month of an unknown year, and a winter across the new year", "XXXX-07", "2020-11/2021-02", "contradicts")]
    [InlineData("a leap day, and a year without one", "XXXX-02-29", "2019", "contradicts")]
    [InlineData("a leap day, and a year with one", "XXXX-02-29", "2020", null)]
    [InlineData("a leap day, and a time without end", "XXXX-02-29", "2021/..", null)]
    [InlineData("a day of an unknown year, and a time from the day after until it comes again", "XXXX-07-12", "2019-07-13/2020-07-11", "contradicts")]
    public void Dates_stand_to_each_other_by_their_days(string name, string date, string other, string? type)
    {
        var found = Rivalry.Between(Begun, Answer(1, new StatedValue(Edtf: date)), Answer(2, new StatedValue(Edtf: other)));

        Assert.True(type == Name(found), $"{name}: {Name(found) ?? "none"}. {found?.Explanation}");
        Assert.True(found is null or { Facet: Facet.Date, From: 1, To: 2 });
    }

    [Theory]
    [InlineData("Tovuz", "Ganja", "contradicts")]
    [InlineData("Tovuz, Azerbaijan", "Azerbaijan", null)]
    [InlineData("Tovuz, Azerbaijan", "Tovuz", null)]
    [InlineData("Ağdam, Tovuz, Azerbaycan", "Agdam, Azerbaycan", null)]
    [InlineData("Tovuz, Azerbaijan", "Tavush, Armenia", "contradicts")]
    [InlineData("Tbilisi, Georgia", "Atlanta, Georgia", "contradicts")]
    [InlineData("Azerbaijan, Tovuz", "Tovuz, Azerbaijan", "contradicts")]
    [InlineData("TOVUZ ,Azerbaijan", "Tovuz, Azerbaijan", null)]
    public void Places_exclude_each_other_unless_one_says_more_of_the_other(string place, string other, string? type)
    {
        var found = Rivalry.Between(Where, Answer(1, new StatedValue(Text: place)), Answer(2, new StatedValue(Text: other)));

        Assert.Equal(type, Name(found));
        Assert.True(found is null or { Facet: Facet.Place });
    }

    [Fact]
    public void Choices_exclude_each_other_in_what_the_question_names()
    {
        var (armenia, azerbaijan) = (new StatedValue(Text: "Armenia"), new StatedValue(Text: "Azerbaijan"));

        Assert.True(Rivalry.Between(Who, Answer(1, armenia), Answer(2, azerbaijan)) is { Type: LinkType.Contradicts, Facet: Facet.Actor });
        Assert.True(Rivalry.Between(Who with { Facet = null }, Answer(1, armenia), Answer(2, azerbaijan)) is { Facet: Facet.Other });
        Assert.Null(Rivalry.Between(Who, Answer(1, armenia), Answer(2, new StatedValue(Text: "ARMENIA"))));
    }

    /// <summary>What a newsroom reads beside the pairs that every reader of the corpus knows.</summary>
    [Fact]
    public void Two_tolls_exclude_each_other() => Explains(
        Killed, Answer(1, Figure("exact 16")), Answer(2, Figure("exact 18")), LinkType.Contradicts,
        "How many people were killed in the July 2020 border clashes? Exactly 16 and exactly 18 exclude each other.");

    [Fact]
    public void Two_lower_bounds_can_both_hold_and_differ() => Explains(
        Killed, Answer(2, Figure("at_least 16", "at least 16 people dead")), Answer(1, Figure("at_least 18", "At least 18")), LinkType.Discrepancy,
        "How many people were killed in the July 2020 border clashes? “At least 18” and “at least 16 people dead”: as lower bounds both can hold, but the figures differ.");

    [Fact]
    public void A_rounded_figure_is_beyond_what_dozens_means() => Explains(
        Killed, Answer(1, Figure("about 200")), Answer(2, Figure("vague", "dozens of soldiers")), LinkType.Discrepancy,
        "How many people were killed in the July 2020 border clashes? About 200 and “dozens of soldiers”: about 200 is read as 180 to 220 (±10 %), and “dozens” ordinarily means 24 to 99.");

    [Fact]
    public void A_month_and_its_day_go_together() =>
        Assert.Null(Rivalry.Between(Begun, Answer(1, new StatedValue(Edtf: "2020-07")), Answer(2, new StatedValue(Edtf: "2020-07-12"))));

    [Fact]
    public void Needed_and_unnecessary_are_rival_positions() => Explains(
        Needed, Answer(1, new StatedValue(Yes: true, Raw: "needed"), ClaimKind.Position), Answer(2, new StatedValue(Yes: false, Raw: "unnecessary"), ClaimKind.Position), LinkType.Disagrees,
        "Should Azerbaijan host a Turkish base? Yes (“needed”) and no (“unnecessary”) are rival positions.", Facet.Position);

    [Fact]
    public void Will_and_did_go_together() =>
        Assert.Null(Rivalry.Between(Sent, Answer(1, new StatedValue(Yes: true, Raw: "will send"), ClaimKind.Prediction), Answer(2, new StatedValue(Yes: true, Raw: "did send"))));

    [Fact]
    public void Will_and_did_not_exclude_each_other() => Explains(
        Sent, Answer(1, new StatedValue(Yes: true, Raw: "will send"), ClaimKind.Prediction), Answer(2, new StatedValue(Yes: false, Raw: "did not send")), LinkType.Contradicts,
        "Does Turkey send arms to Azerbaijan? Yes (“will send”) and no (“did not send”) exclude each other.", Facet.Polarity);

    [Fact]
    public void Next_year_and_a_day_of_this_year_exclude_each_other() => Explains(
        Begun, Answer(1, new StatedValue(Edtf: "2021")), Answer(2, new StatedValue(Edtf: "2020-07-12", Raw: "on Sunday")), LinkType.Contradicts,
        "When did the border clashes begin? 2021 and 12 July 2020 (“on Sunday”) exclude each other.", Facet.Date);

    [Fact]
    public void Bounds_that_share_their_figure_are_told_apart() => Explains(
        Killed, Answer(1, Figure("more_than 1200000")), Answer(2, Figure("at_least 1200000.00")), LinkType.Discrepancy,
        $"{Killed.Text} More than 1,200,000 and at least 1,200,000: as lower bounds both can hold, but only one of them includes 1,200,000.");

    [Fact]
    public void The_ranges_that_about_is_read_as_are_named() => Explains(
        Killed, Answer(1, Figure("about 200", "nearly 200")), Answer(2, Figure("about 230")), LinkType.Discrepancy,
        $"{Killed.Text} About 200 (“nearly 200”) and about 230: both can hold, but neither figure lies within the range of the other; "
        + "about 200 is read as 180 to 220 (±10 %), and about 230 is read as 207 to 253 (±10 %).");

    [Fact]
    public void Dates_are_readable() => Explains(
        Begun, Answer(1, new StatedValue(Edtf: "2019~")), Answer(2, new StatedValue(Edtf: "2020-06/..")), LinkType.Discrepancy,
        "When did the border clashes begin? About 2019 and from June 2020 on: they have no day in common, but a date that is marked as approximate or uncertain leaves room.", Facet.Date);

    [Fact]
    public void What_is_hedged_everywhere_differs_and_no_more()
    {
        var hedged = Answer(1, Figure("exact 16"), isHedged: true);
        Explains(Killed, hedged, Answer(2, Figure("exact 18")), LinkType.Discrepancy, $"{Killed.Text} Exactly 16 and exactly 18 exclude each other. But the first is hedged in every report.");
        Explains(
            Killed, hedged, Answer(2, Figure("about 30"), isHedged: true), LinkType.Discrepancy,
            $"{Killed.Text} Exactly 16 and about 30 exclude each other: about 30 is read as 27 to 33 (±10 %). But both are hedged in every report.");
        Explains(
            Needed, Answer(1, new StatedValue(Yes: true)), Answer(2, new StatedValue(Yes: false), isHedged: true), LinkType.Discrepancy,
            $"{Needed.Text} Yes and no are rival positions. But the second is hedged in every report.", Facet.Position);
    }

    [Fact]
    public void A_fact_and_a_position_disagree() => Explains(
        Sent, Answer(1, new StatedValue(Yes: true)), Answer(2, new StatedValue(Yes: false), ClaimKind.Position), LinkType.Disagrees,
        $"{Sent.Text} Yes and no are opposed, but the second is a position, which is neither true nor false.", Facet.Position);

    [Fact]
    public void The_later_word_of_the_same_claimant_updates_the_earlier()
    {
        var then = Answer(2, Figure("at_least 16"));
        then = then with { Standing = then.Standing with { ClaimantId = 7, SaidFrom = Day("2020-07-12"), SaidTo = Day("2020-07-14") } };
        var now = Answer(1, Figure("exact 15", "15 dead"), isHedged: true);
        now = now with { Standing = now.Standing with { ClaimantId = 7, SaidFrom = Day("2020-07-16"), SaidTo = Day("2020-07-16") } };

        Assert.Equal(
            new Finding(
                LinkType.Updates, null, From: 1, To: 2,
                $"{Killed.Text} The same claimant says later (16 July 2020): “15 dead”. Before (12 July 2020 to 14 July 2020): at least 16."),
            Rivalry.Between(Killed, then, now));
    }

    [Fact]
    public void A_later_word_that_fits_the_earlier_one_updates_nothing()
    {
        var then = Answer(2, Figure("at_least 16"));
        then = then with { Standing = then.Standing with { ClaimantId = 7, SaidTo = Day("2020-07-14") } };
        var now = Answer(1, Figure("exact 18"));
        now = now with { Standing = now.Standing with { ClaimantId = 7, SaidFrom = Day("2020-07-16") } };

        Assert.Null(Rivalry.Between(Killed, then, now));
    }

    [Theory]
    [InlineData("2020-07-12", "2020-07-14", "2020-07-14", "2020-07-16")]
    [InlineData("2020-07-12", null, "2020-07-14", "2020-07-16")]
    [InlineData(null, null, null, null)]
    [InlineData("2020-07-12", "2020-07-14", null, "2020-07-16")]
    public void A_claimant_whose_words_may_be_of_one_day_contradicts_itself(string? from, string? to, string? otherFrom, string? otherTo)
    {
        var one = Answer(1, Figure("exact 16"));
        one = one with { Standing = one.Standing with { ClaimantId = 7, SaidFrom = Day(from), SaidTo = Day(to) } };
        var other = Answer(2, Figure("exact 18"));
        other = other with { Standing = other.Standing with { ClaimantId = 7, SaidFrom = Day(otherFrom), SaidTo = Day(otherTo) } };

        Explains(Killed, one, other, LinkType.Contradicts, $"{Killed.Text} Exactly 16 and exactly 18 exclude each other. The same claimant says both.");
    }

    [Fact]
    public void An_unnamed_claimant_is_never_compared_with_itself()
    {
        var one = Answer(1, Figure("exact 16"));
        var other = Answer(2, Figure("exact 18"));
        one = one with { Standing = one.Standing with { IsNamed = false } };
        other = other with { Standing = other.Standing with { IsNamed = false } };

        Assert.NotNull(Rivalry.Between(Killed, one, other));
        Assert.Null(Rivalry.Between(Killed, one, other with { Standing = other.Standing with { ClaimantId = one.Standing.ClaimantId } }));
    }

    [Theory]
    [InlineData("2016-04-01", "2016-04-30", "2020-07-01", "2020-07-31", false)]
    [InlineData("2020-07-01", "2020-07-31", "2020-07-31", null, true)]
    [InlineData("2020-07-01", "2020-07-31", null, "2020-06-30", false)]
    [InlineData("2020-07-01", "2020-07-31", null, null, true)]
    [InlineData("2020-07-01", null, null, "2020-06-30", false)]
    public void Claims_about_times_that_do_not_meet_are_not_compared(string? from, string? to, string? otherFrom, string? otherTo, bool areCompared)
    {
        var one = Answer(1, Figure("exact 16"));
        var other = Answer(2, Figure("exact 18"));
        one = one with { Standing = one.Standing with { PeriodFrom = Day(from), PeriodTo = Day(to) } };
        other = other with { Standing = other.Standing with { PeriodFrom = Day(otherFrom), PeriodTo = Day(otherTo) } };

        Assert.Equal(areCompared, Rivalry.Between(Killed, one, other) is not null);
    }

    [Theory]
    [InlineData("person", "soldier", false)]
    [InlineData("person", "Person", true)]
    [InlineData("person", null, true)]
    [InlineData(null, null, true)]
    public void Figures_in_other_units_are_not_compared(string? unit, string? other, bool areCompared) => Assert.Equal(
        areCompared,
        Rivalry.Between(Killed, Answer(1, Figure("exact 16") with { Unit = unit }), Answer(2, Figure("exact 18") with { Unit = other })) is not null);

    [Fact]
    public void The_largest_figures_can_be_about_something()
    {
        var largest = decimal.MaxValue.ToString(CultureInfo.InvariantCulture);

        Assert.Null(Rivalry.Between(Killed, Answer(1, Figure($"about {largest}")), Answer(2, Figure($"exact {largest}"))));
        Assert.NotNull(Rivalry.Between(Killed, Answer(1, Figure($"about -{largest}")), Answer(2, Figure("exact 1"))));
    }

    [Fact]
    public void A_claim_is_not_its_own_rival() => Assert.Null(Rivalry.Between(Killed, Answer(1, Figure("exact 16")), Answer(1, Figure("exact 18"))));

    [Theory]
    [InlineData("exact 16", "exact 16.00", true)]
    [InlineData("exact 16", "about 16", false)]
    [InlineData("at_least 16", "more_than 16", false)]
    [InlineData("between 10 20", "between 10.0 20.0", true)]
    [InlineData("between 10 20", "between 10 21", false)]
    public void Figures_say_the_same_if_they_are_meant_alike(string figure, string other, bool areSame) =>
        Assert.Equal(areSame, Rivalry.Says(Figure(figure, "some words") with { Unit = "ton" }) == Rivalry.Says(Figure(other)));

    [Fact]
    public void Words_dates_places_and_choices_say_the_same_if_their_meaning_is_one()
    {
        Assert.Equal(Rivalry.Says(Figure("vague", "Dozens")), Rivalry.Says(Figure("vague", "dozens")));
        Assert.NotEqual(Rivalry.Says(Figure("vague", "dozens")), Rivalry.Says(Figure("vague", "hundreds")));
        Assert.NotEqual(Rivalry.Says(Figure("vague", "16")), Rivalry.Says(Figure("exact 16")));
        Assert.Equal(Rivalry.Says(new StatedValue(Edtf: "2020-07")), Rivalry.Says(new StatedValue(Edtf: "2020-07-01/2020-07-31", Raw: "all July")));
        Assert.NotEqual(Rivalry.Says(new StatedValue(Edtf: "2020")), Rivalry.Says(new StatedValue(Edtf: "2020~")));
        Assert.NotEqual(Rivalry.Says(new StatedValue(Edtf: "XXXX-07")), Rivalry.Says(new StatedValue(Edtf: "XXXX-06")));
        Assert.Equal(Rivalry.Says(new StatedValue(Text: "Ağdam,Azerbaycan")), Rivalry.Says(new StatedValue(Text: "Agdam, Azerbaycan")));
        Assert.NotEqual(Rivalry.Says(new StatedValue(Yes: true)), Rivalry.Says(new StatedValue(Yes: false)));
    }

    private static void Explains(AskedQuestion question, RivalAnswer a, RivalAnswer b, LinkType? type, string explanation, Facet facet = Facet.Quantity)
    {
        var found = Rivalry.Between(question, a, b);
        Assert.Equal(type is null ? null : new Finding(type.Value, facet, 1, 2, explanation), found);
    }

    /// <summary>An answer of a claim whose claimant nobody else is.</summary>
    private static RivalAnswer Answer(long claimId, StatedValue value, ClaimKind kind = ClaimKind.Fact, bool isHedged = false) =>
        new(100 - claimId, claimId, new Standing(value, kind, ClaimantId: 50 + claimId, IsNamed: true, isHedged));

    /// <summary>A figure as its qualifier and its numbers: "between 10 20", "vague".</summary>
    private static StatedValue Figure(string text, string? raw = null)
    {
        var parts = text.Split(' ');
        return new StatedValue(Names.Parse<QuantityQualifier>(parts[0]), Number(1), Number(2), Raw: raw);

        decimal? Number(int index) => index < parts.Length ? decimal.Parse(parts[index], CultureInfo.InvariantCulture) : null;
    }

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture);

    private static string? Name(Finding? found) => found is null ? null : Names.Of(found.Type);
}
