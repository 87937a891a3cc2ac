using ClaimTracker.Http;
using ClaimTracker.Links;
using MediatR;

namespace ClaimTracker.Operations.Pages;

/// <summary><c>/contradictions</c>: the list of the API, with its filters, for people.</summary>
internal static class ContradictionsPage
{
    private const int PerPage = 20;

    public static async Task<HtmlPage> Get(Query<ListContradictions> query, HttpContext context, ISender sender, CancellationToken cancellation)
    {
        var asked = query.Value with { Limit = context.Request.Query.ContainsKey("limit") ? query.Value.Limit : PerPage };
        var found = await sender.Send(asked, cancellation);
        var articles = await ShownArticles.Of(found.Slice.Items.SelectMany(p => new[] { p.From.Appearance, p.To.Appearance }), sender, cancellation);
        Html waiting = found.Suggested > 0 ? $"<p>{Wording.Count(found.Suggested, "more is suggested and waits", "more are suggested and wait")} for a reviewer.</p>" : Html.Empty;
        Html none = found.Slice.Items.Count == 0 ? $"<p>None is on record here.</p>" : Html.Empty;
        return new HtmlPage("Contradictions", $"""
            <h1>Contradictions</h1>
            <p class="lead">Pairs of claims that do not fit, each with the reason, newest first.</p>
            {Pieces.Narrowed(context)}
            {waiting}{none}
            {found.Slice.Items.Select(p => Pieces.Pair(p, articles, 2))}
            {Pieces.Ways(context, Paging.Next(context, found.Slice.Next))}
            """)
        {
            Api = $"/v1/contradictions{Pieces.Filters(context)}",
        };
    }
}
