using System.Text.Json.Serialization;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Links;

/// <summary>How one claim stands to another.</summary>
/// <param name="Id">The link's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Type">How `from` stands to `to`.</param>
/// <param name="Facet">What the two differ in; null where they do not differ.</param>
/// <param name="State">What people have decided.</param>
/// <param name="Origin">Where it comes from: `human`, `import`, or the rule that computed it.</param>
/// <param name="Explanation">Why, for a reader.</param>
/// <param name="From">One claim. Of a symmetric pair, the one recorded first; of `updates` and `retracts`, the later one.</param>
/// <param name="To">The other claim.</param>
/// <param name="Decision">Who settled its state, when and why; null while it is suggested.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="QuestionId">The question that both ends answer, where their answers made the link.</param>
public sealed record Link(
    long Id,
    string? Ref,
    LinkType Type,
    Facet? Facet,
    LinkState State,
    string Origin,
    string? Explanation,
    LinkEnd From,
    LinkEnd To,
    Decision? Decision,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? QuestionId = null) : IResource
{
    internal const string Select = """
        SELECT link.id, link.ref, link.type, link.facet, link.state, link.origin, link.explanation, link.decision, link.basis, link.revision, link.created_at, link.updated_at,
          json_object('id', a.id, 'ref', a.ref, 'statement', a.statement, 'claimant',
            json_object('id', says_a.id, 'ref', says_a.ref, 'name', says_a.name, 'type', says_a.type)) AS "from",
          json_object('id', b.id, 'ref', b.ref, 'statement', b.statement, 'claimant',
            json_object('id', says_b.id, 'ref', says_b.ref, 'name', says_b.name, 'type', says_b.type)) AS "to",
          iif(link.basis IS NULL, NULL, (
            SELECT json_object('appearanceId', appearance.id, 'snapshotId', quote.snapshot_id, 'exact', quote.exact, 'start', quote.start, 'end', quote."end")
            FROM appearance JOIN quote ON quote.appearance_id = appearance.id
            WHERE appearance.claim_id = a.id AND appearance.state = 'active'
            ORDER BY instr(quote.exact, link.basis ->> '$.from.raw') > 0 DESC, appearance.id, quote.position LIMIT 1)) AS from_span,
          iif(link.basis IS NULL, NULL, (
            SELECT json_object('appearanceId', appearance.id, 'snapshotId', quote.snapshot_id, 'exact', quote.exact, 'start', quote.start, 'end', quote."end")
            FROM appearance JOIN quote ON quote.appearance_id = appearance.id
            WHERE appearance.claim_id = b.id AND appearance.state = 'active'
            ORDER BY instr(quote.exact, link.basis ->> '$.to.raw') > 0 DESC, appearance.id, quote.position LIMIT 1)) AS to_span
        FROM link
        JOIN claim AS a ON a.id = link.from_id
        JOIN claimant AS recorded_a ON recorded_a.id = a.claimant_id
        JOIN claimant AS says_a ON says_a.id = recorded_a.stands_for
        JOIN claim AS b ON b.id = link.to_id
        JOIN claimant AS recorded_b ON recorded_b.id = b.claimant_id
        JOIN claimant AS says_b ON says_b.id = recorded_b.stands_for
        """;

    string IResource.Href => $"/v1/links/{Id}";

    internal static Link Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE link.id = @id", new { id })?.ToLink() ?? throw ProblemException.NotFound("link", id);

    /// <summary>What an event keeps of it.</summary>
    internal object Whole() => new { Ref, From = From.Id, To = To.Id, Type, Facet, State, Origin, Explanation, Decision, Basis };

    private LinkBasis? Basis => From.Value is { } from && To.Value is { } to ? new LinkBasis(QuestionId, from, to) : null;

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, $"{Names.Of(Type)}: {Explanation}", Ref);

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Type { get; init; } = "";

        public string? Facet { get; init; }

        public string State { get; init; } = "";

        public string Origin { get; init; } = "";

        public string? Explanation { get; init; }

        public string? Decision { get; init; }

        public string? Basis { get; init; }

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public string From { get; init; } = "";

        public string To { get; init; } = "";

        public string? FromSpan { get; init; }

        public string? ToSpan { get; init; }

        public Link ToLink()
        {
            var basis = Json.ReadOrNull<LinkBasis>(Basis);
            return new Link(
                Id, Ref, Names.Parse<LinkType>(Type), Facet is null ? null : Names.Parse<Facet>(Facet), Names.Parse<LinkState>(State), Origin, Explanation,
                End(From, basis?.From, FromSpan), End(To, basis?.To, ToSpan), Json.ReadOrNull<Decision>(Decision), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt),
                basis?.QuestionId);
        }

        private static LinkEnd End(string claim, StatedValue? value, string? span) =>
            value is null ? Json.Read<LinkEnd>(claim) : Json.Read<LinkEnd>(claim) with { Value = value, Span = Json.ReadOrNull<LinkedSpan>(span) };
    }
}
