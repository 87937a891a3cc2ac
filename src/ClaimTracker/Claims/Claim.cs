using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>A discrete statement by one claimant, with every article that reports it.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Statement">What is claimed, in our words.</param>
/// <param name="Kind">What sort of statement it is.</param>
/// <param name="Status">What is known of its truth: derived, never given.</param>
/// <param name="Claimant">Who claims it.</param>
/// <param name="Said">When it was said: its first appearance's.</param>
/// <param name="Period">What time it is about.</param>
/// <param name="Quantity">The figure it states.</param>
/// <param name="Language">The language of the statement.</param>
/// <param name="Translations">The statement in other languages.</param>
/// <param name="Topics">What it is about.</param>
/// <param name="Appearances">Where it was reported, in the order of recording.</param>
/// <param name="Counts">How many contradictions stand against it, by type, and how many are suggested.</param>
/// <param name="Challenges">What has shaken its published review and was not cleared yet: it is contested while there are any.</param>
/// <param name="UpdatedBy">The later claim that takes its place.</param>
/// <param name="RetractedBy">The later claim that takes it back.</param>
/// <param name="State">Whether it stands.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="MergedInto">The claim it was merged into. What hung on it hangs on that one.</param>
/// <param name="DateFit">How it fits the dates that were asked for.</param>
/// <param name="Evidence">What speaks for or against it, newest first: with `expand=evidence`.</param>
/// <param name="Reviews">The reviews of it, newest first: with `expand=reviews`.</param>
/// <param name="Links">Its links to other claims, newest first: with `expand=links`.</param>
/// <param name="Answers">Its answers to questions, newest first: with `expand=answers`.</param>
/// <param name="History">What has happened to it, newest first: with `expand=history`.</param>
public sealed record Claim(
    long Id,
    string? Ref,
    string Statement,
    ClaimKind Kind,
    ClaimStatus Status,
    ClaimantReference Claimant,
    Dated? Said,
    Dated? Period,
    Quantity? Quantity,
    string? Language,
    IReadOnlyDictionary<string, string> Translations,
    IReadOnlyList<string> Topics,
    IReadOnlyList<Appearance> Appearances,
    LinkCounts Counts,
    IReadOnlyList<Challenge> Challenges,
    ClaimReference? UpdatedBy,
    ClaimReference? RetractedBy,
    State State,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClaimReference? MergedInto = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateFit? DateFit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Expansion? Evidence = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Expansion? Reviews = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Expansion? Links = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Expansion? Answers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Expansion? History = null) : IResource
{
    internal const string Select = $"""
        SELECT claim.id, claim.ref, claim.statement, claim.kind, claim.status, {ClaimantReference.ShownSql} AS claimant,
          claim.said, claim.said_earliest, claim.said_latest, claim.said_certain, claim.period, claim.quantity, claim.language, claim.translations,
          (SELECT json_group_array(topic) FROM (SELECT topic FROM claim_topic WHERE claim_id = claim.id ORDER BY position)) AS topics,
          (SELECT json_object(
              'contradicts', count(*) FILTER (WHERE joined.type = 'contradicts' AND joined.state = 'confirmed'),
              'disagrees', count(*) FILTER (WHERE joined.type = 'disagrees' AND joined.state = 'confirmed'),
              'discrepancy', count(*) FILTER (WHERE joined.type = 'discrepancy' AND joined.state = 'confirmed'),
              'suggested', count(*) FILTER (WHERE joined.type IN ('contradicts', 'disagrees', 'discrepancy') AND joined.state = 'suggested'))
             FROM (SELECT type, state, to_id AS other FROM link WHERE from_id = claim.id
                   UNION ALL SELECT type, state, from_id FROM link WHERE to_id = claim.id) AS joined
             JOIN claim AS other ON other.id = joined.other AND other.state = 'active') AS counts,
          {Challenge.OpenOfClaim} AS challenges,
          (SELECT json_object('id', later.id, 'ref', later.ref, 'statement', later.statement) FROM link JOIN claim AS later ON later.id = link.from_id
             WHERE link.to_id = claim.id AND link.type = 'updates' AND link.state = 'confirmed' AND later.state = 'active' ORDER BY link.id DESC LIMIT 1) AS updated_by,
          (SELECT json_object('id', later.id, 'ref', later.ref, 'statement', later.statement) FROM link JOIN claim AS later ON later.id = link.from_id
             WHERE link.to_id = claim.id AND link.type = 'retracts' AND link.state = 'confirmed' AND later.state = 'active' ORDER BY link.id DESC LIMIT 1) AS retracted_by,
          (SELECT json_object('id', kept.id, 'ref', kept.ref, 'statement', kept.statement) FROM claim AS kept WHERE kept.id = claim.merged_into) AS merged_into,
          claim.state, claim.revision, claim.created_at, claim.updated_at
        FROM claim
        JOIN claimant AS recorded ON recorded.id = claim.claimant_id
        JOIN claimant ON claimant.id = recorded.stands_for
        """;

    string IResource.Href => $"/v1/claims/{Id}";

    internal static Claim Get(Sql sql, long id)
    {
        var row = sql.First<Row>($"{Select} WHERE claim.id = @id", new { id }) ?? throw ProblemException.NotFound("claim", id);
        return row.ToClaim(Appearance.OfClaim(sql, id));
    }

    /// <summary>Reads claims with their appearances: two statements for a whole page.</summary>
    internal static IReadOnlyList<Claim> Of(Sql sql, IReadOnlyList<Row> rows)
    {
        var appearances = Appearance.OfClaims(sql, [.. rows.Select(r => r.Id)]);
        return [.. rows.Select(row => row.ToClaim([.. appearances[row.Id]]))];
    }

    /// <summary>The claim that a request names by id or ref.</summary>
    internal static long? Known(Sql sql, long? id, string? ownKey, string pointer, List<Fault> faults)
    {
        var found = Named.Find(sql, "claim", id, ownKey, pointer, faults);
        if (found is null && sql.First<long?>("SELECT id FROM claim WHERE (id = @id OR ref = @ownKey) AND state = 'merged'", new { id, ownKey }) is { } merged)
        {
            faults[^1] = faults[^1] with { Candidates = [Get(sql, ClaimMerging.StandsFor(sql, merged)).AsExisting()] };
        }

        return found;
    }

    /// <summary>What can be amended, as it is now. The claimant is left out: a patch that names one replaces it.</summary>
    internal ClaimContent Content() => new(
        Statement, Kind, Ref, Period: Period is { } period ? new GivenDate(period.Edtf, period.Basis) : null,
        Language: Language, Translations: Translations, Topics: Topics, Quantity: Quantity);

    /// <summary>What an event keeps of it.</summary>
    internal object Whole() => MergedInto is null
        ? new { Content = Content() with { ClaimantId = Claimant.StoredId }, Status, State }
        : new { Content = Content() with { ClaimantId = Claimant.StoredId }, Status, State, MergedInto = MergedInto.Id };

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Statement, Ref);

    /// <summary>Marks the claimants that this request added.</summary>
    internal Claim Mark(IReadOnlySet<long> added) => this with
    {
        Claimant = Claimant with { New = added.Contains(Claimant.Id) },
        Appearances = [.. Appearances.Select(a => a.Mark(added))],
    };

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Statement { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string Claimant { get; init; } = "";

        public string? Said { get; init; }

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }

        public long SaidCertain { get; init; }

        public string? Period { get; init; }

        public string? Quantity { get; init; }

        public string? Language { get; init; }

        public string Translations { get; init; } = "";

        public string Topics { get; init; } = "";

        public string Counts { get; init; } = "";

        public string Challenges { get; init; } = "";

        public string? UpdatedBy { get; init; }

        public string? RetractedBy { get; init; }

        public string? MergedInto { get; init; }

        public string State { get; init; } = "";

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Claim ToClaim(IReadOnlyList<Appearance> appearances) => new(
            Id, Ref, Statement, Names.Parse<ClaimKind>(Kind), Names.Parse<ClaimStatus>(Status), Json.Read<ClaimantReference>(Claimant),
            Dated.Stored(Json.ReadOrNull<GivenSaid>(Said), ColumnValue.Day(SaidEarliest), ColumnValue.Day(SaidLatest), SaidCertain == 1),
            Dated.Of(Json.ReadOrNull<GivenDate>(Period)), Json.ReadOrNull<Quantity>(Quantity), Language,
            Json.Read<SortedDictionary<string, string>>(Translations), Json.Read<string[]>(Topics), appearances, Json.Read<LinkCounts>(Counts),
            Challenge.Read(Challenges),
            Json.ReadOrNull<ClaimReference>(UpdatedBy), Json.ReadOrNull<ClaimReference>(RetractedBy),
            Names.Parse<State>(State), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt), Json.ReadOrNull<ClaimReference>(MergedInto));
    }
}
