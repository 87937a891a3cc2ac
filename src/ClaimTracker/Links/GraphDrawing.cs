namespace ClaimTracker.Links;

/// <summary>A point of a drawing, in pixels from its upper left corner.</summary>
internal readonly record struct GraphPoint(double X, double Y);

/// <summary>An upright rectangle of a drawing.</summary>
internal readonly record struct GraphArea(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public bool Meets(GraphArea other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    public bool Holds(GraphArea other) => X <= other.X && Y <= other.Y && other.Right <= Right && other.Bottom <= Bottom;

    public bool Holds(GraphPoint point) => X <= point.X && point.X <= Right && Y <= point.Y && point.Y <= Bottom;

    public GraphArea Wider(double by) => new(X - by, Y - by, Width + (2 * by), Height + (2 * by));
}

/// <summary>A line of text.</summary>
/// <param name="Style">What it is: `name`, `value`, `statement`, `standing`, `title`, `heading`, `label`, `legend`, `note`.</param>
/// <param name="Text">The text.</param>
/// <param name="Area">What it covers.</param>
internal sealed record GraphTextLine(string Style, string Text, GraphArea Area)
{
    /// <summary>Where its letters stand.</summary>
    public double Baseline => Area.Y + (Area.Height * 0.77);
}

/// <summary>A claim with its lines of text.</summary>
internal sealed record GraphBox(GraphNode Node, GraphArea Area, IReadOnlyList<GraphTextLine> Lines);

/// <summary>A part of the line of a link: a curve with two points that pull at it (cubic Bézier), or where these are its ends, a straight line.</summary>
internal readonly record struct GraphCurve(GraphPoint Start, GraphPoint PullStart, GraphPoint PullEnd, GraphPoint End)
{
    /// <summary>What it may cover: it never leaves the ground between its four points.</summary>
    public GraphArea Area
    {
        get
        {
            var (x, y) = (Math.Min(Math.Min(Start.X, End.X), Math.Min(PullStart.X, PullEnd.X)), Math.Min(Start.Y, End.Y));
            return new(x, y, Math.Max(Math.Max(Start.X, End.X), Math.Max(PullStart.X, PullEnd.X)) - x, Math.Max(Start.Y, End.Y) - y);
        }
    }

    public GraphPoint At(double t)
    {
        var (a, b, c, d) = ((1 - t) * (1 - t) * (1 - t), 3 * t * (1 - t) * (1 - t), 3 * t * t * (1 - t), t * t * t);
        return new((a * Start.X) + (b * PullStart.X) + (c * PullEnd.X) + (d * End.X), (a * Start.Y) + (b * PullStart.Y) + (c * PullEnd.Y) + (d * End.Y));
    }
}

/// <summary>The line of a link.</summary>
/// <param name="Edge">The link.</param>
/// <param name="Curves">Its parts, one after the other.</param>
/// <param name="Tip">Where its arrow ends, and the side it comes from (-1 from the left, 1 from the right); null where the link has no direction.</param>
/// <param name="Label">Its type in words; null where there is no room: the legend tells it.</param>
internal sealed record GraphStroke(GraphEdge Edge, IReadOnlyList<GraphCurve> Curves, (GraphPoint Point, int Side)? Tip, GraphTextLine? Label);

/// <summary>An entry of the legend.</summary>
/// <param name="Class">What its sample shows: the name of a type of link, or `start`.</param>
/// <param name="Sample">Where the sample is.</param>
/// <param name="Line">What it means.</param>
internal sealed record GraphKey(string Class, GraphArea Sample, GraphTextLine Line);

/// <summary>A graph with a place for all that is drawn.</summary>
/// <param name="Area">All of it.</param>
/// <param name="Title">What it is a graph of.</param>
/// <param name="Headings">What the columns are headed by.</param>
/// <param name="Boxes">The claims.</param>
/// <param name="Strokes">The links.</param>
/// <param name="Legend">What the lines mean.</param>
/// <param name="Notes">What a reader must know besides: what is left out.</param>
internal sealed record GraphDrawing(
    GraphArea Area,
    IReadOnlyList<GraphTextLine> Title,
    IReadOnlyList<GraphTextLine> Headings,
    IReadOnlyList<GraphBox> Boxes,
    IReadOnlyList<GraphStroke> Strokes,
    IReadOnlyList<GraphKey> Legend,
    IReadOnlyList<GraphTextLine> Notes);
