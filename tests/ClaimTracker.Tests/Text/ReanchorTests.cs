using ClaimTracker.Text;

namespace ClaimTracker.Tests.Text;

public sealed class ReanchorTests
{
    [Fact]
    public void Words_that_stand_where_they_stood_are_exact() =>
        AssertPlace(QuoteAnchor.Exact, 4, new SourceText("the war is over").Reanchor("war", "the ", " goes on", 4));

    [Fact]
    public void Words_that_stand_in_one_other_place_have_shifted() =>
        AssertPlace(QuoteAnchor.Shifted, 20, new SourceText("Correction added. A war is over").Reanchor("war", "the ", " is over", 4));

    [Fact]
    public void Words_that_were_set_anew_are_the_same_words()
    {
        var reanchored = new SourceText("he said “no”").Reanchor("\"no\"", "he said ", "", 8);

        Assert.Equal("“no”", reanchored.Place?.Exact);
        Assert.Equal(QuoteAnchor.Exact, reanchored.Anchor);
    }

    [Fact]
    public void Among_several_places_the_context_decides() =>
        AssertPlace(QuoteAnchor.Shifted, 15, new SourceText("hot war, cold  war ends").Reanchor("war", "cold ", " ends", 5));

    [Fact]
    public void A_place_at_the_old_start_in_another_context_is_not_taken_for_the_quotation() =>
        AssertPlace(QuoteAnchor.Shifted, 13, new SourceText("hot war cold war ends").Reanchor("war", "cold ", " ends", 4));

    [Fact]
    public void Places_that_the_context_does_not_tell_apart_are_ambiguous()
    {
        var source = new SourceText("x: a war ends, a war ends,");

        Assert.Equal(new Reanchored(QuoteAnchor.Ambiguous, null), source.Reanchor("war", "a ", " ends,", 2));
        Assert.Equal(new Reanchored(QuoteAnchor.Ambiguous, null), source.Reanchor("war", "the ", " ends,", 5));
        AssertPlace(QuoteAnchor.Exact, 17, source.Reanchor("war", "a ", " ends,", 17));
    }

    [Fact]
    public void Words_that_are_gone_are_orphaned() =>
        Assert.Equal(new Reanchored(QuoteAnchor.Orphaned, null), new SourceText("the peace").Reanchor("war", "the ", "", 4));

    private static void AssertPlace(QuoteAnchor anchor, int start, Reanchored reanchored)
    {
        Assert.Equal(anchor, reanchored.Anchor);
        Assert.Equal((start, start + 3), (reanchored.Place?.Start, reanchored.Place?.End));
    }
}
