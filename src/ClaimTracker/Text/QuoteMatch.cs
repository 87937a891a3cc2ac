namespace ClaimTracker.Text;

/// <summary>
/// What became of a quotation that was looked for: <see cref="Found"/>, or one of the reasons to refuse it.
/// Offsets count Unicode code points of the text; ends are exclusive.
/// </summary>
public abstract record QuoteMatch
{
    private QuoteMatch()
    {
    }

    /// <summary>The words stand in the text, in one place that is meant. All strings are the article's own characters.</summary>
    /// <param name="Start">The first code point of the quotation.</param>
    /// <param name="End">The code point after its last.</param>
    /// <param name="Exact">The quotation as the article has it.</param>
    /// <param name="Prefix">Up to 32 code points before it.</param>
    /// <param name="Suffix">Up to 32 code points after it.</param>
    public sealed record Found(int Start, int End, string Exact, string Prefix, string Suffix) : QuoteMatch;

    /// <summary>The words do not stand in the text.</summary>
    /// <param name="Nearest">The passage most like them, at most 300 code points, or null if none has half of their words.</param>
    /// <param name="Start">Where that passage begins; 0 if there is none.</param>
    /// <param name="End">Where it ends; 0 if there is none.</param>
    public sealed record Absent(string? Nearest, int Start, int End) : QuoteMatch;

    /// <summary>The words stand in several places, and nothing tells which one is meant.</summary>
    /// <param name="Starts">Where they begin: the first 20 places in order.</param>
    /// <param name="Total">How many places there are.</param>
    public sealed record Several(IReadOnlyList<int> Starts, int Total) : QuoteMatch;

    /// <summary>The words stand in the text, but not where they were said to begin.</summary>
    /// <param name="Asked">The start that was given.</param>
    /// <param name="Starts">Where they do begin: the first 20 places in order.</param>
    /// <param name="Total">How many places there are.</param>
    public sealed record Elsewhere(int Asked, IReadOnlyList<int> Starts, int Total) : QuoteMatch;

    /// <summary>The words stand in the text, but nowhere with the prefix and suffix that were given.</summary>
    /// <param name="Starts">Where they begin: the first 20 places in order.</param>
    /// <param name="Total">How many places there are.</param>
    public sealed record OutOfContext(IReadOnlyList<int> Starts, int Total) : QuoteMatch;
}
