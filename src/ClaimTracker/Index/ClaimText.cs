using System.Text;
using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Index;

/// <summary>A claim as the index has it: folded words separated by spaces, and the words of its filters.</summary>
internal sealed record ClaimText
{
    /// <summary>Stands between the texts of a column, so that no phrase reaches from one into the next.</summary>
    private const string Between = " _ ";

    /// <summary>In the answers of SQLite: between items, and between the fields of one.</summary>
    private const char Item = '\u001F';
    private const char Field = '\u001E';

    // Article and claimant are named where they stand, whatever their state: the claim says so too. A claimant goes by all names of those that are one with it.
    private const string Select = """
        SELECT claim.id, claim.statement, claim.translations, claim.state, claim.kind, claim.status, claim.language,
          claim.said_earliest, claim.said_latest, claim.period_earliest, claim.period_latest, claimant.stands_for AS claimant_id,
          (SELECT group_concat(name, char(31))
             FROM (SELECT id AS claimant_id, -1 AS position, name FROM claimant AS same WHERE same.stands_for = claimant.stands_for
                   UNION ALL
                   SELECT alias.claimant_id, alias.position, alias.name FROM claimant AS same JOIN claimant_alias AS alias ON alias.claimant_id = same.id
                   WHERE same.stands_for = claimant.stands_for
                   ORDER BY 1, 2)) AS names,
          (SELECT group_concat(topic, char(31)) FROM claim_topic WHERE claim_id = claim.id) AS topics,
          (SELECT group_concat(exact, char(31)) FROM appearance JOIN quote ON quote.appearance_id = appearance.id
             WHERE appearance.claim_id = claim.id AND appearance.state = 'active') AS quotations,
          (SELECT group_concat(article.id || char(30) || coalesce(article.publisher_id, '') || char(30) || coalesce(article.headline, ''), char(31))
             FROM appearance JOIN article ON article.id = appearance.article_id
             WHERE appearance.claim_id = claim.id AND appearance.state = 'active') AS articles,
          (SELECT group_concat(question_id, char(31)) FROM answer WHERE claim_id = claim.id AND state = 'confirmed') AS questions
        FROM json_each(@ids) AS asked
        JOIN claim ON claim.id = asked.value
        JOIN claimant ON claimant.id = claim.claimant_id
        ORDER BY claim.id
        """;

    private const string InIndex = "SELECT rowid AS id, statement, translations, quotations, claimant, headline, filters FROM claim_search WHERE rowid = @id";

    public long Id { get; init; }

    public string Statement { get; init; } = "";

    public string Translations { get; init; } = "";

    public string Quotations { get; init; } = "";

    public string Claimant { get; init; } = "";

    public string Headline { get; init; } = "";

    public string Filters { get; init; } = "";

    /// <summary>The topics on which it counts: none, unless it is active.</summary>
    public IEnumerable<string> ActiveTopics() => HasFilter(FilterTerm.State("active"))
        ? Filters.Split(' ').Where(FilterTerm.IsTopic).Select(term => FilterTerm.Read(term).Value)
        : [];

    /// <summary>Whether it has a word of the filters.</summary>
    public bool HasFilter(string term)
    {
        var filters = Filters.AsSpan();
        for (var at = filters.IndexOf(term); at >= 0; at = filters.IndexOf(term))
        {
            filters = filters[(at + term.Length)..];
            if (filters.Length == 0 || filters[0] == ' ')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes the texts of claims from the tables.</summary>
    public static IEnumerable<ClaimText> Of(Sql sql, IReadOnlyCollection<long> ids) => sql.Query<Row>(Select, new { ids = Json.Write(ids) }).Select(row => row.ToText());

    /// <summary>What the index has of a claim.</summary>
    public static ClaimText? Indexed(Sql sql, long id) => sql.First<ClaimText>(InIndex, new { id });

    private sealed class Row
    {
        public long Id { get; init; }

        public string Statement { get; init; } = "";

        public string Translations { get; init; } = "";

        public string State { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string? Language { get; init; }

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }

        public string? PeriodEarliest { get; init; }

        public string? PeriodLatest { get; init; }

        public long ClaimantId { get; init; }

        public string Names { get; init; } = "";

        public string? Topics { get; init; }

        public string? Quotations { get; init; }

        public string? Articles { get; init; }

        public string? Questions { get; init; }

        public ClaimText ToText()
        {
            var articles = Split(Articles).Distinct().Select(article => article.Split(Field, 3)).ToList();
            return new ClaimText
            {
                Id = Id,
                Statement = Folded([Statement]),
                Translations = Translations == "{}" ? "" : Folded(Json.Read<SortedDictionary<string, string>>(Translations).Values),
                Quotations = Folded(Split(Quotations)),
                Claimant = Folded(Split(Names)),
                Headline = Folded(articles.Select(article => article[2])),
                Filters = string.Join(' ', FilterTerms(articles)),
            };
        }

        private IEnumerable<string> FilterTerms(List<string[]> articles) =>
        [
            FilterTerm.State(State),
            FilterTerm.Kind(Kind),
            FilterTerm.Status(Status),
            .. Language is null ? Array.Empty<string>() : [FilterTerm.Language(Language)],
            FilterTerm.Claimant(ClaimantId),
            .. articles.Select(article => FilterTerm.Article(Number(article[0]))),
            .. articles.Where(article => article[1].Length > 0).Select(article => FilterTerm.Publisher(Number(article[1]))).Distinct(),
            .. Split(Questions).Select(question => FilterTerm.Question(Number(question))),
            .. Split(Topics).Select(FilterTerm.Topic),
            .. FilterTerm.Years("said", SaidEarliest, SaidLatest),
            .. FilterTerm.Years("period", PeriodEarliest, PeriodLatest),
            FilterTerm.Block(FilterTerm.BlockOf(Id)),
        ];

        private static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

        private static string[] Split(string? items) => string.IsNullOrEmpty(items) ? [] : items.Split(Item);

        private static string Folded(IEnumerable<string> texts)
        {
            var folded = new StringBuilder();
            foreach (var text in texts)
            {
                var begin = folded.Length;
                foreach (var word in Words.Of(text))
                {
                    folded.Append(folded.Length == begin ? begin == 0 ? "" : Between : " ").Append(word.Folded);
                }
            }

            return folded.ToString();
        }
    }
}
