using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Articles;

/// <summary>What was published.</summary>
/// <param name="Id">The article's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Label">What readers know it by: its headline, else its first eight words, else its address or key.</param>
/// <param name="Headline">The headline.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Authors">Who wrote it.</param>
/// <param name="Url">Its address, as given.</param>
/// <param name="ArchivedUrl">Where an archived copy stands.</param>
/// <param name="Published">When it was published.</param>
/// <param name="Language">Its language, a BCP 47 tag.</param>
/// <param name="CapturedAt">When it was captured.</param>
/// <param name="Snapshot">The newest capture of its text; null while no text is held.</param>
/// <param name="Corrected">Whether the article carries a correction note.</param>
/// <param name="State">Whether it stands.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="DateFit">How it fits the dates that were asked for.</param>
public sealed record Article(
    long Id,
    string? Ref,
    string Label,
    string? Headline,
    ClaimantReference? Publisher,
    IReadOnlyList<ClaimantReference> Authors,
    string? Url,
    string? ArchivedUrl,
    Dated? Published,
    string? Language,
    DateTimeOffset? CapturedAt,
    SnapshotReference? Snapshot,
    bool Corrected,
    State State,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateFit? DateFit = null) : IResource
{
    internal const string Select = $"""
        SELECT article.id, article.ref, {ArticleReference.LabelSql} AS label, article.headline,
          (SELECT {ClaimantReference.ShownSql} FROM claimant AS recorded JOIN claimant ON claimant.id = recorded.stands_for
             WHERE recorded.id = article.publisher_id) AS publisher,
          (SELECT json_group_array({ClaimantReference.ShownSql})
             FROM (SELECT * FROM article_author WHERE article_id = article.id ORDER BY position) AS author
             JOIN claimant AS recorded ON recorded.id = author.claimant_id
             JOIN claimant ON claimant.id = recorded.stands_for) AS authors,
          article.url, article.archived_url, article.published, article.published_earliest, article.published_latest, article.language, article.captured_at,
          snapshot.id AS snapshot_id, snapshot.sha256, snapshot.length, snapshot.captured_at AS snapshot_captured_at,
          article.corrected, article.state, article.revision, article.created_at, article.updated_at
        FROM article
        LEFT JOIN snapshot ON snapshot.id = article.snapshot_id
        """;

    string IResource.Href => $"/v1/articles/{Id}";

    internal static Article Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE article.id = @id", new { id })?.ToArticle() ?? throw ProblemException.NotFound("article", id);

    /// <summary>The article that a request names by id or ref.</summary>
    internal static long? Known(Sql sql, long? id, string? ownKey, string pointer, List<Fault> faults) =>
        Named.Find(sql, "article", id, ownKey, pointer, faults);

    /// <summary>What can be amended, as it is now.</summary>
    internal ArticleContent Content() => new(
        Ref,
        Headline,
        Publisher is { } publisher ? new Party(Id: publisher.StoredId) : null,
        [.. Authors.Select(a => new Party(Id: a.StoredId))],
        Url,
        Published is { } date ? new GivenDate(date.Edtf, date.Basis) : null,
        Language,
        CapturedAt,
        ArchivedUrl);

    /// <summary>What an event keeps of it.</summary>
    internal object Whole() => new { Content = Content(), Snapshot = Snapshot?.Sha256, Corrected, State };

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Label, Ref);

    /// <summary>Marks the claimants that this request added.</summary>
    internal Article Mark(IReadOnlySet<long> added) => this with
    {
        Publisher = Publisher is { } publisher ? publisher with { New = added.Contains(publisher.Id) } : null,
        Authors = [.. Authors.Select(a => a with { New = added.Contains(a.Id) })],
    };

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Label { get; init; } = "";

        public string? Headline { get; init; }

        public string? Publisher { get; init; }

        public string Authors { get; init; } = "";

        public string? Url { get; init; }

        public string? ArchivedUrl { get; init; }

        public string? Published { get; init; }

        public string? PublishedEarliest { get; init; }

        public string? PublishedLatest { get; init; }

        public string? Language { get; init; }

        public long? CapturedAt { get; init; }

        public long? SnapshotId { get; init; }

        public string? Sha256 { get; init; }

        public long? Length { get; init; }

        public long? SnapshotCapturedAt { get; init; }

        public long Corrected { get; init; }

        public string State { get; init; } = "";

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Article ToArticle() => new(
            Id, Ref, Label, Headline, Json.ReadOrNull<ClaimantReference>(Publisher), Json.Read<ClaimantReference[]>(Authors), Url, ArchivedUrl,
            Dated.Of(Json.ReadOrNull<GivenDate>(Published)), Language, ColumnValue.Instant(CapturedAt),
            SnapshotId is { } snapshot ? new SnapshotReference(snapshot, Sha256!, Length!.Value, ColumnValue.Instant(SnapshotCapturedAt!.Value)) : null,
            Corrected == 1, Names.Parse<State>(State), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt));
    }
}
