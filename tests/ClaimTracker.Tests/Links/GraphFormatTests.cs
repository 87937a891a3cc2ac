using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClaimTracker.Claims;
using ClaimTracker.Links;
using CsCheck;

namespace ClaimTracker.Tests.Links;

/// <summary>No text of a claim breaks out of a format that it is written in.</summary>
public sealed partial class GraphFormatTests
{
    /// <summary>What may stand in a text of Mermaid: letters, digits, blanks, entities.</summary>
    private const string Text = "([A-Za-z0-9 ,.]|[^\\x00-\\x7f]|#\\d+;)*";

    [Fact]
    public void The_SVG_is_well_formed_whatever_is_claimed_and_holds_no_element_but_its_own() => Graphs.All.Sample(
        graph =>
        {
            var svg = XDocument.Parse(GraphSvg.Write(graph), LoadOptions.PreserveWhitespace);
            Assert.Null(svg.DocumentType);
            Assert.DoesNotContain(svg.DescendantNodes(), node => node is XComment or XCData or XProcessingInstruction);
            Assert.Empty(svg.Descendants().Select(e => e.Name.LocalName).Except(["svg", "title", "desc", "style", "rect", "g", "path", "a", "text"]));
            Assert.All(svg.Descendants(), e => Assert.Equal("http://www.w3.org/2000/svg", e.Name.NamespaceName));
            Assert.Empty(svg.Descendants().Attributes().Select(a => a.Name.LocalName).Except(["xmlns", "class", "role", "width", "height", "viewBox", "x", "y", "rx", "d", "href"]));
            Assert.Equal(graph.Nodes.Select(n => $"/v1/claims/{n.Id}").Order(), svg.Descendants().Attributes("href").Select(a => a.Value).Order());
            Assert.DoesNotMatch("url\\(|@import|http", svg.Root!.Elements().Single(e => e.Name.LocalName == "style").Value);
            Assert.Equal(("img", GraphText.Line(graph.Title)), (svg.Root.Attribute("role")!.Value, svg.Root.Elements().First().Value));
            Assert.DoesNotMatch(Directions(), svg.Root.Value);
        },
        iter: 40);

    [Fact]
    public void The_DOT_is_read_as_it_is_meant_whatever_is_claimed() => Graphs.All.Sample(
        graph =>
        {
            var dot = GraphDot.Write(graph);
            var outside = Quoted().Replace(dot, "\"\"");
            Assert.DoesNotMatch("[^\\x20-\\x7e\\n]", outside);
            Assert.Equal(outside.Count(c => c == '{'), outside.Count(c => c == '}'));
            Assert.All(outside.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(Statement(), line));
            Assert.Equal(graph.Nodes.Count, NodeStatement().Count(outside));
            Assert.Equal(graph.Edges.Count, EdgeStatement().Count(outside));
            foreach (Match label in Quoted().Matches(dot))
            {
                // As Graphviz reads a label: pairs with a backslash first, then entities.
                Assert.DoesNotMatch("[\\x00-\\x1f]", label.Value);
                Assert.DoesNotMatch("(?<!\\\\)(\\\\\\\\)*\\\\[^\\\\\"n]", label.Value);
                Assert.DoesNotMatch("&(?!amp;)", label.Value);
                Assert.DoesNotMatch(Directions(), label.Value);
            }
        },
        iter: 40);

    [Fact]
    public void The_Mermaid_text_is_read_as_it_is_meant_whatever_is_claimed() => Graphs.All.Sample(
        graph =>
        {
            var lines = GraphMermaid.Write(graph).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("flowchart LR", lines[0]);
            Assert.All(lines.Skip(1), line => Assert.Matches(MermaidLine(), line));
            Assert.Equal(graph.Nodes.Count, lines.Count(line => line.StartsWith("  c", StringComparison.Ordinal) && line.Contains("[\"<b>", StringComparison.Ordinal)));
            Assert.Equal(graph.Edges.Count, lines.Count(line => line.Contains("|\"", StringComparison.Ordinal)));
            Assert.DoesNotMatch(Directions(), string.Concat(lines));
        },
        iter: 40);

