using System.Globalization;
using System.Text;
using ClaimTracker.Claims;

namespace ClaimTracker.Links;

/// <summary>Writes graphs in the DOT language of Graphviz: `dot -Tpdf` draws them.</summary>
internal static class GraphDot
{
    private const int LineLength = 38;

    public static string Write(Graph graph)
    {
        var dot = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        dot.Append(culture, $"digraph claims {{\n  graph [label={Label([graph.Title, graph.Omitted?.Text ?? ""], 90)}, labelloc=t, rankdir=LR, fontname=\"Helvetica\"];\n");
        dot.Append("  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9];\n");
        foreach (var group in graph.Nodes.GroupBy(n => n.Group).Select((nodes, i) => (Nodes: nodes, Number: i)))
        {
            var indent = group.Nodes.Key is null ? "  " : "    ";
            if (group.Nodes.Key is { } heading)
            {
                dot.Append(culture, $"  subgraph cluster_{group.Number} {{\n    label={Label([heading], LineLength)};\n");
            }

            foreach (var node in group.Nodes)
            {
                var pen = node.Id == graph.Start ? ", penwidth=2.5" : "";
                dot.Append(culture, $"{indent}c{node.Id} [label={Label([node.Claimant.Name, node.Value ?? "", node.Statement, GraphText.Standing(node)], LineLength)}, URL=\"/v1/claims/{node.Id}\"{pen}];\n");
            }

            if (group.Nodes.Key is not null)
            {
                dot.Append("  }\n");
            }
        }

        foreach (var edge in graph.Edges)
        {
            var (ink, style) = Look(edge.Type);
            var line = ink.IsDouble ? $"{ink.Light}:{ink.Light}" : ink.Light;
            var direction = edge.Type.IsSymmetric() ? ", dir=none" : "";
            var tooltip = edge.Explanation is { } explanation ? $", edgetooltip={Label([explanation], int.MaxValue)}" : "";
            dot.Append(culture, $"  c{edge.From} -> c{edge.To} [label={Label([GraphText.Of(edge)], int.MaxValue)}, color=\"{line}\", fontcolor=\"{ink.Light}\", style=\"{style}\"{direction}{tooltip}];\n");
        }

        return dot.Append("}\n").ToString();
    }

    private static (GraphInk Ink, string Style) Look(LinkType type) => (GraphInk.Of(type), type switch
    {
        LinkType.Contradicts => "bold",
        LinkType.Supports or LinkType.Equivalent => "solid",
        LinkType.Discrepancy or LinkType.Qualifies => "dotted",
        _ => "dashed",
    });

    /// <summary>A quoted label. Within it Graphviz reads `\n` and its kin as breaks and fields, and `&amp;` as the beginning of an entity.</summary>
    private static string Label(IEnumerable<string> texts, int lineLength)
    {
        var lines = texts.Select(text => GraphText.Line(text)).Where(text => text.Length > 0).SelectMany(text => TextWrap.Lines(text, lineLength, static _ => 1));
        return $"\"{string.Join("\\n", lines.Select(Escape))}\"";
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("&", "&amp;", StringComparison.Ordinal);
}
