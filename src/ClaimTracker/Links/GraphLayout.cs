using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Links;

// A layered drawing (Sugiyama, Tagawa and Toda 1981). Claims stand in columns, by their distance from the start or by their group; a column that
// would be too high becomes several. A link that passes columns keeps a lane free in each of them, so that no line runs behind a box. The order within
// the columns comes from barycentres, the heights from the places of neighbours: as near to them as order and distance allow. Nothing is random, so that
// the same graph is always the same picture.

/// <summary>Finds the place of everything in the drawing of a graph.</summary>
internal sealed class GraphLayout
{
    private const double Margin = 24;
    private const double BoxWidth = 256;
    private const double Padding = 14;
    private const double BoxGap = 22;
    private const double LaneGap = 9;
    private const double LaneHeight = 4;
    private const double MaxColumn = 1_150;
    private const double MinGutter = 96;
    private const double MinWidth = 520;
    private const double PortGap = 11;
    private const double Arrow = 9;
    private const double Clear = 11;
    private const int Sweeps = 12;
    private const int Settlings = 24;

    private static readonly double[] Places = [0.5, 0.6, 0.4, 0.7, 0.3, 0.78, 0.22, 0.86, 0.14];
    private static readonly double[] Samples = [.. Enumerable.Range(0, 33).Select(i => i / 32d)];

    private readonly Graph graph;
    private readonly List<Column> columns = [];
    private readonly List<Path> paths = [];
    private readonly Dictionary<long, Slot> slots = [];
    private readonly List<GraphArea> taken = [];

    private GraphLayout(Graph graph) => this.graph = graph;

    public static GraphDrawing Of(Graph graph) => new GraphLayout(graph).Draw();

    private GraphDrawing Draw()
    {
        AddColumns();
        AddPaths();
        Order();
        Settle();
        SetPorts();
        var right = PlaceColumns();
        var width = Math.Max(MinWidth, right + Margin);
        var title = Text("title", graph.Title, Margin, Margin, width - (2 * Margin));
        var headings = Headings(Bottom(title, Margin) + 16);
        MoveTo(Bottom(headings, Bottom(title, Margin) + 16) + (headings.Count > 0 ? 10 : 4));

        var boxes = slots.Values.Select(Box).ToList();
        taken.AddRange(boxes.Select(box => box.Area.Wider(Clear)));
        taken.AddRange(headings.Select(line => line.Area));
        var strokes = Labelled(paths.ConvertAll(path => (path, Stroke(path))));

        var bottom = boxes.Select(b => b.Area.Bottom).Concat(strokes.SelectMany(s => s.Curves).Select(c => Math.Max(c.Start.Y, c.End.Y))).Append(0).Max() + 30;
        var legend = Legend(bottom, width);
        bottom = legend.Select(key => key.Line.Area.Bottom).Append(bottom - 12).Max() + 12;
        var notes = Notes().SelectMany(note =>
        {
            var lines = Text("note", note, Margin, bottom, width - (2 * Margin));
            bottom = Bottom(lines, bottom) + 4;
            return lines;
        }).ToList();
        return new GraphDrawing(new GraphArea(0, 0, width, bottom + Margin - 12), title, headings, boxes, strokes, legend, notes);
    }

    private static (double Size, double LineHeight, double Boldness) Font(string style) => style switch
    {
        "title" => (16, 21, 1.08),
        "heading" => (15, 19, 1.08),
        "name" => (13, 17, 1.08),
        "value" => (14, 18, 1.08),
        "statement" => (13, 17, 1),
        "standing" => (11, 15, 1),
        "label" => (11, 15, 1),
        "legend" => (12, 17, 1),
        _ => (13, 18, 1.08),
    };

    private static double Width(string style, string text) => Font(style) is var (size, _, boldness) ? TextWrap.Width(text, TextWrap.Width) * size * boldness : 0;

    private static List<GraphTextLine> Text(string style, string text, double x, double y, double width)
    {
        var (size, height, boldness) = Font(style);
        return [.. TextWrap.Lines(GraphText.Line(text), width / (size * boldness), TextWrap.Width)
            .Select((line, i) => new GraphTextLine(style, line, new GraphArea(x, y + (i * height), Math.Min(width, Width(style, line)), height)))];
    }

