using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Articles;

/// <summary>An article to record. Each member may be left out, as long as something tells what it is.</summary>
/// <param name="Ref">The caller's own key, unique among articles: a CMS id, "a4".</param>
/// <param name="Headline">The headline.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Authors">Who wrote it, in the order of the byline.</param>
/// <param name="Url">Its address. One page is one article: the address counts without tracking parameters.</param>
/// <param name="Published">When it was published.</param>
/// <param name="Language">Its language, a BCP 47 tag.</param>
/// <param name="CapturedAt">When it was captured.</param>
/// <param name="ArchivedUrl">Where an archived copy stands.</param>
/// <param name="Text">The full text as captured. It becomes the first snapshot; quotations are checked against it.</param>
public sealed record RecordArticle(
    [property: Ref] string? Ref = null,
    [property: Line(Limits.Headline)] string? Headline = null,
    Party? Publisher = null,
    [property: Items(Limits.Authors)] IReadOnlyList<Party>? Authors = null,
    [property: Address] string? Url = null,
    GivenDate? Published = null,
    [property: Language] string? Language = null,
    DateTimeOffset? CapturedAt = null,
    [property: Address] string? ArchivedUrl = null,
    [property: Prose(Limits.ArticleText)] string? Text = null) : ICommand<Recorded<Article>>, IHasRules
{
    internal ArticleContent Content => new(Ref, Headline, Publisher, Authors ?? [], Url, Published, Language, CapturedAt, ArchivedUrl);

    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (Ref is null && Headline is null && Url is null && Text is null)
        {
            yield return Fault.At(pointer, "nothing_to_know_it_by", "An article needs a ref, a headline, an address or a text: something to know it by.");
        }
    }
}

internal static class RecordArticleEndpoint
{
    /// <summary>Record an article</summary>
    /// <remarks>
    /// The same ref, the same address, or the same publisher and text is the same article: with the same content it answers 200 and changes nothing;
    /// with other content it is refused with 409 and says which fields differ. Amend a field by PATCH; add or renew the text with a snapshot.
    /// </remarks>
    /// <param name="article">The article to record.</param>
    public static async Task<RecordedAnswer<Article>> Post(Body<RecordArticle> article, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(article.Value, cancellation));
}

internal sealed class RecordArticleHandler(Database database, Caller caller) : CommandHandler<RecordArticle, Recorded<Article>>(database, caller)
{
    private const string Same = """
        SELECT id FROM article WHERE ref = @Ref
        UNION ALL
        SELECT id FROM article WHERE canonical_url = @canonicalUrl
        UNION ALL
        SELECT article.id
        FROM snapshot
        JOIN article ON article.id = snapshot.article_id
        JOIN claimant ON claimant.id = article.publisher_id
        WHERE snapshot.sha256 = @sha256
          AND claimant.stands_for IN
            (SELECT stands_for FROM claimant WHERE id = @publisherId OR ref = @publisherRef OR folded = @publisherName
             UNION SELECT named.stands_for FROM claimant_alias JOIN claimant AS named ON named.id = claimant_id WHERE claimant_alias.folded = @publisherName)
        LIMIT 1
        """;

    protected override Recorded<Article> Handle(RecordArticle command, WriteTransaction tx)
    {
        var found = tx.Sql.First<long?>(Same, new
        {
            command.Ref,
            canonicalUrl = ArticleRow.Canonical(command.Url),
            sha256 = command.Text is null ? null : Snapshot.HashOf(command.Text),
            publisherId = command.Publisher?.Id,
            publisherRef = command.Publisher?.Ref,
            publisherName = command.Publisher?.Name is { } name ? Folding.Fold(name) : null,
        });
        if (found is { } known)
        {
            return new Recorded<Article>(Unchanged(command, Article.Get(tx.Sql, known), tx), IsNew: false);
        }

        var id = ArticleRow.Insert(tx, command.Content);
        if (command.Text is not null)
        {
            Snapshot.Keep(tx, id, command.Text, note: null, command.CapturedAt, isFirst: true);
        }

        var article = Article.Get(tx.Sql, id);
        tx.Raise("article.recorded", "article", id, article.Revision, article.Whole());
        return new Recorded<Article>(article.Mark(tx.AddedClaimants), IsNew: true);
    }

    /// <summary>The article on record, if the request says the same of it.</summary>
    private static Article Unchanged(RecordArticle command, Article existing, WriteTransaction tx)
    {
        var faults = new List<Fault>();
        var publisher = command.Publisher is { } party ? Parties.Resolve(tx, party, existing.Id, "#/publisher", faults) : null;
        var authors = (command.Authors ?? []).Select((author, i) => Parties.Resolve(tx, author, existing.Id, $"#/authors/{i}", faults)).ToArray();
        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        Differ("ref", command.Ref, existing.Ref);
        Differ("headline", command.Headline, existing.Headline);
        Differ("publisher", publisher, existing.Publisher?.Id);
        Differ("url", ArticleRow.Canonical(command.Url), ArticleRow.Canonical(existing.Url));
        Differ("published", Json.WriteOrNull(command.Published), Json.WriteOrNull(existing.Content().Published));
        Differ("language", ArticleRow.CanonicalLanguage(command.Language), existing.Language);
        Differ("capturedAt", command.CapturedAt?.ToUnixTimeMilliseconds(), existing.CapturedAt?.ToUnixTimeMilliseconds());
        Differ("archivedUrl", command.ArchivedUrl, existing.ArchivedUrl);
        if (command.Authors is not null)
        {
            Differ("authors", string.Join(',', authors), string.Join(',', existing.Authors.Select(a => a.Id)));
        }

        if (command.Text is not null && tx.Sql.First<long?>("SELECT id FROM snapshot WHERE article_id = @Id AND sha256 = @sha256", new { existing.Id, sha256 = Snapshot.HashOf(command.Text) }) is null)
        {
            faults.Add(Fault.At("#/text", "differs", $"The article's text is added and renewed with POST /v1/articles/{existing.Id}/snapshots."));
        }

        return faults.Count == 0
            ? existing
            : throw new ProblemException(ProblemKind.Differs, "The article is on record, and not all of this stands there.") { Existing = existing.AsExisting(), Faults = faults };

        void Differ(string member, object? given, object? known)
        {
            if (given is not null && !given.Equals(known))
            {
                faults.Add(Fault.At($"#/{member}", "differs", known is null ? "On record this is not known yet. Fill it by PATCH." : "On record this is something else. Amend it by PATCH."));
            }
        }
    }
}
