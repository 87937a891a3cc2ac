using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Links;

/// <summary>A claim in a graph.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Statement">What is claimed.</param>
/// <param name="Kind">What sort of statement it is.</param>
/// <param name="Status">What is known of its truth.</param>
/// <param name="State">Whether it stands. Only the claim that the graph begins with can be withdrawn or merged.</param>
/// <param name="Claimant">Who claims it.</param>
/// <param name="Said">When it was said.</param>
/// <param name="Distance">How many links away from the claim that the graph begins with; absent where it begins with none.</param>
/// <param name="Value">What it answers, in a few words: "at least 18".</param>
/// <param name="Group">The heading of the column that it stands in.</param>
public sealed record GraphNode(
    long Id,
    string? Ref,
    string Statement,
    ClaimKind Kind,
    ClaimStatus Status,
    State State,
    ClaimantReference Claimant,
    Dated? Said,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Distance = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Group = null)
{
    private const string Select = $"""
        SELECT claim.id, claim.ref, claim.statement, claim.kind, claim.status, claim.state, {ClaimantReference.ShownSql} AS claimant,
          claim.said, claim.said_earliest, claim.said_latest, claim.said_certain
        FROM json_each(@ids) AS wanted
        JOIN claim ON claim.id = wanted.value
        JOIN claimant AS recorded ON recorded.id = claim.claimant_id
        JOIN claimant ON claimant.id = recorded.stands_for
        ORDER BY wanted.key
        """;

    /// <summary>Claims, in the order of their ids as given.</summary>
    internal static IReadOnlyList<GraphNode> Of(Sql sql, IReadOnlyList<long> ids) =>
        [.. sql.Query<Row>(Select, new { ids = Json.Write(ids) }).Select(row => row.ToNode())];

    private sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Statement { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string State { get; init; } = "";

        public string Claimant { get; init; } = "";

        public string? Said { get; init; }

        public string? SaidEarliest { get; init; }

        public string? SaidLatest { get; init; }

        public long SaidCertain { get; init; }

        public GraphNode ToNode() => new(
            Id, Ref, Statement, Names.Parse<ClaimKind>(Kind), Names.Parse<ClaimStatus>(Status), Names.Parse<State>(State), Json.Read<ClaimantReference>(Claimant),
            Dated.Stored(Json.ReadOrNull<GivenSaid>(Said), ColumnValue.Day(SaidEarliest), ColumnValue.Day(SaidLatest), SaidCertain == 1));
    }
}

/// <summary>A link in a graph.</summary>
/// <param name="Id">The link's id.</param>
/// <param name="Type">How `from` stands to `to`.</param>
/// <param name="Facet">What the two differ in; null where they do not differ.</param>
/// <param name="State">What people have decided.</param>
/// <param name="Explanation">Why, for a reader.</param>
/// <param name="From">The id of one claim.</param>
/// <param name="To">The id of the other claim.</param>
public sealed record GraphEdge(long Id, LinkType Type, Facet? Facet, LinkState State, string? Explanation, long From, long To)
{
    /// <summary>The links between pairs of claims, each pair looked up for itself: a claim with very many links to others costs nothing.</summary>
    private const string Select = """
        SELECT link.id, link.type, link.facet, link.state, link.explanation, link.from_id, link.to_id
        FROM json_each(@ids) AS a
        CROSS JOIN json_each(@ids) AS b
        CROSS JOIN link
        WHERE a.value < b.value
          AND min(link.from_id, link.to_id) = a.value
          AND max(link.from_id, link.to_id) = b.value
          AND link.state IN (SELECT value FROM json_each(@states))
        """;

    /// <summary>The links between some claims that are in one of these states.</summary>
    internal static IReadOnlyList<GraphEdge> Between(Sql sql, IReadOnlyList<long> ids, IReadOnlyList<LinkState> states) =>
        [.. sql.Query<Row>(Select, new { ids = Json.Write(ids), states = Json.Write(states) }).Select(row => row.ToEdge())];

    private sealed class Row
    {
        public long Id { get; init; }

        public string Type { get; init; } = "";

        public string? Facet { get; init; }

        public string State { get; init; } = "";

        public string? Explanation { get; init; }

        public long FromId { get; init; }

        public long ToId { get; init; }

        public GraphEdge ToEdge() => new(
            Id, Names.Parse<LinkType>(Type), Facet is null ? null : Names.Parse<Facet>(Facet), Names.Parse<LinkState>(State), Explanation, FromId, ToId);
    }
}

/// <summary>What a graph leaves out because it is bounded.</summary>
/// <param name="Claims">How many more claims are within reach.</param>
/// <param name="Links">How many more links join the claims that are shown.</param>
/// <param name="AtLeast">Whether there may be more claims than that: they were not all counted.</param>
/// <param name="Text">The same in a sentence.</param>
public sealed record GraphOmission(int Claims, int Links, bool AtLeast, string Text);

/// <summary>Claims, and how they stand to one another.</summary>
/// <param name="Title">What it is a graph of, for a heading.</param>
/// <param name="Start">The claim that it begins with; null where it begins with none.</param>
/// <param name="Nodes">The claims: at most 60, the nearest first.</param>
/// <param name="Edges">The links between them: at most 200, those that lead from claim to claim first.</param>
/// <param name="Cut">Whether something was left out because the graph is bounded.</param>
/// <param name="Omitted">What was left out; null where nothing was.</param>
public sealed record Graph(string Title, long? Start, IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges, bool Cut, GraphOmission? Omitted)
{
    /// <summary>A graph of claims and of the links between them, of which some were left out.</summary>
    internal static Graph Of(string title, long? start, IReadOnlyList<GraphNode> nodes, IReadOnlyList<GraphEdge> edges, int omittedClaims, int omittedLinks, bool isAtLeast)
    {
        var isCut = omittedClaims > 0 || omittedLinks > 0 || isAtLeast;
        return new Graph(title, start, nodes, edges, isCut, isCut ? new GraphOmission(omittedClaims, omittedLinks, isAtLeast, Omission(omittedClaims, omittedLinks, isAtLeast)) : null);
    }

    private static string Omission(int claims, int links, bool isAtLeast)
    {
        var parts = new List<string>();
        if (claims > 0 || isAtLeast)
        {
            parts.Add(claims == 0 ? "More claims" : $"{(isAtLeast ? "At least " : "")}{claims} more {(claims == 1 ? "claim" : "claims")}");
        }

        if (links > 0)
        {
            parts.Add($"{links} {(claims > 0 || isAtLeast ? "" : "more ")}{(links == 1 ? "link" : "links")} between those shown");
        }

        return $"{string.Join(" and ", parts)} {(claims + links == 1 && !isAtLeast ? "is" : "are")} not shown.";
    }
}