    private static double Bottom(List<GraphTextLine> lines, double otherwise) => lines.Count == 0 ? otherwise : lines.Max(line => line.Area.Bottom);

    /// <summary>Claims into columns: by group or by distance; what would be too high goes side by side, claims with links further out nearest to these.</summary>
    private void AddColumns()
    {
        var links = graph.Edges.SelectMany(e => new[] { (Id: e.From, Other: e.To), (Id: e.To, Other: e.From) }).ToLookup(e => e.Id, e => e.Other);
        var heights = graph.Nodes.ToDictionary(node => node.Id, node => BoxHeight(node, links[node.Id].Count()) + BoxGap);
        var most = Math.Max(MaxColumn, Math.Sqrt(heights.Values.Sum() * (BoxWidth + MinGutter) / 1.5));
        var sides = Sides(links, heights, most);
        var groups = graph.Nodes
            .GroupBy(node => (node.Group, Place: sides[node.Id] * (node.Distance ?? 0)))
            .OrderBy(group => group.Key.Place)
            .ToList();
        var place = groups.SelectMany((group, i) => group.Select(node => (node.Id, i))).ToDictionary(p => p.Id, p => p.i);
        foreach (var group in groups)
        {
            var members = group.OrderBy(node => Math.Sign(links[node.Id].Sum(other => Math.Sign(place[other] - place[node.Id])))).ToList();
            var total = members.Sum(node => heights[node.Id]);
            var share = total / Math.Ceiling(total / most);
            var (column, height) = (new Column(group.Key.Group), 0d);
            columns.Add(column);
            foreach (var node in members)
            {
                if (column.Slots.Count > 0 && height + (heights[node.Id] / 2) > share)
                {
                    (column, height) = (new Column(group.Key.Group), 0);
                    columns.Add(column);
                }

                var slot = new Slot(node, heights[node.Id] - BoxGap) { Column = columns.Count - 1 };
                column.Slots.Add(slot);
                slots.Add(node.Id, slot);
                height += heights[node.Id];
            }
        }
    }

    /// <summary>
    /// On which side of the start each claim stands: 1 on the right, -1 on the left. All stand on the right, unless those next to the start would fill more
    /// than a column: then every other one goes to the left, and what lies beyond goes with it.
    /// </summary>
    private Dictionary<long, int> Sides(ILookup<long, long> links, Dictionary<long, double> heights, double most)
    {
        var sides = graph.Nodes.ToDictionary(node => node.Id, _ => 1);
        var next = graph.Nodes.Where(node => node.Distance == 1).ToList();
        if (next.Sum(node => heights[node.Id]) <= most)
        {
            return sides;
        }

        var distances = graph.Nodes.ToDictionary(node => node.Id, node => node.Distance);
        for (var i = 0; i < next.Count; i++)
        {
            sides[next[i].Id] = i % 2 == 0 ? 1 : -1;
        }

        foreach (var node in graph.Nodes.Where(node => node.Distance > 1))
        {
            sides[node.Id] = links[node.Id].Where(other => distances[other] < node.Distance).Select(other => sides[other]).FirstOrDefault(1);
        }

        return sides;
    }

    private static double BoxHeight(GraphNode node, int links) =>
        Math.Max(Lines(node, new GraphArea(0, 0, BoxWidth, 0)).Max(line => line.Area.Bottom) + Padding - 3, (Math.Min(links, 30) * PortGap) + 8);

    private static List<GraphTextLine> Lines(GraphNode node, GraphArea box)
    {
        var lines = new List<GraphTextLine>();
        var y = box.Y + Padding - 3;
        foreach (var (style, text) in new[] { ("name", node.Claimant.Name), ("value", node.Group is null ? node.Value ?? "" : ""), ("statement", node.Statement), ("standing", GraphText.Standing(node)) })
        {
            lines.AddRange(Text(style, text, box.X + Padding, y + (style == "standing" ? 3 : 0), BoxWidth - (2 * Padding)));
            y = Bottom(lines, y);
        }

        return lines;
    }

