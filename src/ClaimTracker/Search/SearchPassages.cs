using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Index;
using ClaimTracker.Text;

namespace ClaimTracker.Search;

/// <summary>Reads the claims of a page and shows where the words stand in the texts as they are on record.</summary>
internal static class SearchPassages
{
    private const string Claims = $"""
        SELECT claim.id, claim.ref, claim.statement, claim.kind, claim.status, claim.said, claim.said_earliest, claim.said_latest, claim.said_certain, claim.period,
          claim.language, claim.translations, (SELECT json_group_array(topic) FROM (SELECT topic FROM claim_topic WHERE claim_id = claim.id ORDER BY position)) AS topics,
          {ClaimantReference.ShownSql} AS claimant
        FROM claim
        JOIN claimant AS recorded ON recorded.id = claim.claimant_id
        JOIN claimant ON claimant.id = recorded.stands_for
        WHERE claim.id IN (SELECT value FROM json_each(@ids))
        """;

    private const string Quotations = """
        SELECT appearance.claim_id, quote.exact AS text, appearance.id AS appearance_id, appearance.article_id
        FROM appearance
        JOIN quote ON quote.appearance_id = appearance.id
        WHERE appearance.claim_id IN (SELECT value FROM json_each(@ids)) AND appearance.state = 'active'
        ORDER BY appearance.id, quote.position
        """;

    private const string Names = """
        WITH named (claim_id, claimant_id) AS (
          SELECT claim.id, same.id
          FROM claim
          JOIN claimant AS recorded ON recorded.id = claim.claimant_id
          JOIN claimant AS same ON same.stands_for = recorded.stands_for
          WHERE claim.id IN (SELECT value FROM json_each(@ids)))
        SELECT named.claim_id, claimant.name AS text, claimant.id AS claimant_id, -1 AS place FROM named JOIN claimant ON claimant.id = named.claimant_id
        UNION ALL
        SELECT named.claim_id, alias.name, alias.claimant_id, alias.position FROM named JOIN claimant_alias AS alias ON alias.claimant_id = named.claimant_id
        ORDER BY claimant_id, place
        """;

    private const string Headlines = """
        SELECT DISTINCT appearance.claim_id, article.headline AS text, article.id AS article_id
        FROM appearance
        JOIN article ON article.id = appearance.article_id
        WHERE appearance.claim_id IN (SELECT value FROM json_each(@ids)) AND appearance.state = 'active' AND article.headline IS NOT NULL
        ORDER BY article.id
        """;

    /// <summary>The items of a page, in its order.</summary>
    public static IReadOnlyList<SearchItem> Items(Sql sql, IReadOnlyList<ClaimText> found, IReadOnlyList<SearchTerm> terms, ClaimFilter query)
    {
        var asked = terms.Where(t => !t.IsExcluded).SelectMany(t => t.Forms).ToList();
        var claims = sql.Query<ClaimRow>(Claims, Ids(found)).ToDictionary(c => c.Id);
        var quotations = Read(Quotations, SearchField.Quotation, text => text.Quotations);
        var names = Read(Names, SearchField.Claimant, text => text.Claimant);
        var headlines = Read(Headlines, SearchField.Headline, text => text.Headline);
        return [.. found.Select(text => Item(claims[text.Id]))];

        SearchItem Item(ClaimRow row)
        {
            var claim = row.ToClaim();
            var translations = Json.Read<SortedDictionary<string, string>>(row.Translations).Select(t => new Passage(SearchField.Translation, t.Value, Language: t.Key));
            var highlights = Spans(claim.Statement, asked).ConvertAll(s => new Highlight(SearchField.Statement, s.Start, s.End));
            var passages = new List<Passage>();
            foreach (var passage in translations.Concat(quotations[row.Id]).Concat(names[row.Id]).Concat(headlines[row.Id]))
            {
                if (Spans(passage.Text, asked) is { Count: > 0 } spans)
                {
                    highlights.AddRange(spans.Select(s => new Highlight(passage.Field, s.Start, s.End, passages.Count)));
                    passages.Add(passage);
                }
            }

            return new SearchItem(claim, Json.Read<ClaimantReference>(row.Claimant), highlights, passages, query.FitOf(claim.Said, claim.Period));
        }

        // Only the texts that hold some of the words are read.
        ILookup<long, Passage> Read(string select, SearchField field, Func<ClaimText, string> column) =>
            sql.Query<TextRow>(select, Ids(found.Where(text => asked.Exists(term => term.CountIn(column(text)) > 0))))
                .ToLookup(row => row.ClaimId, row => new Passage(field, row.Text, AppearanceId: row.AppearanceId, ArticleId: row.ArticleId));
    }

    /// <summary>Where terms stand in a text, in code points, in order; what overlaps is one.</summary>
    internal static List<(int Start, int End)> Spans(string text, IReadOnlyList<SearchTerm> terms)
    {
        var words = Words.Of(text);
        var found =
            from term in terms
            from first in Enumerable.Range(0, Math.Max(0, words.Count - term.Words.Count + 1))
            where Enumerable.Range(0, term.Words.Count).All(i => Is(words[first + i].Folded, term, i))
            select (words[first].Start, words[first + term.Words.Count - 1].End);
        var spans = new List<(int Start, int End)>();
        foreach (var (start, end) in found.Order())
        {
            if (spans.Count > 0 && start < spans[^1].End)
            {
                spans[^1] = (spans[^1].Start, Math.Max(end, spans[^1].End));
            }
            else
            {
                spans.Add((start, end));
            }
        }

        return spans.ConvertAll(s => (CodePoints.Count(text[..s.Start]), CodePoints.Count(text[..s.End])));

        static bool Is(string word, SearchTerm term, int i) =>
            term.IsPrefix && i == term.Words.Count - 1 ? word.StartsWith(term.Words[i], StringComparison.Ordinal) : word == term.Words[i];
    }

    private static object Ids(IEnumerable<ClaimText> texts) => new { ids = Json.Write(texts.Select(t => t.Id).ToArray()) };

    private sealed class TextRow
    {
        public long ClaimId { get; init; }

        public string Text { get; init; } = "";

        public long? AppearanceId { get; init; }

        public long? ArticleId { get; init; }
    }

    private sealed class ClaimRow
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Statement { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string? Said { get; init; }

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }

        public long SaidCertain { get; init; }

        public string? Period { get; init; }

        public string? Language { get; init; }

        public string Translations { get; init; } = "";

        public string Topics { get; init; } = "";

        public string Claimant { get; init; } = "";

        public FoundClaim ToClaim() => new(
            Id, Ref, Statement, Data.Names.Parse<ClaimKind>(Kind), Data.Names.Parse<ClaimStatus>(Status),
            Dated.Stored(Json.ReadOrNull<GivenSaid>(Said), ColumnValue.Day(SaidEarliest), ColumnValue.Day(SaidLatest), SaidCertain == 1),
            Dated.Of(Json.ReadOrNull<GivenDate>(Period)), Language, Json.Read<string[]>(Topics));
    }
}
