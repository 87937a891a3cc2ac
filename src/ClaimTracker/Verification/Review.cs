using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Verification;

/// <summary>A claim, as a review names it.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Statement">What is claimed.</param>
/// <param name="Status">What is known of its truth.</param>
public sealed record ReviewedClaim(long Id, string? Ref, string Statement, ClaimStatus Status);

/// <summary>Evidence, as a review names it.</summary>
/// <param name="Id">The evidence's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="ClaimId">The claim it is about.</param>
/// <param name="Stance">How it stands to that claim.</param>
/// <param name="Label">What readers know it by: its title, its article, what was searched for.</param>
/// <param name="State">Whether it stands.</param>
public sealed record CitedEvidence(long Id, string? Ref, long ClaimId, Stance Stance, string Label, State State);

/// <summary>What was found out about one or more claims (schema.org ClaimReview).</summary>
/// <param name="Id">The review's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="State">How far it is.</param>
/// <param name="Verdict">What it says of its claims.</param>
/// <param name="Rating">Its rating, as it was given.</param>
/// <param name="Claims">The claims it is about.</param>
/// <param name="Explanation">Why.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Language">Its language.</param>
/// <param name="Url">Where it is published for readers.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Who answers for it.</param>
/// <param name="EmbargoUntil">When everybody may read it.</param>
/// <param name="PublishedAt">Since when everybody reads it; null before, also under an embargo.</param>
/// <param name="Corrections">Public corrections, oldest first.</param>
/// <param name="Reopened">Says that it is being looked at again; null where it is not.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record Review(
    long Id,
    string? Ref,
    ReviewState State,
    Verdict Verdict,
    Rating? Rating,
    IReadOnlyList<ReviewedClaim> Claims,
    string? Explanation,
    IReadOnlyList<CitedEvidence> Evidence,
    string? Language,
    string? Url,
    string? Title,
    ClaimantReference? Author,
    DateTimeOffset? EmbargoUntil,
    DateTimeOffset? PublishedAt,
    IReadOnlyList<Correction> Corrections,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Reopening? Reopened,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IResource
{
    internal const string Select = $"""
        SELECT review.id, review.ref, review.state, review.verdict, review.rating,
          (SELECT json_group_array(json_object('id', about.id, 'ref', about.ref, 'statement', about.statement, 'status', about.status))
             FROM (SELECT * FROM claim WHERE id IN (SELECT claim_id FROM review_claim WHERE review_id = review.id) ORDER BY id) AS about) AS claims,
          review.explanation,
          (SELECT json_group_array(json_object('id', cited.id, 'ref', cited.ref, 'claimId', cited.claim_id, 'stance', cited.stance, 'label', cited.label, 'state', cited.state))
             FROM (SELECT evidence.*, iif(evidence.article_id IS NULL, coalesce(citation ->> '$.title', 'Nothing found for ' || (search ->> '$.query')), {ArticleReference.LabelSql}) AS label
                   FROM review_evidence
                   JOIN evidence ON evidence.id = review_evidence.evidence_id
                   LEFT JOIN article ON article.id = evidence.article_id
                   LEFT JOIN snapshot ON snapshot.id = article.snapshot_id
                   WHERE review_evidence.review_id = review.id ORDER BY evidence.id) AS cited) AS evidence,
          review.language, review.url, review.title,
          (SELECT {ClaimantReference.JsonSql} FROM claimant WHERE claimant.id = review.author_id) AS author,
          review.embargo_until, review.published_at, review.corrections,
          (SELECT json_object('at', opened_at, 'explanation', explanation) FROM challenge
             WHERE entity = 'review' AND entity_id = review.id AND cleared_at IS NULL AND review.state = 'published' ORDER BY id LIMIT 1) AS reopened,
          review.withdrawn_from, review.created_by, review.revision, review.created_at, review.updated_at
        FROM review
        """;

    /// <summary>
    /// The one rule of who sees a review, for every list, count and history: contributors and above all, everybody else from publication on, when its embargo
    /// is over; also after it was withdrawn.
    /// </summary>
    internal const string IsSeen = $"(@seesDrafts = 1 OR {PublicReview.Is})";

    /// <summary>The same of an <c>event</c>: one of a review is seen if the review was public then, which its content tells.</summary>
    internal const string EventIsSeen = "(@seesDrafts = 1 OR event.entity <> 'review' OR event.content ->> '$.publishedAt' IS NOT NULL)";

    string IResource.Href => $"/v1/reviews/{Id}";

    /// <summary>The state that it was withdrawn from.</summary>
    [JsonIgnore]
    internal ReviewState? WithdrawnFrom { get; private init; }

    /// <summary>Who recorded it.</summary>
    [JsonIgnore]
    internal long? CreatedBy { get; private init; }

    /// <summary>Whether everybody reads it.</summary>
    [JsonIgnore]
    internal bool IsPublic => PublishedAt is not null;

    internal static long SeesDrafts(Actor reader) => reader.Role >= Role.Contributor ? 1 : 0;

    internal static Review Get(Sql sql, long id) => Get(sql, id, Actor.Service);

    /// <summary>The review, if the reader may see it.</summary>
    internal static Review Get(Sql sql, long id, Actor reader) =>
        sql.First<Row>($"{Select} WHERE review.id = @id AND {IsSeen}", new { id, seesDrafts = SeesDrafts(reader) })?.ToReview() ?? throw ProblemException.NotFound("review", id);

    /// <summary>What can be amended, as it is now.</summary>
    internal ReviewContent Content() => new(
        Verdict,
        [.. Claims.Select(c => c.Id)],
        Rating: Rating is { } rating ? new GivenRating(rating.Value, rating.ScaleId) : null,
        Explanation: Explanation,
        EvidenceIds: [.. Evidence.Select(e => e.Id)],
        Language: Language,
        Url: Url,
        Title: Title,
        Author: Author is { } author ? new Party(Id: author.Id) : null,
        EmbargoUntil: EmbargoUntil,
        Ref: Ref);

    /// <summary>What an event keeps of it. Events without `publishedAt` are of a time at which not everybody read it.</summary>
    internal object Whole() => new { Content = Content(), Rating, State, WithdrawnFrom, PublishedAt, Corrections };

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Title ?? $"{Names.Of(State)} review", Ref);

    /// <summary>Marks the author where this request added it.</summary>
    internal Review Mark(IReadOnlySet<long> added) => this with { Author = Author is { } author ? author with { New = added.Contains(author.Id) } : null };

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string State { get; init; } = "";

        public string Verdict { get; init; } = "";

        public string? Rating { get; init; }

        public string Claims { get; init; } = "";

        public string? Explanation { get; init; }

        public string Evidence { get; init; } = "";

        public string? Language { get; init; }

        public string? Url { get; init; }

        public string? Title { get; init; }

        public string? Author { get; init; }

        public long? EmbargoUntil { get; init; }

        public long? PublishedAt { get; init; }

        public string Corrections { get; init; } = "";

        public string? Reopened { get; init; }

        public string? WithdrawnFrom { get; init; }

        public long? CreatedBy { get; init; }

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Review ToReview() => new(
            Id, Ref, Names.Parse<ReviewState>(State), Names.Parse<Verdict>(Verdict), Json.ReadOrNull<Rating>(Rating), Json.Read<ReviewedClaim[]>(Claims), Explanation,
            Json.Read<CitedEvidence[]>(Evidence), Language, Url, Title, Json.ReadOrNull<ClaimantReference>(Author), ColumnValue.Instant(EmbargoUntil),
            ColumnValue.Instant(PublishedAt), Json.Read<Correction[]>(Corrections),
            Json.ReadOrNull<StoredReopening>(Reopened) is { } reopened ? new Reopening(ColumnValue.Instant(reopened.At), reopened.Explanation) : null,
            Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt))
        {
            WithdrawnFrom = WithdrawnFrom is null ? null : Names.Parse<ReviewState>(WithdrawnFrom),
            CreatedBy = CreatedBy,
        };
    }

    private sealed record StoredReopening(long At, string Explanation);
}
