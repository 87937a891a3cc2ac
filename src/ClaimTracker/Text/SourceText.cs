namespace ClaimTracker.Text;

// A quotation is verified when it is written. The claim stands on it, so a near miss is refused with the passage
// that was probably meant, and a choice between several places is left to whoever quotes: the Web Annotation model
// would take all matches (§4.2.4), but a claim was made once. What is stored is what the article says, never what
// was typed.

/// <summary>
/// The text of an article as captured, in which quotations are found. Built once, in time linear in the text;
/// every offset counts Unicode code points of the text exactly as it was given.
/// </summary>
public sealed class SourceText
{
    private const int ContextLength = 32; // as annotation clients commonly keep; more breaks with every small edit
    private const int MaxStarts = 20;

    private readonly ComparableText comparable;

    /// <summary>Prepares a text for searching.</summary>
    /// <param name="text">The text as captured: decoded UTF-8, not normalised.</param>
    public SourceText(string text)
    {
        Text = text;
        comparable = new ComparableText(text);
    }

    /// <summary>The text as captured.</summary>
    public string Text { get; }

    /// <summary>Its length in code points.</summary>
    public int Length => comparable.Length;

    /// <summary>Finds a quotation.</summary>
    /// <param name="quote">
    /// The words, and what tells several places apart. Typographic quotes, dashes, white space, line breaks, soft
    /// hyphens, invisible characters, the ellipsis and NFC or NFD make no difference; case does.
    /// </param>
    /// <returns>
    /// <see cref="QuoteMatch.Found"/> if one place is meant, else why not. A given prefix, suffix and start must
    /// hold even if the words stand in one place only.
    /// </returns>
    public QuoteMatch Find(TextQuote quote)
    {
        var sought = new ComparableText(quote.Exact);
        var words = sought.Form.Trim(' ');
        var all = comparable.Places(words).ToList();
        if (all.Count == 0)
        {
            return Absent(quote.Exact);
        }

        // White space around the words belongs to their context, and a start that was given may count it.
        var leading = sought.Form.Length - sought.Form.TrimStart(' ').Length;
        var trailing = sought.Form.Length - sought.Form.TrimEnd(' ').Length;
        var fitting = InContext(
            all,
            words.Length,
            string.IsNullOrEmpty(quote.Prefix) ? "" : quote.Prefix + new string(' ', leading),
            string.IsNullOrEmpty(quote.Suffix) ? "" : new string(' ', trailing) + quote.Suffix);
        if (fitting.Count == 0)
        {
            return new QuoteMatch.OutOfContext(Starts(all), all.Count);
        }

        if (quote.Start is { } asked)
        {
            var latest = (long)asked + sought.StartOf(leading);
            var index = fitting.FindIndex(place => comparable.StartOf(place) is var start && start >= asked && start <= latest);
            return index >= 0
                ? Found(fitting[index], words.Length)
                : new QuoteMatch.Elsewhere(asked, Starts(fitting), fitting.Count);
        }

        return fitting is [var only]
            ? Found(only, words.Length)
            : new QuoteMatch.Several(Starts(fitting), fitting.Count);
    }

    /// <summary>Finds a quotation from another capture of the same article in this one.</summary>
    /// <param name="exact">The words as stored.</param>
    /// <param name="prefix">What stood before them.</param>
    /// <param name="suffix">What stood after them.</param>
    /// <param name="start">Where they began, in code points.</param>
    /// <returns>
    /// Where the words stand now. In one place only, they are taken to be the same whatever surrounds them; in
    /// several, prefix and suffix must both hold, and single one out or hold at the stored start.
    /// </returns>
    public Reanchored Reanchor(string exact, string prefix, string suffix, int start)
    {
        var words = new ComparableText(exact).Form.Trim(' ');
        var places = comparable.Places(words).ToList();
        if (places.Count == 0)
        {
            return new Reanchored(QuoteAnchor.Orphaned, null);
        }

        if (places.Count > 1)
        {
            places = InContext(places, words.Length, prefix, suffix);
        }

        if (places.FindIndex(place => comparable.StartOf(place) == start) is var same and >= 0)
        {
            return new Reanchored(QuoteAnchor.Exact, Found(places[same], words.Length));
        }

        return places is [var only]
            ? new Reanchored(QuoteAnchor.Shifted, Found(only, words.Length))
            : new Reanchored(QuoteAnchor.Ambiguous, null);
    }

    private List<int> InContext(List<int> places, int length, string prefix, string suffix)
    {
        var before = new ComparableText(prefix).Form;
        var after = new ComparableText(suffix).Form;
        return places.FindAll(place =>
            comparable.Form.AsSpan(0, place).EndsWith(before, StringComparison.Ordinal)
            && comparable.Form.AsSpan(place + length).StartsWith(after, StringComparison.Ordinal));
    }

    private QuoteMatch.Found Found(int place, int length)
    {
        var start = comparable.StartOf(place);
        var end = comparable.EndOf(place + length - 1);
        return new QuoteMatch.Found(
            start,
            end,
            CodePoints.Slice(Text, start, end),
            CodePoints.Slice(Text, Math.Min(start, comparable.StartNotBefore(start - ContextLength)), start),
            CodePoints.Slice(Text, end, Math.Max(end, comparable.EndNotAfter(end + ContextLength))));
    }

    private QuoteMatch.Absent Absent(string exact) =>
        NearestPassage.Find(Text, exact) is var (start, end)
            ? new QuoteMatch.Absent(CodePoints.Slice(Text, start, end), start, end)
            : new QuoteMatch.Absent(null, 0, 0);

    private List<int> Starts(List<int> places) => [.. places.Take(MaxStarts).Select(comparable.StartOf)];
}
