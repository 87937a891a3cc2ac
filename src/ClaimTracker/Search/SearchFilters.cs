using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Index;
using ClaimTracker.Text;

namespace ClaimTracker.Search;

/// <summary>The filters of a search as words of the index.</summary>
internal static class SearchFilters
{
    /// <summary>What each claim must have, one of each group; null where a filter names what is not on record, so that nothing can match.</summary>
    public static List<IReadOnlyList<string>>? Of(Sql sql, ClaimFilter query)
    {
        long?[] articles = [query.ArticleId, Id("article", query.ArticleRef)];
        long?[] claimants = [query.ClaimantId, Id("claimant", query.ClaimantRef)];
        long?[] publishers = [query.PublisherId, Id("claimant", query.PublisherRef)];
        if (articles.Concat(claimants).Concat(publishers).Any(id => id == 0))
        {
            return null;
        }

        var terms = new List<IReadOnlyList<string>>();
        terms.AddRange(articles.OfType<long>().Select(id => new[] { FilterTerm.Article(id) }));
        terms.AddRange(claimants.OfType<long>().Select(id => new[] { FilterTerm.Claimant(id) }));
        terms.AddRange(publishers.OfType<long>().Select(id => new[] { FilterTerm.Publisher(id) }));
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

        // 0 is nobody's id.
        long? Id(string table, string? ownKey) => ownKey is null ? null : sql.First<long>($"SELECT id FROM {table} WHERE ref = @ownKey", new { ownKey });
    }
}
