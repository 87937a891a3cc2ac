using System.ComponentModel.DataAnnotations;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Links;

/// <summary>How much of the graph to show, and how.</summary>
public sealed record GraphView
{
    /// <summary>How many links away from the claim to go.</summary>
    [Range(1, Limits.GraphDepth)]
    public long Depth { get; init; } = 2;

    /// <summary>With `true`, links that are suggested and wait for a reviewer too; else those that people have confirmed, the resolved ones among them.</summary>
    public bool? Suggested { get; init; }

    /// <summary>What to write it in. It goes before the header Accept, which chooses where it is not given.</summary>
    public GraphFormat? Format { get; init; }
}

internal sealed record GetClaimGraph(long Id, long Depth, bool Suggested) : IQuery<Graph>, IHeavyQuery;

internal static class GetClaimGraphEndpoint
{
    /// <summary>Read the graph around a claim</summary>
    /// <remarks>
    /// The claims that links lead to, whichever way these point, and how they stand to one another: as data, as Graphviz DOT, as a Mermaid flowchart, or as a
    /// picture (SVG) that is light or dark with its reader. Rejected links, and claims that are withdrawn or merged, are not in it. It has at most 60 claims (the
    /// nearest first, then those that contradictions lead to, then those of the newest links) and at most 200 links; `cut` and `omitted`, and a sentence in
    /// every other format, say when something was left out.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<GraphAnswer> Get(long id, Query<GraphView> view, ISender sender, CancellationToken cancellation) =>
        new(await sender.Send(new GetClaimGraph(id, view.Value.Depth, view.Value.Suggested == true), cancellation), view.Value.Format);
}

internal sealed class GetClaimGraphHandler(Database database) : QueryHandler<GetClaimGraph, Graph>(database)
{
    /// <summary>The most links that are read of one claim, in one direction, state and type: what a claim with very many of them costs.</summary>
    private const int PerClaim = 100;

    /// <summary>The most links that are read for one step away from the start.</summary>
    private const int PerStep = 2_000;

    private const string Statement = "SELECT statement FROM claim WHERE id = @Id";

    /// <summary>
    /// The links from some claims to others, contradictions first. Each bunch (of one claim, in one direction, state and type) is read from its index, newest
    /// first, and no further than its bound: a claim with very many links costs no more than one with a few hundred.
    /// </summary>
    private const string Beyond = """
        SELECT near.value AS near_id, link.id, link.type, link.state, link.from_id, link.to_id, other.state AS other_state
        FROM json_each(@types) AS asked_type
        CROSS JOIN json_each(@claims) AS near
        CROSS JOIN json_each(@states) AS asked_state
        CROSS JOIN link
        CROSS JOIN claim AS other ON other.id = iif(link.from_id = near.value, link.to_id, link.from_id)
        WHERE link.id IN (
          SELECT id FROM (SELECT id FROM link WHERE from_id = near.value AND state = asked_state.value AND type = asked_type.value ORDER BY id DESC LIMIT @perClaim)
          UNION ALL
          SELECT id FROM (SELECT id FROM link WHERE to_id = near.value AND state = asked_state.value AND type = asked_type.value ORDER BY id DESC LIMIT @perClaim))
        LIMIT @perStep
        """;

    protected override Graph Handle(GetClaimGraph query, Sql sql)
    {
        var statement = sql.First<string>(Statement, new { query.Id }) ?? throw ProblemException.NotFound("claim", query.Id);
        LinkState[] states = query.Suggested ? [LinkState.Confirmed, LinkState.Resolved, LinkState.Suggested] : [LinkState.Confirmed, LinkState.Resolved];
        var distances = new Dictionary<long, int> { [query.Id] = 0 };
        var order = new List<long> { query.Id };
        var leading = new HashSet<long>();
        var (omitted, isAtLeast) = (0, false);
        var near = new List<long> { query.Id };
        for (var distance = 1; distance <= query.Depth && near.Count > 0 && omitted == 0; distance++)
        {
            var found = sql.Query<Step>(Beyond, new
            {
                types = Json.Write(Names.All(typeof(LinkType))),
                claims = Json.Write(near),
                states = Json.Write(states),
                perClaim = PerClaim,
                perStep = PerStep,
            });
            isAtLeast |= found.Count == PerStep || found.CountBy(step => (step.NearId, step.FromId == step.NearId, step.State, step.Type)).Any(bunch => bunch.Value == PerClaim);
            var next = found
                .Where(step => step.OtherState == "active" && !distances.ContainsKey(step.OtherId))
                .OrderByDescending(step => Names.Parse<LinkType>(step.Type).IsContradiction())
                .ThenByDescending(step => step.Id)
                .DistinctBy(step => step.OtherId)
                .ToList();
            var shown = next.Take(Limits.GraphNodes - order.Count).ToList();
            foreach (var step in shown)
            {
                distances.Add(step.OtherId, distance);
                order.Add(step.OtherId);
                leading.Add(step.Id);
            }

            near = [.. shown.Select(step => step.OtherId)];
            omitted = next.Count - shown.Count;

            // What lies beyond those that are left out, and beyond those shown last, was not looked at.
            isAtLeast |= omitted > 0 && distance < query.Depth;
        }

        var nodes = GraphNode.Of(sql, order).Select(node => node with { Distance = distances[node.Id] }).ToList();
        var edges = GraphEdge.Between(sql, order, states)
            .OrderByDescending(edge => leading.Contains(edge.Id))
            .ThenByDescending(edge => edge.Type.IsContradiction())
            .ThenByDescending(edge => edge.Id)
            .ToList();
        return Graph.Of(
            $"Claims linked to “{statement}” ({(query.Depth == 1 ? "1 step" : $"up to {query.Depth} steps")})",
            query.Id, nodes, [.. edges.Take(Limits.GraphEdges)], omitted, Math.Max(0, edges.Count - Limits.GraphEdges), isAtLeast);
    }

    private sealed class Step
    {
        public long NearId { get; init; }

        public long Id { get; init; }

        public string Type { get; init; } = "";

        public string State { get; init; } = "";

        public long FromId { get; init; }

        public long ToId { get; init; }

        public string OtherState { get; init; } = "";

        public long OtherId => FromId == NearId ? ToId : FromId;
    }
}
