using ClaimTracker.Claims;
using ClaimTracker.Links;
using CsCheck;

namespace ClaimTracker.Tests.Links;

/// <summary>The picture as geometry: what it covers, before any browser draws it.</summary>
public sealed class GraphLayoutTests
{
    [Fact]
    public void Nothing_overlaps_and_nothing_is_clipped() => Graphs.All.Sample(
        graph =>
        {
            var drawing = GraphLayout.Of(graph);
            Assert.Equal(graph.Nodes.Select(n => n.Id).Order(), drawing.Boxes.Select(b => b.Node.Id).Order());
            Assert.Equal(graph.Edges.Select(e => e.Id).Order(), drawing.Strokes.Select(s => s.Edge.Id).Order());
            var labels = drawing.Strokes.Select(s => s.Label).OfType<GraphTextLine>();
            var texts = drawing.Title.Concat(drawing.Headings).Concat(drawing.Notes).Concat(drawing.Legend.Select(k => k.Line)).Concat(labels).Select(line => line.Area);
            var all = drawing.Boxes.Select(b => b.Area).Concat(drawing.Legend.Select(k => k.Sample)).Concat(texts).ToList();
            Assert.All(all, area => Assert.True(drawing.Area.Holds(area)));
            for (var i = 0; i < all.Count; i++)
            {
                for (var j = i + 1; j < all.Count; j++)
                {
                    if (all[i].Meets(all[j]))
                    {
                        Assert.Fail($"{all[i]} meets {all[j]}");
                    }
                }
            }

            foreach (var box in drawing.Boxes)
            {
                Assert.All(box.Lines, line => Assert.True(box.Area.Wider(-8).Holds(line.Area)));
                Assert.All(box.Lines.Zip(box.Lines.Skip(1)), pair => Assert.False(pair.First.Area.Meets(pair.Second.Area)));
            }
        },
        iter: 60);

