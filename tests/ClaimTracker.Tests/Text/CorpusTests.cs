using System.Text.Json;
using System.Text.RegularExpressions;
using ClaimTracker.Text;

namespace ClaimTracker.Tests.Text;

public sealed partial class CorpusTests
{
    [Fact]
    public void Every_quotation_of_the_corpus_is_found_where_it_was_annotated()
    {
        var articles = Shared.Json("corpus/articles.json").EnumerateArray().ToDictionary(
            article => Text(article, "key"),
            article => new SourceText(File.ReadAllText(Shared.Path("corpus/articles/" + Text(article, "file")))));
        var claims = Shared.Json("corpus/claims.json").EnumerateArray().ToList();

        Assert.Equal(186, claims.Count);
        Assert.All(claims, claim =>
        {
            var source = articles[Text(claim, "article")];
            var (start, end) = (claim.GetProperty("start").GetInt32(), claim.GetProperty("end").GetInt32());
            var found = Assert.IsType<QuoteMatch.Found>(source.Find(new TextQuote(Text(claim, "exact"), Start: start)));
            Assert.Equal((start, end), (found.Start, found.End));
            Assert.Equal(Text(claim, "exact"), found.Exact);
            Assert.Equal(QuoteAnchor.Exact, source.Reanchor(found.Exact, found.Prefix, found.Suffix, start).Anchor);
        });
    }

    [Fact]
    public void A_corpus_quotation_with_a_word_changed_is_absent_and_its_passage_is_near()
    {
        var articles = Shared.Json("corpus/articles.json").EnumerateArray().ToDictionary(
            article => Text(article, "key"),
            article => new SourceText(File.ReadAllText(Shared.Path("corpus/articles/" + Text(article, "file")))));
        var longEnough = Shared.Json("corpus/claims.json").EnumerateArray()
            .Where(claim => Text(claim, "exact").Split(' ').Length >= 8)
            .ToList();

        Assert.All(longEnough, claim =>
        {
            var words = Text(claim, "exact").Split(' ');
            words[words.Length / 2] = "quixotically";
            var absent = Assert.IsType<QuoteMatch.Absent>(articles[Text(claim, "article")].Find(new TextQuote(string.Join(' ', words))));
            Assert.InRange(absent.Start, claim.GetProperty("start").GetInt32() - 1, claim.GetProperty("end").GetInt32());
        });
    }

    [Fact]
    public void The_selector_cases_of_the_W3C_text_quote_matcher_hold()
    {
        foreach (var (name, html, selector, expected) in Cases("samples/text-quote_match-cases.json"))
        {
            var text = Tag().Replace(html, "");
            var exact = Text(selector, "exact");
            var match = new SourceText(text).Find(new TextQuote(exact, OrNull(selector, "prefix"), OrNull(selector, "suffix")));

            // A quotation of nothing is one we refuse; the Web Annotation model lets it select a point.
            var places = exact.Length == 0 ? 0 : expected.GetArrayLength();
            switch (places)
            {
                case 0:
                    Assert.True(match is QuoteMatch.Absent or QuoteMatch.OutOfContext, name);
                    break;
                case 1:
                    Assert.True(match is QuoteMatch.Found found && found.Exact == exact, name);
                    break;
                default:
                    Assert.True(match is QuoteMatch.Several several && several.Total == places, name);
                    break;
            }

            if (places > 0 && Tag().Count(html) == 2)
            {
                var starts = match switch
                {
                    QuoteMatch.Found found => [found.Start],
                    QuoteMatch.Several several => several.Starts,
                    _ => [],
                };
                Assert.Equal(expected.EnumerateArray().Select(place => place.GetProperty("startOffset").GetInt32()), starts);
            }
        }
    }

    [Fact]
    public void The_selector_cases_of_the_W3C_text_position_matcher_hold()
    {
        foreach (var (name, html, selector, expected) in Cases("samples/text-position_match-cases.json"))
        {
            var text = Tag().Replace(html, "");
            var (start, end) = (selector.GetProperty("start").GetInt32(), selector.GetProperty("end").GetInt32());
            if (start < end)
            {
                var match = new SourceText(text).Find(new TextQuote(CodePoints.Slice(text, start, end), Start: start));
                Assert.True(match is QuoteMatch.Found found && found.Start == start && found.End == end, name);
            }

            // Only within one text node do the offsets of the DOM, in UTF-16, count from the start of the text.
            if (Tag().Count(html) == 2)
            {
                Assert.Equal(expected[0].GetProperty("startOffset").GetInt32(), CodePoints.ToUtf16Index(text, start));
                Assert.Equal(expected[0].GetProperty("endOffset").GetInt32(), CodePoints.ToUtf16Index(text, end));
            }
        }
    }

    private static IEnumerable<(string Name, string Html, JsonElement Selector, JsonElement Expected)> Cases(string file) =>
        Shared.Json(file).EnumerateObject().Select(item => (
            item.Name,
            Text(item.Value, "html"),
            item.Value.GetProperty("selector"),
            item.Value.GetProperty("expected")));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string? OrNull(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