    /// <summary>A path for each link: straight to the next column, or by a lane through each column between.</summary>
    private void AddPaths()
    {
        foreach (var edge in graph.Edges)
        {
            var (a, b) = (slots[edge.From], slots[edge.To]);
            var (left, right) = a.Column <= b.Column ? (a, b) : (b, a);
            var path = new Path(edge, left.Column == right.Column);
            path.Slots.Add(left);

            // Above what it passes, if it leads to the upper half of a column: so that lines pass on both sides.
            var far = columns[left.Column].Slots.Count > columns[right.Column].Slots.Count ? left : right;
            var isAbove = columns[far.Column].Slots.IndexOf(far) < columns[far.Column].Slots.Count / 2;
            for (var column = left.Column + 1; column < right.Column; column++)
            {
                var lane = new Slot(null, LaneHeight) { Column = column };
                columns[column].Slots.Insert(isAbove ? 0 : columns[column].Slots.Count, lane);
                path.Slots.Add(lane);
            }

            path.Slots.Add(right);
            paths.Add(path);
            for (var i = 1; i < path.Slots.Count; i++)
            {
                path.Slots[i - 1].Neighbours.Add(path.Slots[i]);
                path.Slots[i].Neighbours.Add(path.Slots[i - 1]);
            }
        }
    }

    /// <summary>Orders each column by the middle of the neighbours, to and fro, and keeps the order with the fewest crossings.</summary>
    private void Order()
    {
        Number();
        var best = columns.ConvertAll(column => column.Slots.ToList());
        var fewest = Crossings();
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var isForth = sweep % 2 == 0;
            foreach (var column in isForth ? columns : Enumerable.Reverse(columns))
            {
                var sorted = column.Slots.OrderBy(slot => Middle(slot, isForth)).ToList();
                column.Slots.Clear();
                column.Slots.AddRange(sorted);
                Number();
            }

            if (Crossings() is var crossings && crossings < fewest)
            {
                fewest = crossings;
                best = columns.ConvertAll(column => column.Slots.ToList());
            }
        }

        foreach (var (column, order) in columns.Zip(best))
        {
            column.Slots.Clear();
            column.Slots.AddRange(order);
        }

