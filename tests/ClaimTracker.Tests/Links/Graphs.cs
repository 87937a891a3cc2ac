using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Links;

/// <summary>Graphs for tests of how they are drawn and written.</summary>
internal static class Graphs
{
    private static readonly string[] Pieces =
    [
        "a", "word ", "longer words here ", "Supercalifragilistic", "\"", "'", "\\", "\\\"", "\\n", "\n", "\r\n", "\t", "<", ">", "</text>", "<script>alert(1)</script>", "&", "&lt;", "&#60;",
        "]]>", "<!--", "-->", "#", "#35;", "#quot;", ";", ":", "`", "[", "]", "{", "}", "|", "(", ")", "%%", "%%{init}%%", "end", "style x:#1;", "classDef a:#1;", "subgraph ", "\0", "\u0001",
        "\u001b", "\u007f", "\u0085", "\u200f", "\u202e", "\u2066", "\u2069", "\u2028", "\ufffe", "\ud800", "\udc00", "é", "ə", "Дағ", "نص عربي", "בדיקה", "日本語のテキスト", "한국어", "👩‍👩‍👧‍👦", "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
        "0123456789", "—", "…", "WWWWMMMM", "iiiiillll",
    ];

    /// <summary>Texts that try to break out of every format.</summary>
    public static Gen<string> Texts { get; } = Gen.OneOf(Pieces).Array[0, 40].Select(string.Concat);

    /// <summary>Graphs as the record could hold them: by distance from a start, or by group.</summary>
    public static Gen<Graph> All { get; } = Gen.Select(Gen.Int[1, 60], Gen.Int[0, 200], Gen.Bool, Gen.Int[0, int.MaxValue], Texts.Array[8], Gen.Int[0, 3]).Select(Make);

    public static GraphNode Node(long id, string statement, string name = "The Daily", int? distance = null, string? value = null, string? group = null) => new(
        id, null, statement, ClaimKind.Fact, ClaimStatus.Disputed, State.Active, new ClaimantReference(id, null, name, ClaimantType.Outlet),
        id % 3 == 0 ? Dated.Of(new GivenDate("2020-07-12")) : null, distance, value, group);

    public static GraphEdge Edge(long id, long from, long to, LinkType type = LinkType.Contradicts, LinkState state = LinkState.Confirmed, string explanation = "x") =>
        new(id, type, type.IsContradiction() ? Facet.Other : null, state, explanation, from, to);

    private static Graph Make(int nodes, int edges, bool isGrouped, int seed, string[] texts, int omitted)
    {
        var random = new Random(seed);
        var list = new List<GraphNode>();
        for (var i = 0; i < nodes; i++)
        {
            var text = random.Next(3) == 0 ? texts[random.Next(texts.Length)] : string.Join(' ', Enumerable.Repeat($"Number {i} says so", random.Next(1, 12)));
            var distance = i == 0 ? 0 : random.Next(Math.Max(1, list[^1].Distance ?? 0), Math.Min(4, (list[^1].Distance ?? 0) + 1) + 1);
            list.Add(Node(i + 1, text, random.Next(3) == 0 ? texts[random.Next(texts.Length)] : $"Claimant {i}", isGrouped ? null : distance, "at least 18", isGrouped ? texts[i * 6 / nodes] : null));
        }

        var types = Enum.GetValues<LinkType>();
        var links = nodes == 1 ? [] : Enumerable.Range(1, edges).Select(id =>
        {
            var from = random.Next(2) == 0 ? 0 : random.Next(nodes);
            var to = (from + random.Next(1, nodes)) % nodes;
            return Edge(id, from + 1, to + 1, types[random.Next(types.Length)], (LinkState)random.Next(4), texts[random.Next(texts.Length)]);
        }).DistinctBy(e => (Math.Min(e.From, e.To), Math.Max(e.From, e.To), e.Type)).ToList();
        return Graph.Of(texts[0], isGrouped ? null : 1, list, links, omitted, omitted, isAtLeast: false);
    }
}
