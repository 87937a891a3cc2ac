using ClaimTracker.Index;

namespace ClaimTracker.Search;

/// <summary>
/// BM25 over the matches that are ranked together: a word counts more the rarer it is in the record, the more often it stands in the claim, and the
/// fewer other words stand there; in the statement more than in a translation or a quotation, there more than in the claimant's name, and there more
/// than in a headline. (FTS5's own bm25() walks the whole list of every word first.)
/// </summary>
internal static class SearchScore
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    /// <summary>The matches, best first; of equal ones the newest.</summary>
    /// <param name="matches">The matches.</param>
    /// <param name="terms">What was looked for.</param>
    /// <param name="frequencies">In how many claims each word stands.</param>
    /// <param name="claims">How many claims there are.</param>
    public static List<ClaimText> Sort(IReadOnlyList<ClaimText> matches, IReadOnlyList<SearchTerm> terms, Dictionary<string, long> frequencies, long claims)
    {
        var asked = terms.Where(t => !t.IsExcluded).Select(t => (Term: t, Weight: Weight(t, frequencies, claims))).ToList();
        var average = matches.Count == 0 ? 1 : matches.Average(Length);
        return [.. matches.Select(text => (Text: text, Score: Score(text))).OrderByDescending(m => m.Score).ThenByDescending(m => m.Text.Id).Select(m => m.Text)];

        double Score(ClaimText text)
        {
            var longer = K1 * (1 - B + (B * Length(text) / average));
            var score = 0.0;
            foreach (var (term, weight) in asked)
            {
                var count = (4 * term.CountIn(text.Statement)) + (3 * (term.CountIn(text.Translations) + term.CountIn(text.Quotations))) + (2 * term.CountIn(text.Claimant)) + term.CountIn(text.Headline);
                score += weight * count / (count + (4 * longer));
            }

            return score;
        }
    }

    /// <summary>A phrase is as rare as its words together.</summary>
    private static double Weight(SearchTerm term, Dictionary<string, long> frequencies, long claims)
    {
        return frequencies.TryGetValue(term.Folded, out var frequency) ? Rarity(frequency) : term.Words.Sum(word => Rarity(frequencies.GetValueOrDefault(word)));

        double Rarity(long matches) => Math.Log(1 + ((Math.Max(claims, matches) - matches + 0.5) / (matches + 0.5)));
    }

    private static double Length(ClaimText text) => 1 + text.Statement.AsSpan().Count(' ') + text.Translations.AsSpan().Count(' ') + text.Quotations.AsSpan().Count(' ');
}
