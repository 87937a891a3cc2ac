using System.Diagnostics;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Index;

namespace ClaimTracker.Search;

/// <summary>How far one search goes.</summary>
/// <param name="Window">So many matches are ranked together, at most 1000.</param>
/// <param name="Budget">So long it looks for them.</param>
/// <param name="FewMatches">Of a word with no more matches the whole list is walked.</param>
/// <param name="FewMerged">Of words that begin alike, no more matches are merged.</param>
/// <param name="FewRead">Where no more claims have the rarest of what is asked, what is common is seen in their texts: no list of it is walked.</param>
internal sealed record SearchBounds(int Window, TimeSpan Budget, long FewMatches = 20_000, long FewMerged = 100_000, long FewRead = 1_000)
{
    public static readonly SearchBounds Default = new(1_000, TimeSpan.FromMilliseconds(15));
}

/// <summary>Matches that are ranked together.</summary>
/// <param name="Matches">The matches, newest first.</param>
/// <param name="Below">Where older ones are looked for: this id and those below; 0 at the end.</param>
/// <param name="IsCut">Whether the search was ended for its cost.</param>
internal sealed record SearchWindow(IReadOnlyList<ClaimText> Matches, long Below, bool IsCut);

/// <summary>
/// Reads the newest matches, and stops in time whatever is looked for.
///
/// What FTS5 does is fast as long as the rarest word is rare, or matches are frequent. Two things are not, and cannot be interrupted: two common words
/// that hardly ever stand together or one after the other, where it walks both lists to the end (bounds of rowid do not stop it); and the beginning of
/// common words of four letters or more, where it merges all their lists before it answers. So where no word is rare, the search goes through the
/// record from the newest claims downwards in steps: the words of the blocks that a step covers are part of its MATCH, and their lists end where the
/// step ends. The steps grow while they cost little, and between them the clock is asked. And where the words that begin as asked are many, the index
/// is asked for their first three letters, and the rest is seen in the text.
/// </summary>
internal sealed class SearchScan
{
    /// <summary>Common is what more than one claim in so many has.</summary>
    private const int CommonShare = 8;

    /// <summary>Newest matches from which it is told how frequent a word is.</summary>
    private const int Sample = 1_000;
    private const int SampleOfPrefix = 150;
    private const int IndexedPrefix = 3;

    private const long FirstStep = 4_096;
    private static readonly long LongestStep = FilterTerm.StartOf(64);
    private static readonly TimeSpan Cheap = TimeSpan.FromMilliseconds(1.5);
    private static readonly TimeSpan Dear = TimeSpan.FromMilliseconds(4);

    private const string Columns = "claim_search.rowid AS id, claim_search.statement, claim_search.translations, quotations, claimant, headline, filters";
    private const string InTable = "CROSS JOIN claim ON claim.id = claim_search.rowid";
    private const string Frequency = "SELECT count(*) AS matches, min(rowid) AS oldest FROM (SELECT rowid FROM claim_search WHERE claim_search MATCH @match AND rowid <= @upper ORDER BY rowid DESC LIMIT @limit)";
    private const string Some = $"SELECT {Columns} FROM claim_search WHERE claim_search MATCH @match AND rowid <= @upper ORDER BY rowid DESC LIMIT @limit";

    private readonly Sql sql;
    private readonly SearchBounds bounds;
    private readonly long since = Stopwatch.GetTimestamp();
    private readonly IReadOnlyList<SearchTerm> terms;
    private readonly IReadOnlyList<IReadOnlyList<string>> filters;
    private readonly long upper;
    private readonly string match;
    private readonly string exclusion;
    private readonly string page;
    private readonly Dictionary<string, object?> values;
    private readonly bool inSteps;

    /// <summary>Prepares the search among the claims up to an id.</summary>
    public SearchScan(Sql sql, SearchBounds bounds, ClaimFilter query, IReadOnlyList<SearchTerm> terms, IReadOnlyList<IReadOnlyList<string>> filters, long upper)
    {
        (this.sql, this.bounds, this.terms, this.filters, this.upper) = (sql, bounds, terms, filters, upper);
        values = query.Values();

        // All other filters are words of the index.
        var inTable = !query.Said.IsOpen || !query.Period.IsOpen || query.Ref is not null;
        query = query with
        {
            ArticleId = null,
            ArticleRef = null,
            ClaimantId = null,
            ClaimantRef = null,
            PublisherId = null,
            PublisherRef = null,
            QuestionId = null,
            QuestionRef = null,
            Topic = null,
            Kind = null,
            Status = null,
            Language = null,
        };
        var conditions = inTable ? query.Where("claim") : "";
        page = $"""
            SELECT {Columns}
            FROM claim_search
            {(inTable ? InTable : "")}
            WHERE claim_search MATCH @match AND claim_search.rowid BETWEEN @lower AND @upper
            {conditions}
            ORDER BY claim_search.rowid DESC
            LIMIT @limit
            """;

        var parts = new List<(string Part, long Frequency)>();
        foreach (var term in terms.Where(t => !t.IsExcluded))
        {
            foreach (var word in term.Words.SkipLast(term.IsPrefix ? 1 : 0).Concat(term.OtherNames.SelectMany(name => name.Words)))
            {
                Frequencies.TryAdd(word, FrequencyOf(Quoted(word)));
            }

            parts.AddRange(PartsOf(term));
        }

        // Most claims are active: that is seen in their texts.
        foreach (var filter in filters.Where(f => f[0] != FilterTerm.State("active")))
        {
            parts.Add((OneOf(filter), filter.Sum(word => FrequencyOf(Quoted(word)))));
        }

        var rarest = parts.Min(p => p.Frequency);
        var asked = parts.Where(p => rarest > bounds.FewRead || p.Frequency == rarest || p.Frequency < upper / CommonShare).Select(p => p.Part);
        var excluded = terms.Where(t => t.IsExcluded && !t.IsPrefix && rarest > bounds.FewRead).Select(t => t.Folded).ToList();
        match = "(" + string.Join(" AND ", asked) + ")";
        exclusion = excluded.Count == 0 ? "" : " NOT " + OneOf(excluded);
        inSteps = rarest > (inTable ? bounds.FewMatches / 4 : bounds.FewMatches);
    }

