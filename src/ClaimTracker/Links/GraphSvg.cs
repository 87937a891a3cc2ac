using System.Globalization;
using System.Text;
using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Links;

/// <summary>Draws graphs as SVG: one file without references to others, light or dark with its reader, safe to put into a page or an image element.</summary>
internal static class GraphSvg
{
    private const int MaxExplanation = 400;

    private static readonly string Style = MakeStyle();

    public static string Write(Graph graph)
    {
        var drawing = GraphLayout.Of(graph);
        var svg = new StringBuilder();
        svg.Append(Culture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"claim-graph\" role=\"img\" width=\"{drawing.Area.Width:0}\" height=\"{drawing.Area.Height:0}\" viewBox=\"0 0 {drawing.Area.Width:0} {drawing.Area.Height:0}\">\n");
        svg.Append(Culture, $"<title>{Escape(graph.Title)}</title>\n<desc>{Escape(Describe(graph))}</desc>\n<style>{Style}</style>\n");
        svg.Append("<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
        Write(svg, drawing.Title);
        Write(svg, drawing.Headings);
        drawing.Strokes.ToList().ForEach(stroke => Write(svg, stroke));
        drawing.Boxes.ToList().ForEach(box => Write(svg, box, box.Node.Id == graph.Start));
        foreach (var stroke in drawing.Strokes.Where(s => s.Label is not null))
        {
            Write(svg, stroke.Label!, $"label {Names.Of(stroke.Edge.Type)}");
        }

        drawing.Legend.ToList().ForEach(key => Write(svg, key));
        Write(svg, drawing.Notes);
        return svg.Append("</svg>\n").ToString();
    }

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private static void Write(StringBuilder svg, GraphStroke stroke)
    {
        var edge = stroke.Edge;
        var told = $"{GraphText.Of(edge)}{(edge.Facet is { } facet ? $", {GraphText.Words(facet)}" : "")}{(edge.Explanation is { } explanation ? $": {GraphText.Line(explanation, MaxExplanation)}" : "")}";
        var line = $"M{At(stroke.Curves[0].Start)}{string.Concat(stroke.Curves.Select(curve => $"C{At(curve.PullStart)} {At(curve.PullEnd)} {At(curve.End)}"))}";
        svg.Append(Culture, $"<g class=\"edge {Names.Of(edge.Type)} {Names.Of(edge.State)}\"><title>{Escape(told)}</title>{Line(edge.Type, line)}");
        if (stroke.Tip is var (point, side))
        {
            svg.Append(Culture, $"<path class=\"arrow\" d=\"M{At(point)}L{At(new(point.X + (side * 11), point.Y - 5))}L{At(new(point.X + (side * 11), point.Y + 5))}Z\"/>");
        }

        svg.Append("</g>\n");
    }

    private static void Write(StringBuilder svg, GraphBox box, bool isStart)
    {
        var area = box.Area;
        svg.Append(Culture, $"<a href=\"/v1/claims/{box.Node.Id}\"><title>{Escape($"{box.Node.Claimant.Name}: {box.Node.Statement}")}</title>");
        svg.Append(Culture, $"<rect class=\"box{(isStart ? " start" : "")}\" x=\"{area.X:0.#}\" y=\"{area.Y:0.#}\" width=\"{area.Width:0.#}\" height=\"{area.Height:0.#}\" rx=\"7\"/>\n");
        Write(svg, box.Lines);
        svg.Append("</a>\n");
    }

    private static void Write(StringBuilder svg, GraphKey key)
    {
        var (area, middle) = (key.Sample, key.Sample.Y + (key.Sample.Height / 2));
        if (key.Class == "start")
        {
            svg.Append(Culture, $"<rect class=\"box start\" x=\"{area.X + 6:0.#}\" y=\"{area.Y + 2:0.#}\" width=\"{area.Width - 12:0.#}\" height=\"{area.Height - 4:0.#}\" rx=\"3\"/>");
        }
        else
        {
            var type = Names.Parse<LinkType>(key.Class);
            var line = string.Create(Culture, $"M{area.X:0.#} {middle:0.#}H{area.Right - (type.IsSymmetric() ? 0 : 9):0.#}");
            var arrow = type.IsSymmetric() ? "" : string.Create(Culture, $"<path class=\"arrow\" d=\"M{area.Right:0.#} {middle:0.#}l-11 -5v10Z\"/>");
            svg.Append(Culture, $"<g class=\"edge {key.Class}\">{Line(type, line)}{arrow}</g>\n");
        }

        Write(svg, key.Line, "legend");
    }

    /// <summary>A line; of a double one, what lies between the two has the colour of the ground.</summary>
    private static string Line(LinkType type, string path) => $"<path d=\"{path}\"/>{(GraphInk.Of(type).IsDouble ? $"<path class=\"core\" d=\"{path}\"/>" : "")}";

    private static void Write(StringBuilder svg, IEnumerable<GraphTextLine> lines)
    {
        foreach (var line in lines)
        {
            Write(svg, line, line.Style);
        }
    }

    private static void Write(StringBuilder svg, GraphTextLine line, string style) =>
        svg.Append(Culture, $"<text class=\"{style}\" x=\"{line.Area.X:0.#}\" y=\"{line.Baseline:0.#}\">{Escape(line.Text)}</text>\n");

    /// <summary>The picture in words, for those who do not see it.</summary>
    private static string Describe(Graph graph)
    {
        var links = graph.Edges.CountBy(edge => edge.Type).OrderBy(count => count.Key).Select(count => $"{count.Value} {GraphText.Words(count.Key)}");
        var told = $"{graph.Nodes.Count} {(graph.Nodes.Count == 1 ? "claim" : "claims")}, {graph.Edges.Count} {(graph.Edges.Count == 1 ? "link" : "links")}";
        return $"{told}{(graph.Edges.Count == 0 ? "" : $": {string.Join(", ", links)}")}. {graph.Omitted?.Text}";
    }

    private static string At(GraphPoint point) => string.Create(Culture, $"{point.X:0.#} {point.Y:0.#}");

    private static string Escape(string text) => GraphText.Line(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>All rules begin with the class of the picture: within a page they touch nothing else. On paper it is light.</summary>
    private static string MakeStyle()
    {
        var style = new StringBuilder("""
            .claim-graph text{font:13px "Helvetica Neue",Arial,"Liberation Sans","Noto Sans",sans-serif}
            .claim-graph .title{font-size:16px;font-weight:bold}.claim-graph .heading{font-size:15px;font-weight:bold}
            .claim-graph .name,.claim-graph .note{font-weight:bold}.claim-graph .value{font-size:14px;font-weight:bold}
            .claim-graph .standing,.claim-graph .label{font-size:11px}.claim-graph .legend{font-size:12px}
            .claim-graph .label{paint-order:stroke;stroke-width:5px;stroke-linejoin:round}
            .claim-graph .box{stroke-width:1.2}.claim-graph .start{stroke-width:3}
            .claim-graph .edge path{fill:none}.claim-graph .edge .arrow{stroke:none}
            .claim-graph a:focus .box,.claim-graph a:hover .box{stroke-width:3}

            """);
        foreach (var type in Enum.GetValues<LinkType>())
        {
            var ink = GraphInk.Of(type);
            var (name, dash) = (Names.Of(type), ink.Dash.Length == 0 ? "" : $";stroke-dasharray:{ink.Dash}");
            style.Append(Culture, $".claim-graph .{name} path{{stroke-width:{ink.Width}{dash}}}\n");
        }

        style.Append(".claim-graph .edge .core{stroke-width:1.8}\n");
        Colours(style, "#ffffff", "#f6f8fa", "#fff8e1", "#1b1f24", "#57606a", ink => ink.Light);
        style.Append("@media screen and (prefers-color-scheme:dark){\n");
        Colours(style, "#0f1419", "#1c232b", "#332b12", "#e9edf1", "#a9b4bf", ink => ink.Dark);
        return style.Append('}').ToString();
    }

    private static void Colours(StringBuilder style, string ground, string box, string start, string text, string quiet, Func<GraphInk, string> colour)
    {
        style.Append(Culture, $".claim-graph .ground{{fill:{ground}}}.claim-graph .label,.claim-graph .edge .core{{stroke:{ground}}}.claim-graph text{{fill:{text}}}.claim-graph .standing{{fill:{quiet}}}\n");
        style.Append(Culture, $".claim-graph .box{{fill:{box};stroke:{quiet}}}.claim-graph .start{{fill:{start};stroke:{text}}}\n");
        foreach (var type in Enum.GetValues<LinkType>())
        {
            var (name, ink) = (Names.Of(type), colour(GraphInk.Of(type)));
            style.Append(Culture, $".claim-graph .{name} path{{stroke:{ink}}}.claim-graph .{name} .arrow,.claim-graph text.{name}{{fill:{ink}}}\n");
        }
    }
}
