using ClaimTracker.Http;
using ClaimTracker.Search;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Operations.Pages;

/// <summary><c>/search?q=</c>: the search of the API, with its filters, for people.</summary>
internal static class SearchPage
{
    private const int PerPage = 20;

    public static async Task<HtmlPage> Get(Query<SearchClaims> query, HttpContext context, ISender sender, CancellationToken cancellation)
    {
        var words = query.Value.Q!;
        var asked = query.Value with { Limit = context.Request.Query.ContainsKey("limit") ? query.Value.Limit : PerPage };
        var found = await sender.Send(asked, cancellation);
        Html none = found.Items.Count > 0 ? Html.Empty
            : found.IsComplete ? $"<p>No claim on record holds all these words. <code>azerb*</code> finds all that begins so.</p>"
            : (Html)$"<p>The search was ended for its cost before it found any. The next page goes on.</p>";
        return new HtmlPage($"Search: {words}", $"""
            <h1>Claims with <bdi>{words}</bdi></h1>
            {Pieces.Narrowed(context)}
            {none}
            <ol class="found">
            {found.Items.Select(Found)}
            </ol>
            {Pieces.Ways(context, Paging.Next(context, found.Next))}
            """)
        {
            Words = words,
            Api = $"/v1/search{Pieces.Filters(context)}",
        };
    }

    private static Html Found(SearchItem item)
    {
        var claim = item.Claim;
        return $"""
            <li class="side">
            {Pieces.Speaker(item.Claimant, null, claim.Said)}
            <p class="statement"><a href="/claims/{claim.Id}" dir="auto"{Pieces.Language(claim.Language)}>{Marked(claim.Statement, item.Highlights.Where(h => h.Field == SearchField.Statement))}</a></p>
            {item.Passages.Index().GroupBy(p => p.Item.Field).Select(field => Passages(field.Key, [.. field], item.Highlights))}
            <p class="source"><b class="state {Data.Names.Of(claim.Status)}">{Wording.Of(claim.Status)}</b></p>
            </li>

            """;
    }

    private static Html Passages(SearchField field, IReadOnlyList<(int Index, Passage Passage)> passages, IReadOnlyList<Highlight> highlights) => $"""
        <p class="source">{Field(field)}: {passages.Select((p, i) => (Html)$"""{(i == 0 ? "" : " · ")}<span dir="auto"{Pieces.Language(p.Passage.Language)}>{Marked(p.Passage.Text, highlights.Where(h => h.Passage == p.Index))}</span>""")}</p>

        """;

    private static string Field(SearchField field) => field switch
    {
        SearchField.Translation => "In a translation",
        SearchField.Quotation => "In a quotation",
        SearchField.Claimant => "In a name of the claimant",
        _ => "In a headline",
    };

    /// <summary>A text with the words that were looked for marked. Highlights do not overlap.</summary>
    private static Html Marked(string text, IEnumerable<Highlight> highlights)
    {
        var pieces = new List<Html>();
        var done = 0;
        foreach (var highlight in highlights.OrderBy(h => h.Start))
        {
            pieces.Add($"{CodePoints.Slice(text, done, highlight.Start)}<mark>{CodePoints.Slice(text, highlight.Start, highlight.End)}</mark>");
            done = highlight.End;
        }

        pieces.Add($"{text[CodePoints.ToUtf16Index(text, done)..]}");
        return Html.Join(pieces);
    }
}
