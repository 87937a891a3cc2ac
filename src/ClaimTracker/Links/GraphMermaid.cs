using System.Globalization;
using System.Text;
using ClaimTracker.Claims;

namespace ClaimTracker.Links;

/// <summary>Writes graphs as flowcharts of Mermaid, which Markdown shows in many places.</summary>
internal static class GraphMermaid
{
    // Mermaid draws no text of more than 50 000 characters: 60 claims and 200 links stay below that, whatever they say.
    private const int MaxHeading = 40;
    private const int MaxStatement = 140;

    public static string Write(Graph graph)
    {
        var chart = new StringBuilder("flowchart LR\n");
        var culture = CultureInfo.InvariantCulture;
        var number = 0;
        if (graph.Start is null)
        {
            chart.Append(culture, $"  subgraph all[\"{Escape(graph.Title, MaxStatement)}\"]\n");
        }

        foreach (var group in graph.Nodes.GroupBy(n => n.Group))
        {
            if (group.Key is { } heading)
            {
                chart.Append(culture, $"  subgraph g{++number}[\"{Escape(heading, MaxHeading)}\"]\n");
            }

            foreach (var node in group)
            {
                var value = node.Value is null ? "" : $"<br/>{Escape(node.Value, MaxHeading)}";
                chart.Append(culture, $"  c{node.Id}[\"<b>{Escape(node.Claimant.Name, MaxHeading)}</b>{value}<br/>{Escape(node.Statement, MaxStatement)}<br/><i>{Escape(GraphText.Words(node.Status), MaxHeading)}</i>\"]\n");
            }

            chart.Append(group.Key is null ? "" : "  end\n");
        }

        chart.Append(graph.Start is null ? "  end\n" : "");
        foreach (var edge in graph.Edges)
        {
            chart.Append(culture, $"  c{edge.From} {Line(edge.Type)}|\"{Escape(GraphText.Of(edge), MaxHeading)}\"| c{edge.To}\n");
        }

        if (graph.Omitted is { } omitted)
        {
            chart.Append(culture, $"  omitted[\"{Escape(omitted.Text, MaxStatement)}\"]\n  style omitted stroke-dasharray: 4 4\n");
        }

        if (graph.Start is { } start)
        {
            chart.Append(culture, $"  style c{start} stroke-width: 3px\n");
        }

        foreach (var type in graph.Edges.Select((edge, i) => (edge.Type, Number: i)).GroupBy(e => e.Type, e => e.Number))
        {
            var ink = GraphInk.Of(type.Key);
            chart.Append(culture, $"  linkStyle {string.Join(',', type)} stroke:{ink.Light}{(ink.Dash.Length > 0 ? $",stroke-dasharray:{ink.Dash}" : "")}\n");
        }

        return chart.ToString();
    }

    private static string Line(LinkType type) => type == LinkType.Equivalent ? "===" : type.IsSymmetric() ? "---" : "-->";

    /// <summary>
    /// Letters, digits and blanks stand for themselves; all else that Mermaid could take for its own is an entity, `#35;`. Where that makes the text
    /// more than twice as long as it may be, it is cut shorter.
    /// </summary>
    private static string Escape(string text, int max)
    {
        var escaped = new StringBuilder();
        foreach (var c in GraphText.Line(text, max))
        {
            if (c < 0x80 && !char.IsAsciiLetterOrDigit(c) && c is not (' ' or ',' or '.'))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)c};");
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.Length <= 2 * max ? escaped.ToString() : Escape(text, max / 3);
    }
}
