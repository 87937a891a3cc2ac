using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Questions;

/// <summary>How to show the graph of a dispute.</summary>
public sealed record DisputeGraphView
{
    /// <summary>What to write it in. It goes before the header Accept, which chooses where it is not given.</summary>
    public GraphFormat? Format { get; init; }
}

internal sealed record GetDisputeGraph(long Id) : IQuery<Graph>, IHeavyQuery;

internal static class GetDisputeGraphEndpoint
{
    /// <summary>Read the graph of a dispute</summary>
    /// <remarks>
    /// The claims that answer the question, a column for each value, and how they stand to one another: as data, as Graphviz DOT, as a Mermaid flowchart, or as
    /// a picture (SVG) that is light or dark with its reader. It has at most 60 claims, of each value the earliest ones, and at most 200 links; `cut` and
    /// `omitted`, and a sentence in every other format, say when something was left out.
    /// </remarks>
    /// <param name="id">The question's id.</param>
    public static async Task<GraphAnswer> Get(long id, Query<DisputeGraphView> view, ISender sender, CancellationToken cancellation) =>
        new(await sender.Send(new GetDisputeGraph(id), cancellation), view.Value.Format);
}

internal sealed class GetDisputeGraphHandler(Database database) : QueryHandler<GetDisputeGraph, Graph>(database)
{
    private const string ClaimsOf = "SELECT id, claim_id FROM answer WHERE id IN (SELECT value FROM json_each(@ids))";

    private const string LinksOf = """
        SELECT DISTINCT link_id
        FROM answer_conflict
        WHERE question_id = @Id AND answer_id IN (SELECT value FROM json_each(@ids)) AND other_id IN (SELECT value FROM json_each(@ids))
        """;

    private static readonly LinkState[] Counting = [LinkState.Confirmed, LinkState.Resolved];

    protected override Graph Handle(GetDisputeGraph query, Sql sql)
    {
        var question = DisputeBoard.Disputed(sql, query.Id);
        var rivals = new Rivals(sql, question);

        // One of each value, then a second one of each: so that no value crowds out its rivals.
        var shown = rivals.Groups
            .SelectMany((group, column) => group.Ids.Take(Limits.GraphNodes).Select((id, row) => (Id: id, group.Text, Column: column, Row: row)))
            .OrderBy(answer => answer.Row).ThenBy(answer => answer.Column)
            .Take(Limits.GraphNodes)
            .OrderBy(answer => answer.Column).ThenBy(answer => answer.Row)
            .ToList();
        var ids = Json.Write(shown.Select(answer => answer.Id).ToArray());
        var claims = sql.Query<Row>(ClaimsOf, new { ids }).ToDictionary(row => row.Id, row => row.ClaimId);
        var order = shown.ConvertAll(answer => claims[answer.Id]);
        var nodes = GraphNode.Of(sql, order).Zip(shown, (node, answer) => node with { Value = answer.Text, Group = answer.Text }).ToList();
        var links = sql.Query<long>(LinksOf, new { query.Id, ids }).ToHashSet();
        var edges = GraphEdge.Between(sql, order, Counting)
            .Where(edge => links.Contains(edge.Id))
            .OrderByDescending(edge => edge.Type == Claims.LinkType.Contradicts)
            .ThenByDescending(edge => edge.Id)
            .ToList();
        return Graph.Of(
            question.Text, null, nodes, [.. edges.Take(Limits.GraphEdges)], (int)rivals.AnswerCount - shown.Count, Math.Max(0, edges.Count - Limits.GraphEdges), isAtLeast: false);
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long ClaimId { get; init; }
    }
}