    /// <summary>In how many claims each word stands, as far as the newest tell: for the ranking.</summary>
    public Dictionary<string, long> Frequencies { get; } = [];

    /// <summary>Reads a window.</summary>
    /// <param name="isTimed">Whether the budget holds: a window that was read before is read again as it was.</param>
    public SearchWindow Read(bool isTimed)
    {
        var found = new List<ClaimText>();
        var (top, step) = (upper, inSteps ? FirstStep : long.MaxValue);
        while (top > 0 && found.Count <= bounds.Window)
        {
            var started = Stopwatch.GetTimestamp();
            if (isTimed && top < upper && Stopwatch.GetElapsedTime(since, started) > bounds.Budget)
            {
                return new SearchWindow(found, top, IsCut: true);
            }

            var lower = inSteps ? Math.Max(1, top - step + 1) : 1;
            var limit = bounds.Window + 1;
            (values["match"], values["lower"], values["upper"], values["limit"]) = ((inSteps ? Confined(lower, top) : match) + exclusion, lower, top, limit);
            var rows = sql.Query<ClaimText>(page, values);
            found.AddRange(rows.Where(Matches));
            top = rows.Count == limit ? rows[^1].Id - 1 : lower - 1;

            var cost = Stopwatch.GetElapsedTime(started);
            step = !inSteps ? step
                : cost < Cheap ? Math.Min(step * 4, LongestStep)
                : cost < Dear ? Math.Min(step * 2, LongestStep)
                : Math.Max(step / 2, FirstStep / 4);
        }

        return found.Count > bounds.Window
            ? new SearchWindow(found[..bounds.Window], found[bounds.Window - 1].Id - 1, IsCut: false)
            : new SearchWindow(found, top, IsCut: false);
    }

    private static string OneOf(IEnumerable<string> words) => "(" + string.Join(" OR ", words.Select(Quoted)) + ")";

    private static string Quoted(string words) => $"\"{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private bool Matches(ClaimText text) =>
        filters.All(filter => filter.Any(text.HasFilter)) && terms.All(term => term.IsExcluded != term.IsIn(text));

    /// <summary>What is asked, within the blocks of a step. The exclusion stands outside: beside the blocks it would walk on, past their end, to the next claim that it leaves.</summary>
    private string Confined(long lower, long top)
    {
        var (first, last) = (FilterTerm.BlockOf(lower), FilterTerm.BlockOf(top));
        return "(" + OneOf(Enumerable.Range(0, (int)(last - first) + 1).Select(i => FilterTerm.Block(last - i))) + " AND " + match + ")";
    }

    /// <summary>What the index is asked for a term: itself, or what every text with it has.</summary>
    private List<(string Part, long Frequency)> PartsOf(SearchTerm term)
    {
        if (!term.IsPrefix)
        {
            return [(OneOf(term.Forms.Select(form => form.Folded)), term.Forms.Sum(form => form.Words.Min(word => Frequencies[word])))];
        }

        var start = term.Words[^1];
        var isIndexed = start.EnumerateRunes().Count() <= IndexedPrefix;
        var indexed = isIndexed ? start : string.Concat(start.EnumerateRunes().Take(IndexedPrefix));
        var beginning = Quoted(indexed) + " *";
        var frequency = FrequencyOf(beginning);
        if (!isIndexed && frequency > bounds.FewMerged)
        {
            var bare = new SearchTerm([start], IsPrefix: true, IsExcluded: false);
            var sample = new[] { upper, upper / 2 }.SelectMany(from => sql.Query<ClaimText>(Some, new { match = beginning, upper = from, limit = SampleOfPrefix })).ToList();
            var estimate = frequency * Math.Max(1, sample.Count(bare.IsIn)) / sample.Count;
            if (estimate > bounds.FewMerged)
            {
                Frequencies[term.Folded] = estimate;
                return [.. term.Words.SkipLast(1).Select(word => (Quoted(word), Frequencies[word])), (beginning, frequency)];
            }

            frequency = estimate;
        }

        Frequencies[term.Folded] = frequency;
        return [(Quoted(term.Folded) + " *", term.Words.SkipLast(1).Select(word => Frequencies[word]).Append(frequency).Min())];
    }

    /// <summary>In how many claims something stands: counted where they are few, else told from how close the newest stand together.</summary>
    private long FrequencyOf(string words)
    {
        var limit = Math.Max(Sample / 10, Sample / terms.Sum(t => t.Words.Count));
        var newest = sql.First<Newest>(Frequency, new { match = words, upper, limit })!;
        return newest.Matches < limit ? newest.Matches : Math.Max(limit, (long)((double)limit * upper / (upper - newest.Oldest + 1)));
    }

    private sealed class Newest
    {
        public long Matches { get; init; }

        public long Oldest { get; init; }
    }
}
