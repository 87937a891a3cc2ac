using ClaimTracker.Links;
using ClaimTracker.Questions;
using MediatR;

namespace ClaimTracker.Operations.Pages;

/// <summary><c>/</c>: what changed last: the newest disputes, and the newest contradictions across articles.</summary>
internal static class HomePage
{
    private const int Newest = 5;

    public static async Task<HtmlPage> Get(ISender sender, CancellationToken cancellation)
    {
        var disputes = await sender.Send(new ListDisputes { Limit = Newest }, cancellation);
        var boards = await DisputesPage.Boards(disputes.Items, sender, cancellation);
        var pairs = (await sender.Send(new ListContradictions { CrossArticle = true, Limit = Newest }, cancellation)).Slice;
        var articles = await ShownArticles.Of(pairs.Items.SelectMany(p => new[] { p.From.Appearance, p.To.Appearance }), sender, cancellation);
        return new HtmlPage("What the articles do not agree on", $"""
            <h1>What the articles do not agree on</h1>
            <p class="lead">Who said what, when, and where it was reported: the claims of the articles on record, side by side where they do not fit.</p>
            <section aria-labelledby="disputes">
            <h2 id="disputes">Disputes</h2>
            {(boards.Count > 0 ? $"<p>Questions to which the record holds rival answers, the newest change first.</p>" : (Html)$"<p>No question on record has rival answers.</p>")}
            {boards.Select(b => DisputesPage.Board(b, 3))}
            {(disputes.Next is null ? Html.Empty : $"""<p class="more"><a href="/disputes">All disputes</a></p>""")}
            </section>
            <section aria-labelledby="contradictions">
            <h2 id="contradictions">Newest contradictions across articles</h2>
            {(pairs.Items.Count > 0 ? $"<p>Pairs of claims that do not fit, each with the reason.</p>" : (Html)$"<p>None is on record.</p>")}
            {pairs.Items.Select(p => Pieces.Pair(p, articles, 3))}
            {(pairs.Next is null ? Html.Empty : $"""<p class="more"><a href="/contradictions?crossArticle=true">All contradictions across articles</a></p>""")}
            </section>
            """);
    }
}