    [Theory]
    [InlineData("\"")]
    [InlineData("ж")]
    [InlineData("word ")]
    public void The_Mermaid_text_of_the_largest_graph_is_not_too_long_for_Mermaid(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 500));
        var nodes = Enumerable.Range(1, 60).Select(id => Graphs.Node(id, text, text, null, text, $"{text[..30]}{id}")).ToList();
        var edges = Enumerable.Range(0, 200).Select(id => Graphs.Edge(id + 1, 1 + (id % 59), 60, LinkType.Discrepancy, LinkState.Suggested)).ToList();

        Assert.InRange(GraphMermaid.Write(Graph.Of(text, null, nodes, edges, 9, 9, true)).Length, 1, 50_000);
    }

    [Fact]
    public void Every_format_shows_who_says_what_and_how_it_stands_to_the_rest()
    {
        var graph = Graph.Of(
            "Claims linked to “Yes.”", 1, [Graphs.Node(1, "Yes & <no>.", "Ana", 0), Graphs.Node(2, "C:\\no \"ever\"", "Bo", 1, "at least 18")],
            [Graphs.Edge(1, 2, 1, LinkType.Retracts, LinkState.Suggested, "Bo \"said\" so")], 1, 0, false);

        Assert.Equal(
            """
            digraph claims {
              graph [label="Claims linked to “Yes.”\n1 more claim is not shown.", labelloc=t, rankdir=LR, fontname="Helvetica"];
              node [shape=box, style=rounded, fontname="Helvetica", fontsize=11];
              edge [fontname="Helvetica", fontsize=9];
              c1 [label="Ana\nYes &amp; <no>.\ndisputed", URL="/v1/claims/1", penwidth=2.5];
              c2 [label="Bo\nat least 18\nC:\\no \"ever\"\ndisputed", URL="/v1/claims/2"];
              c2 -> c1 [label="retracts (suggested)", color="#a3195b", fontcolor="#a3195b", style="dashed", edgetooltip="Bo \"said\" so"];
            }

            """,
            GraphDot.Write(graph));
        Assert.Equal(
            """
            flowchart LR
              c1["<b>Ana</b><br/>Yes #38; #60;no#62;.<br/><i>disputed</i>"]
              c2["<b>Bo</b><br/>at least 18<br/>C#58;#92;no #34;ever#34;<br/><i>disputed</i>"]
              c2 -->|"retracts #40;suggested#41;"| c1
              omitted["1 more claim is not shown."]
              style omitted stroke-dasharray: 4 4
              style c1 stroke-width: 3px
              linkStyle 0 stroke:#a3195b,stroke-dasharray:9 3 2 3 2 3

            """,
            GraphMermaid.Write(graph));
        var svg = XDocument.Parse(GraphSvg.Write(graph));
        var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => $"{e.Attribute("class")!.Value}: {e.Value}");
        Assert.Equal(
            [
                "title: Claims linked to “Yes.”", "name: Ana", "statement: Yes & <no>.", "standing: disputed", "name: Bo", "value: at least 18", "statement: C:\\no \"ever\"", "standing: disputed",
                "label retracts: retracts (suggested)", "legend: retracts: takes back", "legend: the claim that it begins with", "note: 1 more claim is not shown.",
            ],
            texts);
        Assert.Equal(
            ["Claims linked to “Yes.”", "retracts (suggested): Bo \"said\" so", "Ana: Yes & <no>.", "Bo: C:\\no \"ever\""],
            svg.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value));
        Assert.Equal("2 claims, 1 link: 1 retracts. 1 more claim is not shown.", svg.Root!.Elements().Single(e => e.Name.LocalName == "desc").Value);
    }

    [GeneratedRegex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")]
    private static partial Regex Directions();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex("""^(digraph claims \{|\}| +\}| +subgraph cluster_\d+ \{| +label="";| +(graph|node|edge|c\d+|c\d+ -> c\d+) \[(\w+=(""|[\w.]+)(, )?)+\];)$""")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^ +c\d+ \[", RegexOptions.Multiline)]
    private static partial Regex NodeStatement();

    [GeneratedRegex(@"^ +c\d+ -> c\d+ \[", RegexOptions.Multiline)]
    private static partial Regex EdgeStatement();

    [GeneratedRegex(
        "^( +(subgraph \\w+|omitted)\\[\"" + Text + "\"\\]| +end"
        + "| +c\\d+\\[\"<b>" + Text + "</b>(<br/>" + Text + ")?<br/>" + Text + "<br/><i>" + Text + "</i>\"\\]"
        + "| +c\\d+ (---|===|-->)\\|\"" + Text + "\"\\| c\\d+"
        + "| +style \\w+ stroke-(width|dasharray): [\\w ]+| +linkStyle [\\d,]+ stroke:#\\w{6}(,stroke-dasharray:[\\d ]+)?)$")]
    private static partial Regex MermaidLine();
}