        Number();
    }

    private void Number()
    {
        foreach (var column in columns)
        {
            for (var i = 0; i < column.Slots.Count; i++)
            {
                (column.Slots[i].Index, column.Slots[i].Place) = (i, (i + 0.5) / column.Slots.Count);
            }
        }
    }

    private static double Middle(Slot slot, bool isForth)
    {
        var (sum, count) = (0d, 0);
        foreach (var other in slot.Neighbours)
        {
            if (isForth ? other.Column <= slot.Column : other.Column >= slot.Column)
            {
                sum += other.Place;
                count++;
            }
        }

        return count == 0 ? slot.Place : sum / count;
    }

    private int Crossings()
    {
        var crossings = 0;
        foreach (var steps in paths.SelectMany(path => path.Steps()).GroupBy(step => step.Left.Column))
        {
            var list = steps.ToList();
            for (var i = 0; i < list.Count; i++)
            {
                for (var j = i + 1; j < list.Count; j++)
                {
                    crossings += (list[i].Left.Index - list[j].Left.Index) * (list[i].Right.Index - list[j].Right.Index) < 0 ? 1 : 0;
                }
            }
        }

        return crossings;
    }

    /// <summary>Moves the slots of each column as near to the middle of their neighbours as their order and their distances allow.</summary>
    private void Settle()
    {
        foreach (var column in columns)
        {
            var y = 0d;
            foreach (var slot in column.Slots)
            {
                slot.Middle = y + (slot.Height / 2);
                y += slot.Height + BoxGap;
            }

            column.Slots.ForEach(slot => slot.Middle -= y / 2);
        }

        for (var i = 0; i < Settlings; i++)
        {
            foreach (var column in i % 2 == 0 ? columns : Enumerable.Reverse(columns))
            {
                Settle(column.Slots);
            }
        }
    }

    /// <summary>
    /// Least squares under an order: with the distances that must lie between the slots taken off, their places must only not fall, and neighbours that
    /// would are pooled (pool adjacent violators).
    /// </summary>
    private static void Settle(List<Slot> column)
    {
        var offsets = new double[column.Count];
        var pools = new List<(double Mean, double Weight, int Count)>();
        for (var i = 0; i < column.Count; i++)
        {
            var slot = column[i];
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + Distance(column[i - 1], slot);
            var others = slot.Neighbours.Where(n => n.Column != slot.Column).ToList();
            var (wanted, weight) = others.Count == 0 ? (slot.Middle, 0.05) : (others.Average(n => n.Middle), slot.Node is null ? 2d : others.Count);
            var pool = (Mean: wanted - offsets[i], Weight: weight, Count: 1);
            while (pools.Count > 0 && pools[^1].Mean >= pool.Mean)
            {
                var last = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                pool = (((last.Mean * last.Weight) + (pool.Mean * pool.Weight)) / (last.Weight + pool.Weight), last.Weight + pool.Weight, last.Count + pool.Count);
            }

            pools.Add(pool);
        }

        var next = 0;
        foreach (var pool in pools)
        {
            for (var end = next + pool.Count; next < end; next++)
            {
                column[next].Middle = pool.Mean + offsets[next];
            }
        }
    }

    private static double Distance(Slot above, Slot below) =>
        ((above.Height + below.Height) / 2) + (above.Node is null && below.Node is null ? LaneGap : above.Node is null || below.Node is null ? (BoxGap / 2) + 2 : BoxGap);

    /// <summary>Where the lines touch the sides of the boxes, in the order of their other ends so that they do not cross there.</summary>
    private void SetPorts()
    {
        foreach (var slot in slots.Values)
        {
            Spread(slot, paths.Where(p => !p.IsLoop).SelectMany(p => p.Steps()).Where(step => step.Right == slot).Select(step => new Port(step.Path, IsEnd: true, 0, step.Left.Middle)));
            var right = paths.Where(p => !p.IsLoop).SelectMany(p => p.Steps()).Where(step => step.Left == slot).Select(step => new Port(step.Path, IsEnd: false, 0, step.Right.Middle));
            var loops = paths.Where(p => p.IsLoop && p.Slots.Contains(slot)).Select(p =>
            {
                var other = p.Slots[0] == slot ? p.Slots[1] : p.Slots[0];

                // The nearest of those above is the uppermost, the nearest of those below the lowest: then loops lie within one another.
                return new Port(p, IsEnd: p.Slots[1] == slot, Math.Sign(other.Middle - slot.Middle), -other.Middle);
            });
            Spread(slot, right.Concat(loops));
        }

        static void Spread(Slot slot, IEnumerable<Port> ports)
        {
            var sorted = ports.OrderBy(port => port.Side).ThenBy(port => port.Key).ThenBy(port => port.Path.Edge.Id).ToList();
            var gap = sorted.Count < 2 ? 0 : Math.Min(18, (slot.Height - 16) / (sorted.Count - 1));
            for (var i = 0; i < sorted.Count; i++)
            {
                var y = (i - ((sorted.Count - 1) / 2d)) * gap;
                if (sorted[i].IsEnd)
                {
                    sorted[i].Path.EndOffset = y;
                }
                else
                {
                    sorted[i].Path.StartOffset = y;
                }
            }
        }
    }

    /// <summary>Columns from left to right, with gutters that are wide enough for the labels and the loops in them.</summary>
    /// <returns>Where the last one ends.</returns>
    private double PlaceColumns()
    {
        var x = Margin;
        for (var i = 0; i < columns.Count; i++)
        {
            var loops = paths.Where(p => p.IsLoop && p.Slots[0].Column == i).OrderBy(p => Math.Abs(p.Slots[0].Middle - p.Slots[1].Middle)).ThenBy(p => p.Edge.Id).ToList();
            var labels = paths.Where(p => p.IsLoop ? p.Slots[0].Column == i : p.Steps().Any(step => step.Left.Column == i)).Select(p => Width("label", GraphText.Of(p.Edge))).ToList();
            var gutter = labels.Count == 0 ? 40 : Math.Max(MinGutter, labels.Max() + (2 * Clear) + 12) + (Math.Min(loops.Count, 10) * 5);
            for (var loop = 0; loop < loops.Count; loop++)
            {
                loops[loop].Reach = 24 + (Math.Min(13, (gutter - 48) / loops.Count) * loop);
            }

            columns[i].X = x;
            x += BoxWidth + (i < columns.Count - 1 ? gutter : loops.Count == 0 ? 0 : Math.Max(loops[^1].Reach + (labels.Max() / 2), labels.Max() + Clear) + Clear);
        }

        return x;
    }

    private List<GraphTextLine> Headings(double y)
    {
        var headings = columns.Where(c => c.Heading is not null).Select(c => Text("heading", c.Heading!, c.X, y, BoxWidth)).ToList();
        var bottom = headings.Select(lines => Bottom(lines, y)).Append(y).Max();

        // Headings stand on one line at their feet.
        return [.. headings.SelectMany(lines => lines.Select(line => line with { Area = line.Area with { Y = line.Area.Y + bottom - Bottom(lines, y) } }))];
    }

    private void MoveTo(double top)
    {
        var all = columns.SelectMany(c => c.Slots).ToList();
        var by = top - all.Select(slot => slot.Middle - (slot.Height / 2)).Append(double.MaxValue).Min();
        all.ForEach(slot => slot.Middle += by);
    }

    private GraphBox Box(Slot slot)
    {
        var area = new GraphArea(columns[slot.Column].X, slot.Middle - (slot.Height / 2), BoxWidth, slot.Height);
        return new GraphBox(slot.Node!, area, Lines(slot.Node!, area));
    }

    private GraphStroke Stroke(Path path)
    {
        var isDirected = !path.Edge.Type.IsSymmetric();
        var isToEnd = path.Slots[^1].Node!.Id == path.Edge.To;
        var (first, last) = (path.Slots[0], path.Slots[^1]);
        var start = new GraphPoint(columns[first.Column].X + BoxWidth, first.Middle + path.StartOffset);
        var end = new GraphPoint(columns[last.Column].X + (path.IsLoop ? BoxWidth : 0), last.Middle + path.EndOffset);
        (GraphPoint Point, int Side)? tip = !isDirected ? null : isToEnd ? (end, path.IsLoop ? 1 : -1) : (start, 1);
        if (isDirected)
        {
            (start, end) = isToEnd ? (start, end with { X = end.X + (path.IsLoop ? Arrow : -Arrow) }) : (start with { X = start.X + Arrow }, end);
        }

        var curves = new List<GraphCurve>();
        if (path.IsLoop)
        {
            // A curve that is pulled at from so far reaches three quarters of it.
            var pull = Math.Max(start.X, end.X) + (path.Reach / 0.75);
            curves.Add(new GraphCurve(start, start with { X = pull }, end with { X = pull }, end));
        }
        else
        {
            var point = start;
            foreach (var lane in path.Slots.Skip(1).SkipLast(1))
            {
                var (enter, leave) = (new GraphPoint(columns[lane.Column].X, lane.Middle), new GraphPoint(columns[lane.Column].X + BoxWidth, lane.Middle));
                curves.Add(Between(point, enter));
                curves.Add(new GraphCurve(enter, enter, leave, leave));
                point = leave;
            }

            curves.Add(Between(point, end));
        }

        return new GraphStroke(path.Edge, curves, tip, Label: null);
    }

    private static GraphCurve Between(GraphPoint start, GraphPoint end)
    {
        var middle = (start.X + end.X) / 2;
        return new GraphCurve(start, start with { X = middle }, end with { X = middle }, end);
    }

    /// <summary>
    /// Labels go where their lines pass free ground: near the middle of a gutter, first beside the claim with fewer links; where it can be, clear of other lines.
    /// </summary>
    private List<GraphStroke> Labelled(List<(Path Path, GraphStroke Stroke)> strokes)
    {
        var curves = strokes.SelectMany(s => Gutters(s.Path, s.Stroke.Curves).Select(g => (g.Gutter, Line: (s.Path, g.Curve, g.Curve.Area)))).ToLookup(c => c.Gutter, c => c.Line);
        return strokes.ConvertAll(s => s.Stroke with { Label = Label(s.Path, s.Stroke.Curves, curves) });
    }

    private GraphTextLine? Label(Path path, IReadOnlyList<GraphCurve> curves, ILookup<int, (Path Path, GraphCurve Curve, GraphArea Area)> lines)
    {
        var text = GraphText.Of(path.Edge);
        var (width, height) = (Width("label", text), Font("label").LineHeight);
        var gutters = Gutters(path, curves);
        var free = (path.Slots[0].Neighbours.Count <= path.Slots[^1].Neighbours.Count ? gutters : gutters.Reverse())
            .SelectMany(gutter => Places.Select(place => (gutter.Gutter, Point: gutter.Curve.At(place))))
            .Select(p => (p.Gutter, Area: new GraphArea(Math.Max(p.Point.X - (width / 2), path.IsLoop ? columns[p.Gutter].X + BoxWidth + Clear : 0), p.Point.Y - (height / 2), width, height)))
            .Where(place => !taken.Any(other => other.Meets(place.Area)))
            .Take(Places.Length)
            .ToList();
        if (free.Count == 0)
        {
            return null;
        }

        var best = free.MinBy(place => lines[place.Gutter].Count(line => line.Path != path && line.Area.Meets(place.Area) && Samples.Any(t => place.Area.Holds(line.Curve.At(t))))).Area;
        taken.Add(best);
        return new GraphTextLine("label", text, best);
    }

    /// <summary>The parts of a line that lie in gutters, each with the column on its left; between them it runs along columns.</summary>
    private static IEnumerable<(int Gutter, GraphCurve Curve)> Gutters(Path path, IReadOnlyList<GraphCurve> curves) =>
        curves.Where((_, i) => i % 2 == 0).Select((curve, i) => (path.Slots[0].Column + i, curve));

    private List<GraphKey> Legend(double y, double width)
    {
        const double Sample = 40;
        var entries = graph.Edges.Select(e => e.Type).Distinct().Order().Select(type => (Class: Names.Of(type), Text: $"{GraphText.Words(type)}: {GraphText.Meaning(type)}")).ToList();
        if (graph.Start is not null)
        {
            entries.Add(("start", "the claim that it begins with"));
        }

        var (legend, x) = (new List<GraphKey>(), Margin);
        foreach (var (name, text) in entries)
        {
            var (needed, height) = (Width("legend", text), Font("legend").LineHeight);
            if (x > Margin && x + Sample + 8 + needed > width - Margin)
            {
                (x, y) = (Margin, y + height + 6);
            }

            legend.Add(new GraphKey(name, new GraphArea(x, y, Sample, height), new GraphTextLine("legend", text, new GraphArea(x + Sample + 8, y, needed, height))));
            x += Sample + 8 + needed + 26;
        }

        return legend;
    }

    private IEnumerable<string> Notes()
    {
        if (graph.Edges.Count == 0)
        {
            yield return "There are no links to show.";
        }

        if (graph.Omitted is { } omitted)
        {
            yield return omitted.Text;
        }
    }

    /// <summary>A column of the drawing, from top to bottom.</summary>
    private sealed class Column(string? heading)
    {
        public string? Heading { get; } = heading;

        public List<Slot> Slots { get; } = [];

        public double X { get; set; }
    }

    /// <summary>A place in a column: of a claim, or of the lane of a link that passes.</summary>
    private sealed class Slot(GraphNode? node, double height)
    {
        public GraphNode? Node { get; } = node;

        public double Height { get; } = height;

        public List<Slot> Neighbours { get; } = [];

        public int Column { get; set; }

        public int Index { get; set; }

        public double Place { get; set; }

        public double Middle { get; set; }
    }

    /// <summary>The way of a link, from left to right; a loop joins two claims of one column on its right side.</summary>
    private sealed class Path(GraphEdge edge, bool isLoop)
    {
        public GraphEdge Edge { get; } = edge;

        public bool IsLoop { get; } = isLoop;

        public List<Slot> Slots { get; } = [];

        public double StartOffset { get; set; }

        public double EndOffset { get; set; }

        public double Reach { get; set; }

        /// <summary>From column to column.</summary>
        public IEnumerable<(Path Path, Slot Left, Slot Right)> Steps() => IsLoop ? [] : Slots.Zip(Slots.Skip(1), (left, right) => (this, left, right));
    }

    /// <summary>Where a line touches a side of a box.</summary>
    private sealed record Port(Path Path, bool IsEnd, int Side, double Key);
}
