using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Questions;
using MediatR;

namespace ClaimTracker.Operations.Pages;

/// <summary><c>/disputes</c>: the list of the API, with its filters, for people.</summary>
internal static class DisputesPage
{
    private const int PerPage = 20;
    private const int VoicesPerValue = 3;

    public static async Task<HtmlPage> Get(Query<ListDisputes> query, HttpContext context, ISender sender, CancellationToken cancellation)
    {
        var asked = query.Value with { Limit = context.Request.Query.ContainsKey("limit") ? query.Value.Limit : PerPage };
        var found = await sender.Send(asked, cancellation);
        var boards = await Boards(found.Items, sender, cancellation);
        Html none = found.Items.Count == 0 ? $"<p>No question on record has rival answers here.</p>" : Html.Empty;
        return new HtmlPage("Disputes", $"""
            <h1>Disputes</h1>
            <p class="lead">Questions to which the record holds rival answers.</p>
            {Pieces.Narrowed(context)}
            {none}
            {boards.Select(b => Board(b, 2))}
            {Pieces.Ways(context, Paging.Next(context, found.Next, found.NextRank))}
            """)
        {
            Api = $"/v1/disputes{Pieces.Filters(context)}",
        };
    }

    /// <summary>The boards of a list. One that is settled between two reads is left out: it is no dispute any more.</summary>
    public static async Task<IReadOnlyList<Dispute>> Boards(IReadOnlyList<DisputeSummary> disputes, ISender sender, CancellationToken cancellation)
    {
        var boards = new List<Dispute>();
        foreach (var dispute in disputes)
        {
            try
            {
                boards.Add(await sender.Send(new GetDispute(dispute.Question.Id), cancellation));
            }
            catch (ProblemException gone) when (gone.Kind == ProblemKind.NotFound)
            {
            }
        }

        return boards;
    }

    /// <summary>A dispute in a list: the rival values, who says each, when and where.</summary>
    /// <param name="level">The level of its heading.</param>
    public static Html Board(Dispute dispute, long level) => $"""
        <article class="dispute" aria-labelledby="dispute-{dispute.Question.Id}">
        <h{level} id="dispute-{dispute.Question.Id}"><a href="/disputes/{dispute.Question.Id}" dir="auto"{Pieces.Language(dispute.Question.Language)}>{dispute.Question.Text}</a></h{level}>
        <p class="facts">{Facts(dispute)}</p>
        <dl class="rivals">
        {ByValue(dispute).Select(rival => Rival(rival.Value, rival.Answers))}
        </dl>
        {(dispute.ValueCount > dispute.Values.Count ? $"<p>{Wording.Count(dispute.ValueCount - dispute.Values.Count, "more value")}.</p>" : Html.Empty)}
        </article>

        """;

    /// <summary>How it stands, in a line.</summary>
    public static Html Facts(Dispute dispute)
    {
        Html range = dispute switch
        {
            { Range: { } figures } => $" · {Wording.Range(figures)}",
            { Days: { } days } => $" · {DateText.Of(days.Earliest, days.Latest)}",
            _ => Html.Empty,
        };
        return $"""<b class="state">{Wording.Of(dispute.State)}</b> · {Wording.Sources(dispute.IndependentSources, dispute.UnnamedSources)}{range} · changed {Wording.Day(dispute.ChangedAt)}""";
    }

    /// <summary>The answers of each value that is shown: the board holds them group by group, in the order of the values.</summary>
    public static IEnumerable<(RivalValue Value, IReadOnlyList<DisputeAnswer> Answers)> ByValue(Dispute dispute)
    {
        var done = 0;
        foreach (var value in dispute.Values)
        {
            yield return (value, [.. dispute.Answers.Skip(done).Take((int)value.AnswerCount)]);
            done += (int)value.AnswerCount;
        }
    }

    /// <summary>Marks the value that settled it.</summary>
    public static Html Mark(IReadOnlyList<DisputeAnswer> answers) => answers.Any(a => a.IsPreferred) ? $""" <span class="preferred">preferred</span>""" : Html.Empty;

    private static Html Rival(RivalValue value, IReadOnlyList<DisputeAnswer> answers)
    {
        var voices = answers.DistinctBy(a => (a.Claimant.Id, a.Appearances.Count > 0 ? a.Appearances[0].Article.Id : 0)).Take(VoicesPerValue).ToList();
        var rest = value.ClaimantCount - voices.DistinctBy(a => a.Claimant.Id).Count();
        Html more = rest > 0 ? $"<dd>and {Wording.Count(rest, "more source")}</dd>" : Html.Empty;
        return $"""
            <div>
            <dt><bdi>{value.Text}</bdi>{Mark(answers)}</dt>
            {voices.Select(Voice)}
            {more}
            </div>

            """;
    }

    /// <summary>Who says it, when, and where that was reported first.</summary>
    private static Html Voice(DisputeAnswer answer)
    {
        Html when = Wording.SomeDay(answer.Said) is { } days ? $""" <span class="when" dir="auto">{days}</span>""" : Html.Empty;
        Html where = answer.Appearances is [var first, ..] ? $""" <cite dir="auto">{first.Article.Label}</cite>""" : Html.Empty;
        return $"<dd><b>{Pieces.Name(answer.Claimant)}</b>{when}{where}</dd>";
    }
}