    [Fact]
    public void No_line_runs_through_a_box_and_every_line_joins_its_two_claims() => Graphs.All.Sample(
        graph =>
        {
            var drawing = GraphLayout.Of(graph);
            var boxes = drawing.Boxes.ToDictionary(b => b.Node.Id, b => b.Area);
            var inner = boxes.Values.Select(box => box.Wider(-1)).ToList();
            foreach (var stroke in drawing.Strokes)
            {
                var (from, to) = (boxes[stroke.Edge.From].Wider(10), boxes[stroke.Edge.To].Wider(10));
                var ends = new[] { stroke.Curves[0].Start, stroke.Curves[^1].End };
                Assert.True((from.Holds(ends[0]) && to.Holds(ends[1])) || (from.Holds(ends[1]) && to.Holds(ends[0])));
                Assert.All(stroke.Curves.Zip(stroke.Curves.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
                foreach (var point in stroke.Curves.SelectMany(curve => Enumerable.Range(0, 11).Select(t => curve.At(t / 10d))))
                {
                    if (!drawing.Area.Holds(point) || inner.Exists(box => box.Holds(point)))
                    {
                        Assert.Fail($"{stroke.Edge} passes {point}");
                    }
                }
            }
        },
        iter: 25);

    [Fact]
    public void No_word_of_a_claim_is_lost() => Graphs.All.Sample(
        graph =>
        {
            foreach (var box in GraphLayout.Of(graph).Boxes)
            {
                foreach (var (style, text) in new[] { ("statement", box.Node.Statement), ("name", box.Node.Claimant.Name) })
                {
                    var drawn = string.Concat(box.Lines.Where(line => line.Style == style).Select(line => line.Text));
                    Assert.Equal(GraphText.Line(text).Replace(" ", "", StringComparison.Ordinal), drawn.Replace(" ", "", StringComparison.Ordinal));
                }
            }
        },
        iter: 30);

    [Fact]
    public void The_same_graph_is_the_same_picture() => Graphs.All.Sample(graph => Assert.Equal(GraphSvg.Write(graph), GraphSvg.Write(graph)), iter: 10);

    [Fact]
    public void An_arrow_points_at_the_claim_that_a_directed_link_goes_to()
    {
        foreach (var type in Enum.GetValues<LinkType>())
        {
            foreach (var (from, to) in new[] { (1, 2), (2, 1), (2, 3), (3, 2) })
            {
                var graph = Graph.Of("x", 1, [Graphs.Node(1, "One", distance: 0), Graphs.Node(2, "Two", distance: 1), Graphs.Node(3, "Three", distance: 1)], [Graphs.Edge(1, from, to, type)], 0, 0, false);
                var drawing = GraphLayout.Of(graph);
                var tip = Assert.Single(drawing.Strokes).Tip;
                if (type.IsSymmetric())
                {
                    Assert.Null(tip);
                }
                else
                {
                    var target = drawing.Boxes.Single(b => b.Node.Id == to).Area;
                    Assert.Equal(tip!.Value.Side < 0 ? target.X : target.Right, tip.Value.Point.X);
                    Assert.InRange(tip.Value.Point.Y, target.Y, target.Bottom);
                }
            }
        }
    }

    [Fact]
    public void In_a_graph_of_usual_size_every_line_has_its_label_and_lines_do_not_cross_needlessly()
    {
        // The start with eight neighbours, of which the first four have two each; listed so that straight lines would cross.
        var nodes = new List<GraphNode> { Graphs.Node(1, "Start", distance: 0) };
        nodes.AddRange(Enumerable.Range(2, 8).Select(id => Graphs.Node(id, $"Neighbour {id} says something that takes two lines or so.", distance: 1)));
        nodes.AddRange(Enumerable.Range(10, 8).Select(id => Graphs.Node(id, $"Number {id} lies further out.", distance: 2)));
        var edges = Enumerable.Range(2, 8).Select(id => Graphs.Edge(id, 1, id, (LinkType)(id - 2))).ToList();
        edges.AddRange(Enumerable.Range(10, 8).Select(id => Graphs.Edge(id, 2 + (id % 4), id, LinkType.Discrepancy, LinkState.Suggested)));

        var drawing = GraphLayout.Of(Graph.Of("x", 1, nodes, edges, 0, 0, false));

        Assert.All(drawing.Strokes, stroke => Assert.NotNull(stroke.Label));
        Assert.Equal(8, drawing.Strokes.Count(s => s.Label!.Text == "discrepancy (suggested)"));
        Assert.Equal(["contradicts", "disagrees", "discrepancy", "qualifies", "supports", "equivalent", "updates", "retracts", "start"], drawing.Legend.Select(k => k.Class));
        var ends = drawing.Strokes.Where(s => s.Edge.Id >= 10).Select(s => (s.Curves[0].Start.Y, s.Curves[0].End.Y)).OrderBy(e => e.Item1).Select(e => e.Item2).ToList();
        Assert.Equal(ends.Order(), ends);
    }

    [Fact]
    public void Claims_stand_in_columns_by_distance_and_in_groups_under_their_headings()
    {
        var byDistance = GraphLayout.Of(Graph.Of("x", 1, [.. Enumerable.Range(1, 9).Select(id => Graphs.Node(id, "One", distance: (id - 1) / 2))], [], 0, 0, false));
        Assert.Equal([1, 2, 2, 2, 2], byDistance.Boxes.GroupBy(b => b.Area.X).OrderBy(g => g.Key).Select(g => g.Count()).Order());
        Assert.All(byDistance.Boxes, box => Assert.Equal(box.Node.Distance, byDistance.Boxes.Select(b => b.Area.X).Distinct().Order().ToList().IndexOf(box.Area.X)));

        var grouped = GraphLayout.Of(Graph.Of("x", null, [.. Enumerable.Range(1, 9).Select(id => Graphs.Node(id, "One", value: "v", group: $"at least {16 + (id / 4)}"))], [], 0, 0, false));
        Assert.Equal(["at least 16", "at least 17", "at least 18"], grouped.Headings.OrderBy(h => h.Area.X).Select(h => h.Text));
        Assert.All(grouped.Boxes, box => Assert.Equal(box.Node.Group, grouped.Headings.Single(h => h.Area.X == box.Area.X).Text));
    }

    [Fact]
    public void Types_of_link_are_told_apart_without_colour_and_read_on_both_grounds()
    {
        var inks = Enum.GetValues<LinkType>().ToDictionary(type => type, GraphInk.Of);
        Assert.Equal(inks.Count, inks.Select(i => (i.Value.Dash, i.Value.IsDouble, IsDirected: i.Value.Dash.Length == 0 && !i.Key.IsSymmetric())).Distinct().Count());
        Assert.All(inks.Values, ink =>
        {
            Assert.True(Contrast(ink.Light, "#ffffff") >= 4.5, ink.Light);
            Assert.True(Contrast(ink.Dark, "#0f1419") >= 4.5, ink.Dark);
        });
        foreach (var (text, ground) in new[] { ("#1b1f24", "#ffffff"), ("#1b1f24", "#fff8e1"), ("#57606a", "#f6f8fa"), ("#57606a", "#fff8e1"), ("#e9edf1", "#0f1419"), ("#e9edf1", "#332b12"), ("#a9b4bf", "#1c232b"), ("#a9b4bf", "#332b12") })
        {
            Assert.True(Contrast(text, ground) >= 4.5, $"{text} on {ground}");
            Assert.Contains(text, GraphSvg.Write(Graph.Of("x", 1, [Graphs.Node(1, "x", distance: 0)], [], 0, 0, false)), StringComparison.Ordinal);
        }
    }

    /// <summary>WCAG 2.2, relative luminance and contrast ratio.</summary>
    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);

        static double Luminance(string colour)
        {
            var parts = Convert.FromHexString(colour[1..]).Select(c => c / 255d).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
            return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
        }
    }
}
