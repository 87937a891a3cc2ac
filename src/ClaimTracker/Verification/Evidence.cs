using System.Text.Json.Serialization;
using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Verification;

/// <summary>Passages of an article on record, as the article has them.</summary>
/// <param name="Article">The article.</param>
/// <param name="SnapshotId">The text they were verified in; null where nothing was.</param>
/// <param name="Anchor">How they stand on the newest text: the worst of them.</param>
/// <param name="Quotes">The passages.</param>
public sealed record EvidenceSource(ArticleReference Article, long? SnapshotId, Anchor Anchor, IReadOnlyList<Quote> Quotes);

/// <summary>What speaks for or against a claim.</summary>
/// <param name="Id">The evidence's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Kind">What it rests on.</param>
/// <param name="Stance">How it stands to the claim.</param>
/// <param name="Tier">How near the source is to what it is about.</param>
/// <param name="Source">Passages of an article on record.</param>
/// <param name="Citation">A document that is not on record.</param>
/// <param name="Search">A search that found nothing.</param>
/// <param name="IndependenceGroup">Evidence that goes back to one origin has one name here.</param>
/// <param name="Note">What it shows, and how far.</param>
/// <param name="State">Whether it stands.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record Evidence(
    long Id,
    string? Ref,
    ClaimReference Claim,
    EvidenceKind Kind,
    Stance Stance,
    Tier? Tier,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EvidenceSource? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Citation? Citation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EmptySearch? Search,
    string? IndependenceGroup,
    string? Note,
    State State,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IResource
{
    internal const string Select = $"""
        SELECT evidence.id, evidence.ref, evidence.claim_id, claim.ref AS claim_ref, claim.statement, evidence.stance, evidence.tier,
          evidence.article_id, article.ref AS article_ref, {ArticleReference.LabelSql} AS article_label, evidence.anchor,
          (SELECT max(snapshot_id) FROM evidence_quote WHERE evidence_id = evidence.id) AS snapshot_id,
          (SELECT json_group_array(json_object('exact', exact, 'prefix', prefix, 'suffix', suffix, 'start', start, 'end', "end", 'anchor', anchor,
              'now', iif(anchor = 'shifted', json_object('start', now_start, 'end', now_end), NULL)))
             FROM (SELECT * FROM evidence_quote WHERE evidence_id = evidence.id ORDER BY position)) AS quotes,
          evidence.citation, evidence.search, evidence.independence_group, evidence.note,
          evidence.state, evidence.revision, evidence.created_at, evidence.updated_at
        FROM evidence
        JOIN claim ON claim.id = evidence.claim_id
        LEFT JOIN article ON article.id = evidence.article_id
        LEFT JOIN snapshot ON snapshot.id = article.snapshot_id
        """;

    string IResource.Href => $"/v1/evidence/{Id}";

    internal static Evidence Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE evidence.id = @id", new { id })?.ToEvidence() ?? throw ProblemException.NotFound("evidence", id);

    /// <summary>What can be amended, as it is now.</summary>
    internal EvidenceContent Content() => new(
        Stance,
        Tier,
        Source is null ? null : new GivenSource(Source.Article.Id, Quotes: [.. Source.Quotes.Select(q => new GivenQuote(q.Exact, q.Prefix, q.Suffix, q.Start))]),
        Citation,
        Search,
        IndependenceGroup,
        Note,
        Ref);

    /// <summary>What an event keeps of it.</summary>
    internal object Whole() => new { Content = Content(), Claim = Claim.Id, Source?.Anchor, Source?.Quotes, State };

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Label, Ref);

    /// <summary>What a reader knows it by.</summary>
    internal string Label => Source?.Article.Label ?? Citation?.Title ?? $"Nothing found for {Search!.Query}";

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public long ClaimId { get; init; }

        public string? ClaimRef { get; init; }

        public string Statement { get; init; } = "";

        public string Stance { get; init; } = "";

        public string? Tier { get; init; }

        public long? ArticleId { get; init; }

        public string? ArticleRef { get; init; }

        public string? ArticleLabel { get; init; }

        public string? Anchor { get; init; }

        public long? SnapshotId { get; init; }

        public string Quotes { get; init; } = "";

        public string? Citation { get; init; }

        public string? Search { get; init; }

        public string? IndependenceGroup { get; init; }

        public string? Note { get; init; }

        public string State { get; init; } = "";

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Evidence ToEvidence() => new(
            Id, Ref, new ClaimReference(ClaimId, ClaimRef, Statement),
            ArticleId is not null ? EvidenceKind.Source : Citation is not null ? EvidenceKind.Citation : EvidenceKind.Search,
            Names.Parse<Stance>(Stance), Tier is null ? null : Names.Parse<Tier>(Tier),
            ArticleId is { } article
                ? new EvidenceSource(new ArticleReference(article, ArticleRef, ArticleLabel!), SnapshotId, Names.Parse<Anchor>(Anchor!), Json.Read<Quote[]>(Quotes))
                : null,
            Json.ReadOrNull<Citation>(Citation), Json.ReadOrNull<EmptySearch>(Search), IndependenceGroup, Note,
            Names.Parse<State>(State), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt));
    }
}
