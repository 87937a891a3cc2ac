using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Index;
using ClaimTracker.Text;

namespace ClaimTracker.Search;

/// <summary>The filters of a search as words of the index.</summary>
internal static class SearchFilters
{
    private const string OneWith = "SELECT id FROM claimant WHERE stands_for =";

    /// <summary>What each claim must have, one of each group; null where a filter names what is not on record, so that nothing can match.</summary>
    public static List<IReadOnlyList<string>>? Of(Sql sql, ClaimFilter query)
    {
        (string Select, object? Key, Func<long, string> Term)[] named =
        [
            ("SELECT id FROM article WHERE id = @key", query.ArticleId, FilterTerm.Article),
            ("SELECT id FROM article WHERE ref = @key", query.ArticleRef, FilterTerm.Article),
            ("SELECT stands_for FROM claimant WHERE id = @key", query.ClaimantId, FilterTerm.Claimant),
            ("SELECT stands_for FROM claimant WHERE ref = @key", query.ClaimantRef, FilterTerm.Claimant),
            ($"{OneWith} (SELECT stands_for FROM claimant WHERE id = @key)", query.PublisherId, FilterTerm.Publisher),
            ($"{OneWith} (SELECT stands_for FROM claimant WHERE ref = @key)", query.PublisherRef, FilterTerm.Publisher),
            ("SELECT id FROM question WHERE id = @key", query.QuestionId, FilterTerm.Question),
            ("SELECT id FROM question WHERE ref = @key", query.QuestionRef, FilterTerm.Question),
        ];
        var terms = new List<IReadOnlyList<string>>();
        foreach (var (select, key, term) in named.Where(n => n.Key is not null))
        {
            var ids = sql.Query<long>(select, new { key });
            if (ids.Count == 0)
            {
                return null;
            }

            terms.Add([.. ids.Select(term)]);
        }

        Add(query.Topic is { } topic ? FilterTerm.Topic(topic) : null);
        Add(query.Language is { } language && LanguageTag.TryCanonicalize(language, out var tag) ? FilterTerm.Language(tag) : null);
        Add(query.Kind is { } kind ? FilterTerm.Kind(Names.Of(kind)) : null);
        Add(query.Status is { } status ? FilterTerm.Status(Names.Of(status)) : null);
        Add(FilterTerm.State(Names.Of(query.State)));
        AddYears("said", query.Said);
        AddYears("period", query.Period);
        return terms;

        void Add(string? term)
        {
            if (term is not null)
            {
                terms.Add([term]);
            }
        }

        void AddYears(string date, DayRange days)
        {
            if (FilterTerm.Within(date, days.From, days.To) is { } years)
            {
                terms.Add(years);
            }
        }
    }
}
