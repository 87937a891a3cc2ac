using ClaimTracker.Links;
using ClaimTracker.Questions;
using MediatR;

namespace ClaimTracker.Operations.Pages;

/// <summary><c>/disputes/{id}</c>: one board: the rival answers side by side, each in the words that carry it, how they stand to each other, and their picture.</summary>
internal static class DisputePage
{
    public static async Task<HtmlPage> Get(long id, ISender sender, CancellationToken cancellation)
    {
        var dispute = await sender.Send(new GetDispute(id), cancellation);
        var articles = await ShownArticles.Of(dispute.Answers.SelectMany(a => a.Appearances), sender, cancellation);
        return new HtmlPage(dispute.Question.Text, $"""
            <h1 dir="auto"{Pieces.Language(dispute.Question.Language)}>{dispute.Question.Text}</h1>
            <p class="facts">{DisputesPage.Facts(dispute)}</p>
            {Asked(dispute.Question)}
            {(dispute.Preferred is { } preferred ? Settled(preferred) : Html.Empty)}
            <section aria-labelledby="answers">
            <h2 id="answers">The rival answers</h2>
            <div class="board">
            {DisputesPage.ByValue(dispute).Select((rival, i) => Rival(rival.Value, rival.Answers, i, articles))}
            </div>
            {Cut(dispute)}
            </section>
            <section aria-labelledby="links">
            <h2 id="links">How they stand to each other</h2>
            {(dispute.Links.Count == 0 ? $"<p>No link is on record between them.</p>" : (Html)$"""<ul class="links">{dispute.Links.Select(Between)}</ul>""")}
            {(dispute.LinkCount > dispute.Links.Count ? $"<p>The newest {dispute.Links.Count} of {dispute.LinkCount} links.</p>" : Html.Empty)}
            </section>
            <section aria-labelledby="picture">
            <h2 id="picture">The picture</h2>
            {Pieces.Picture($"/v1/disputes/{id}/graph", Description(dispute))}
            </section>
            """)
        {
            Api = $"/v1/disputes/{id}",
        };
    }

    /// <summary>What exactly is asked: answers about another time or another thing do not count.</summary>
    private static Html Asked(Question question)
    {
        var parts = new List<Html>();
        if (question.Of is { } of)
        {
            parts.Add($"counted: <bdi>{of}</bdi>");
        }

        if (Wording.Time(question.Period) is { } days)
        {
            parts.Add($"time: <bdi>{days}</bdi>");
        }

        if (question.Place is { } place)
        {
            parts.Add($"place: <bdi>{place}</bdi>");
        }

        return parts.Count == 0 ? Html.Empty : $"""<p class="asked">{parts.Select((part, i) => (Html)$"{(i == 0 ? "" : "; ")}{part}")}.</p>""";
    }

    private static Html Settled(PreferredAnswer preferred) => $"""
        <section class="settled" aria-labelledby="settled">
        <h2 id="settled">Settled: <bdi>{preferred.Text}</bdi></h2>
        <p dir="auto">{preferred.Reason}</p>
        <p class="source">Decided by <bdi>{preferred.By}</bdi> on {Wording.Day(preferred.At)}.</p>
        </section>
        """;

    private static Html Rival(RivalValue value, IReadOnlyList<DisputeAnswer> answers, int place, ShownArticles articles) => $"""
        <section class="rival" aria-labelledby="value-{place + 1}">
        <h3 id="value-{place + 1}"><bdi>{value.Text}</bdi>{DisputesPage.Mark(answers)}</h3>
        <p class="facts">{Wording.Count(value.ClaimantCount, "source")}</p>
        {answers.Select(a => Answer(a, articles))}
        {(value.AnswerCount > answers.Count ? $"<p>and {Wording.Count(value.AnswerCount - answers.Count, "more answer")}</p>" : Html.Empty)}
        </section>

        """;

    private static Html Answer(DisputeAnswer answer, ShownArticles articles)
    {
        var first = answer.Appearances.Count > 0 ? answer.Appearances[0] : null;
        Html more = answer.AppearanceCount > Math.Max(answer.Appearances.Count, 1)
            ? $"""<p class="source">Reported {Wording.Count(answer.AppearanceCount, "time")} in all.</p>"""
            : Html.Empty;
        return $"""
            <div class="side">
            {Pieces.Speaker(answer.Claimant, first?.Role, answer.Said)}
            {Pieces.Statement(answer.Claim.Id, answer.Claim.Statement, answer.Claim.Status)}
            {(answer.Appearances.Count == 0 ? Pieces.Reported(null, articles) : Html.Join(answer.Appearances.Select(a => Pieces.Reported(a, articles))))}
            {more}
            </div>

            """;
    }

    private static Html Cut(Dispute dispute) => dispute.ValueCount > dispute.Values.Count || dispute.AnswerCount > dispute.Answers.Count
        ? $"<p>Shown are {dispute.Answers.Count} of {Wording.Count(dispute.AnswerCount, "answer")} and {dispute.Values.Count} of {Wording.Count(dispute.ValueCount, "value")}.</p>"
        : Html.Empty;

    private static Html Between(Link link) => $"""
        <li>
        {Pieces.Type(link.Type, Pieces.Difference(link.Facet, link.State, link.Decision?.Outcome, link.From.Claimant, link.To.Claimant))}
        {(link.Explanation is { } explanation ? $"""<p class="why" dir="auto">{explanation}</p>""" : Html.Empty)}
        <p><b>{Pieces.Name(link.From.Claimant)}</b>: <a href="/claims/{link.From.Id}" dir="auto">{link.From.Statement}</a></p>
        <p><b>{Pieces.Name(link.To.Claimant)}</b>: <a href="/claims/{link.To.Id}" dir="auto">{link.To.Statement}</a></p>
        </li>

        """;

    /// <summary>What the picture shows, for those who do not see it.</summary>
    private static string Description(Dispute dispute) =>
        $"The claims in {Wording.Count(dispute.ValueCount, "column")}, one for each answer: "
        + string.Join("; ", dispute.Values.Select(v => $"{v.Text} ({string.Join(", ", v.Claimants.Select(c => c.Name))})"))
        + $". {Wording.Count(dispute.LinkCount, "line joins", "lines join")} claims that do not fit, as listed above.";
}
