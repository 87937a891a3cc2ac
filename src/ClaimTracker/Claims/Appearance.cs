using System.Text.Json.Serialization;
using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>One utterance of a claim, as one article reports it.</summary>
/// <param name="Id">The appearance's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Claim">The claim; left out inside that claim.</param>
/// <param name="Article">The article.</param>
/// <param name="SnapshotId">The text its quotations were verified in; null where nothing was.</param>
/// <param name="Mode">How the article brings it.</param>
/// <param name="Said">When it was said.</param>
/// <param name="Role">What the article calls the speaker.</param>
/// <param name="Hedge">How firmly it is said.</param>
/// <param name="Attribution">The relays between claimant and article, nearest the claimant first.</param>
/// <param name="Anchor">How it stands on the newest text: the worst of its quotations.</param>
/// <param name="Quotes">The passages that carry it, as the article has them.</param>
/// <param name="State">Whether it stands.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record Appearance(
    long Id,
    string? Ref,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClaimReference? Claim,
    ArticleReference Article,
    long? SnapshotId,
    AppearanceMode Mode,
    Dated? Said,
    string? Role,
    Hedge Hedge,
    IReadOnlyList<ClaimantReference> Attribution,
    Anchor Anchor,
    IReadOnlyList<Quote> Quotes,
    State State,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IResource
{
    internal const string Select = $"""
        SELECT appearance.id, appearance.ref, appearance.claim_id, claim.ref AS claim_ref, claim.statement,
          article.id AS article_id, article.ref AS article_ref, {ArticleReference.LabelSql} AS article_label,
          appearance.mode, appearance.said, appearance.said_earliest, appearance.said_latest, appearance.said_certain, appearance.role, appearance.hedge,
          (SELECT json_group_array({ClaimantReference.ShownSql})
             FROM (SELECT * FROM attribution WHERE appearance_id = appearance.id ORDER BY position) AS relay
             JOIN claimant AS recorded ON recorded.id = relay.claimant_id
             JOIN claimant ON claimant.id = recorded.stands_for) AS attribution,
          (SELECT max(snapshot_id) FROM quote WHERE appearance_id = appearance.id) AS snapshot_id,
          (SELECT json_group_array(json_object('exact', exact, 'prefix', prefix, 'suffix', suffix, 'start', start, 'end', "end", 'anchor', anchor,
              'now', iif(anchor = 'shifted', json_object('start', now_start, 'end', now_end), NULL)))
             FROM (SELECT * FROM quote WHERE appearance_id = appearance.id ORDER BY position)) AS quotes,
          appearance.anchor, appearance.state, appearance.revision, appearance.created_at, appearance.updated_at
        FROM appearance
        JOIN claim ON claim.id = appearance.claim_id
        JOIN article ON article.id = appearance.article_id
        LEFT JOIN snapshot ON snapshot.id = article.snapshot_id
        """;

    private const string ByClaim = $"{Select} WHERE appearance.claim_id = @claimId ORDER BY appearance.id";
    private const string ByIds = $"{Select} WHERE appearance.id IN (SELECT value FROM json_each(@ids)) ORDER BY appearance.id";
    private const string ByClaims = $"{Select} WHERE appearance.claim_id IN (SELECT value FROM json_each(@ids)) ORDER BY appearance.id";

    string IResource.Href => $"/v1/appearances/{Id}";

    internal static Appearance Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE appearance.id = @id", new { id })?.ToAppearance(withClaim: true) ?? throw ProblemException.NotFound("appearance", id);

    internal static IReadOnlyList<Appearance> OfClaim(Sql sql, long claimId) =>
        [.. sql.Query<Row>(ByClaim, new { claimId }).Select(row => row.ToAppearance(withClaim: false))];

    internal static ILookup<long, Appearance> OfClaims(Sql sql, long[] ids) =>
        sql.Query<Row>(ByClaims, new { ids = Json.Write(ids) }).ToLookup(row => row.ClaimId, row => row.ToAppearance(withClaim: false));

    /// <summary>Reads appearances of several claims, in the order of recording.</summary>
    internal static IEnumerable<(long ClaimId, Appearance Appearance)> All(Sql sql, long[] ids) =>
        sql.Query<Row>(ByIds, new { ids = Json.Write(ids) }).Select(row => (row.ClaimId, row.ToAppearance(withClaim: false)));

    /// <summary>What can be amended, as it is now.</summary>
    internal AppearanceContent Content() => new(
        Mode,
        Said is { } said ? new GivenSaid(said.Edtf, said.Offset, said.Basis) : null,
        Role,
        Hedge,
        [.. Attribution.Select(a => new Party(Id: a.StoredId))],
        [.. Quotes.Select(q => new GivenQuote(q.Exact, q.Prefix, q.Suffix, q.Start))],
        Ref);

    /// <summary>What an event keeps of it.</summary>
    internal object Whole(long claimId) => new { Content = Content(), Claim = claimId, Article = Article.Id, Snapshot = SnapshotId, Anchor, Quotes, State };

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Quotes.Count > 0 ? Quotes[0].Exact : $"{Names.Of(Mode)} in {Article.Label}", Ref);

    /// <summary>Marks the relays that this request added.</summary>
    internal Appearance Mark(IReadOnlySet<long> added) => this with { Attribution = [.. Attribution.Select(a => a with { New = added.Contains(a.Id) })] };

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public long ClaimId { get; init; }

        public string? ClaimRef { get; init; }

        public string Statement { get; init; } = "";

        public long ArticleId { get; init; }

        public string? ArticleRef { get; init; }

        public string ArticleLabel { get; init; } = "";

        public string Mode { get; init; } = "";

        public string? Said { get; init; }

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }

        public long SaidCertain { get; init; }

        public string? Role { get; init; }

        public string Hedge { get; init; } = "";

        public string Attribution { get; init; } = "";

        public long? SnapshotId { get; init; }

        public string Quotes { get; init; } = "";

        public string Anchor { get; init; } = "";

        public string State { get; init; } = "";

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Appearance ToAppearance(bool withClaim) => new(
            Id, Ref, withClaim ? new ClaimReference(ClaimId, ClaimRef, Statement) : null, new ArticleReference(ArticleId, ArticleRef, ArticleLabel), SnapshotId,
            Names.Parse<AppearanceMode>(Mode),
            Dated.Stored(Json.ReadOrNull<GivenSaid>(Said), ColumnValue.Day(SaidEarliest), ColumnValue.Day(SaidLatest), SaidCertain == 1),
            Role, Names.Parse<Hedge>(Hedge), Json.Read<ClaimantReference[]>(Attribution), Names.Parse<Anchor>(Anchor), Json.Read<Quote[]>(Quotes),
            Names.Parse<State>(State), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt));
    }
}
