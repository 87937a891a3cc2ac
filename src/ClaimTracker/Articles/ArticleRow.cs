using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Articles;

/// <summary>Writes an article's content, with its publisher and authors, who are added where they are not on record yet.</summary>
internal static class ArticleRow
{
    private const string InsertBare = """
        INSERT INTO article (state, revision, created_at, updated_at, created_by)
        VALUES ('active', 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string UpdateContent = """
        UPDATE article
        SET ref = @Ref, headline = @Headline, publisher_id = @publisher, url = @Url, canonical_url = @canonicalUrl, archived_url = @ArchivedUrl,
          language = @language, published = @published, published_earliest = @earliest, published_latest = @latest, captured_at = @CapturedAt
        WHERE id = @id
        """;

    private const string InsertAuthor = "INSERT INTO article_author (article_id, position, claimant_id) VALUES (@id, @position, @author)";

    public static long Insert(WriteTransaction tx, ArticleContent content)
    {
        // The row comes first: an anonymous author belongs to it.
        var id = tx.Sql.First<long>(InsertBare, new { now = tx.Now, actor = tx.Actor.Id });
        Write(tx, id, content);
        return id;
    }

    /// <summary>Writes the content of an article.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="id">The article's id.</param>
    /// <param name="content">Its content.</param>
    /// <param name="current">The article as it is, for an amendment.</param>
    public static void Write(WriteTransaction tx, long id, ArticleContent content, Article? current = null)
    {
        var faults = new List<Fault>();
        var published = Dated.Of(content.Published);
        if (published?.Earliest > DateOnly.FromDateTime(tx.Now.UtcDateTime).AddDays(2))
        {
            faults.Add(Fault.At("#/published", "in_future", "The whole of this date lies in the future."));
        }

        var publisher = content.Publisher is { } party ? Parties.Resolve(tx, party, id, "#/publisher", faults, current?.Publisher is { } known ? [known] : null) : null;
        var authors = (content.Authors ?? []).Select((author, i) => Parties.Resolve(tx, author, id, $"#/authors/{i}", faults, current?.Authors)).ToList();
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        tx.Sql.Execute(UpdateContent, new
        {
            id,
            content.Ref,
            content.Headline,
            publisher,
            content.Url,
            canonicalUrl = Canonical(content.Url),
            content.ArchivedUrl,
            language = CanonicalLanguage(content.Language),
            published = Json.WriteOrNull(content.Published),
            earliest = published?.Earliest,
            latest = published?.Latest,
            content.CapturedAt,
        });
        tx.Sql.Execute("DELETE FROM article_author WHERE article_id = @id", new { id });
        for (var position = 0; position < authors.Count; position++)
        {
            tx.Sql.Execute(InsertAuthor, new { id, position, author = authors[position] });
        }
    }

    public static string? Canonical(string? url) => url is not null && WebAddress.TryParse(url, out var address) ? address.Canonical : null;

    public static string? CanonicalLanguage(string? language) => language is not null && LanguageTag.TryCanonicalize(language, out var tag) ? tag : null;
}
