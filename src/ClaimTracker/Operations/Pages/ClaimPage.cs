using ClaimTracker.Claims;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Questions;
using ClaimTracker.Verification;
using MediatR;

namespace ClaimTracker.Operations.Pages;

/// <summary><c>/claims/{id}</c>: one claim: what is known of its truth, every article that reports it in which words, what stands against it, its reviews.</summary>
internal static class ClaimPage
{
    private const int MaxLinks = 50;

    public static async Task<HtmlPage> Get(long id, ISender sender, CancellationToken cancellation)
    {
        var claim = await sender.Send(new ReadClaim(id), cancellation);
        var links = await sender.Send(new ListLinks { ClaimId = id, Limit = MaxLinks }, cancellation);
        var reviews = await sender.Send(new ListReviews { ClaimId = id, State = ReviewState.Published }, cancellation);
        var answers = await Answers(id, sender, cancellation);
        var others = await Others(links.Items, id, sender, cancellation);
        var shown = links.Items.Where(l => others.ContainsKey(OtherEnd(l, id).Id)).ToList();
        var standing = claim.Appearances.Where(a => a.State == State.Active).ToList();
        var articles = await ShownArticles.Of(standing.Concat(others.Values.Select(First)), sender, cancellation);
        return new HtmlPage(claim.Statement, $"""
            <h1 dir="auto"{Pieces.Language(claim.Language)}>{claim.Statement}</h1>
            {Pieces.Speaker(claim.Claimant, null, claim.Said)}
            <p class="facts"><b class="state {Data.Names.Of(claim.Status)}">{Wording.Of(claim.Status)}</b>: {Wording.MeaningOf(claim)}. It is {Wording.Of(claim.Kind)}.</p>
            {Standing(claim)}
            {claim.Challenges.Select(c => (Html)$"""<p class="flaw" dir="auto">{c.Explanation}</p>""")}
            {About(claim)}
            <section aria-labelledby="reported">
            <h2 id="reported">Where it was reported</h2>
            {(standing.Count == 0 ? Pieces.Reported(null, articles) : Html.Join(standing.Select(a => Appearance(a, articles))))}
            </section>
            {answers}
            {Contradictions(claim, shown.Where(l => l.Type.IsContradiction()).ToList(), others, articles)}
            {Reviews(reviews.Items)}
            {OtherLinks(claim, shown.Where(l => !l.Type.IsContradiction()).ToList())}
            {(links.Next is null ? Html.Empty : $"""<p>Only its newest {MaxLinks} links were looked at. <a href="/v1/claims/{id}/links">All its links, as JSON</a></p>""")}
            {(shown.Count == 0 ? Html.Empty : Drawn(claim))}
            """)
        {
            Api = $"/v1/claims/{id}",
        };
    }

    /// <summary>The claims at the other ends of its links that people have decided on, those that stand.</summary>
    private static async Task<Dictionary<long, Claim>> Others(IReadOnlyList<Link> links, long id, ISender sender, CancellationToken cancellation)
    {
        var others = new Dictionary<long, Claim>();
        foreach (var link in links.Where(l => l.State is LinkState.Confirmed or LinkState.Resolved))
        {
            var other = await sender.Send(new ReadClaim(OtherEnd(link, id).Id), cancellation);
            if (other.State == State.Active)
            {
                others[other.Id] = other;
            }
        }

        return others;
    }

    /// <summary>The questions that it answers, those in dispute with the way to their board.</summary>
    private static async Task<Html> Answers(long id, ISender sender, CancellationToken cancellation)
    {
        var answers = (await sender.Send(new ListAnswers { ClaimId = id, State = AnswerState.Confirmed }, cancellation)).Items.Where(a => a.Counts).ToList();
        var items = new List<Html>();
        foreach (var answer in answers)
        {
            var question = await sender.Send(new GetQuestion(answer.Question.Id), cancellation);
            Html text = question.Dispute is { } state
                ? $"""<a href="/disputes/{question.Id}" dir="auto"{Pieces.Language(question.Language)}>{question.Text}</a> <span class="aside">({(state == DisputeState.Open ? "in dispute" : "settled")})</span>"""
                : (Html)$"""<span dir="auto"{Pieces.Language(question.Language)}>{question.Text}</span>""";
            items.Add($"""<li><p>{text} <b dir="auto">{answer.Text}</b></p></li>""");
        }

        return items.Count == 0
            ? Html.Empty
            : $"""
                <section aria-labelledby="questions">
                <h2 id="questions">What it answers</h2>
                <ul class="links">{items}</ul>
                </section>
                """;
    }

    private static LinkEnd OtherEnd(Link link, long id) => link.From.Id == id ? link.To : link.From;

    private static Appearance? First(Claim claim) => claim.Appearances.FirstOrDefault(a => a.State == State.Active);

    /// <summary>What has become of it, where it does not stand as it was recorded.</summary>
    private static Html Standing(Claim claim)
    {
        Html state = claim.State switch
        {
            State.Withdrawn => $"""<p class="flaw">It was withdrawn from the record.</p>""",
            State.Merged when claim.MergedInto is { } kept => $"""<p class="flaw">It was recorded twice: <a href="/claims/{kept.Id}" dir="auto">{kept.Statement}</a></p>""",
            _ => Html.Empty,
        };
        Html retracted = claim.RetractedBy is { } back ? $"""<p class="flaw">It was taken back: <a href="/claims/{back.Id}" dir="auto">{back.Statement}</a></p>""" : Html.Empty;
        Html updated = claim.UpdatedBy is { } later ? $"""<p class="flaw">A later claim takes its place: <a href="/claims/{later.Id}" dir="auto">{later.Statement}</a></p>""" : Html.Empty;
        return $"{state}{retracted}{updated}";
    }

    private static Html About(Claim claim)
    {
        Html period = Wording.Time(claim.Period) is { } days ? $"""<div><dt>About the time</dt><dd dir="auto">{days}</dd></div>""" : Html.Empty;
        Html figure = claim.Quantity is { } quantity ? $"""<div><dt dir="auto">{quantity.Of ?? quantity.Unit ?? "Figure"}</dt><dd dir="auto">{ValueText.Of(StatedValue.From(quantity))}</dd></div>""" : Html.Empty;
        Html topics = claim.Topics.Count > 0 ? $"""<div><dt>Topics</dt><dd dir="auto">{string.Join(", ", claim.Topics)}</dd></div>""" : Html.Empty;
        return period.IsEmpty && figure.IsEmpty && topics.IsEmpty ? Html.Empty : $"""<dl class="about">{period}{figure}{topics}</dl>""";
    }

    private static Html Appearance(Appearance appearance, ShownArticles articles) => $"""
        <div class="side">
        {Pieces.Reported(appearance, articles)}
        </div>

        """;

    private static Html Contradictions(Claim claim, List<Link> links, Dictionary<long, Claim> others, ShownArticles articles)
    {
        Html none = links.Count == 0 ? $"<p>Nothing on record contradicts it.</p>" : Html.Empty;
        Html waiting = claim.Counts.Suggested > 0 ? $"<p>{Wording.Count(claim.Counts.Suggested, "contradiction is suggested and waits", "contradictions are suggested and wait")} for a reviewer.</p>" : Html.Empty;
        return $"""
            <section aria-labelledby="against">
            <h2 id="against">What does not fit with it</h2>
            {none}{waiting}
            {links.Select(l => Against(l, others[OtherEnd(l, claim.Id).Id], articles))}
            </section>
            """;
    }

    private static Html Against(Link link, Claim other, ShownArticles articles) => $"""
        <article class="pair" id="link-{link.Id}" aria-labelledby="against-{link.Id}">
        <h3 id="against-{link.Id}"><bdi>{other.Claimant.Name}</bdi></h3>
        {Pieces.Type(link.Type, Pieces.Difference(link.Facet, link.State, link.Decision?.Outcome, link.From.Claimant, link.To.Claimant))}
        {(link.Explanation is { } explanation ? $"""<p class="why" dir="auto">{explanation}</p>""" : Html.Empty)}
        <div class="side">
        {Pieces.Speaker(other.Claimant, First(other)?.Role, other.Said)}
        {Pieces.Statement(other.Id, other.Statement, other.Status, other.Language)}
        {Pieces.Reported(First(other), articles)}
        </div>
        </article>

        """;

    private static Html Reviews(IReadOnlyList<Review> reviews) => reviews.Count == 0
        ? Html.Empty
        : $"""
            <section aria-labelledby="reviews">
            <h2 id="reviews">Published reviews</h2>
            {reviews.Select(Review)}
            </section>
            """;

    private static Html Review(Review review)
    {
        Html title = review switch
        {
            { Title: { } words, Url: { } url } => $"""<a href="{url}" rel="noreferrer" dir="auto"{Pieces.Language(review.Language)}>{words}</a>""",
            { Title: { } words } => $"""<bdi{Pieces.Language(review.Language)}>{words}</bdi>""",
            { Url: { } url } => $"""<a href="{url}" rel="noreferrer">{url}</a>""",
            _ => $"Review {review.Id}",
        };
        Html author = review.Author is { } by ? $", {Pieces.Name(by)}" : Html.Empty;
        Html published = review.PublishedAt is { } at ? $", {Wording.Day(at)}" : Html.Empty;
        return $"""
            <article class="review" aria-labelledby="review-{review.Id}">
            <h3 id="review-{review.Id}">{Wording.Of(review.Verdict)}</h3>
            <p class="source">{title}{author}{published}</p>
            {(review.Explanation is { } why ? $"""<p dir="auto"{Pieces.Language(review.Language)}>{why}</p>""" : Html.Empty)}
            {review.Corrections.Select(c => (Html)$"""<p class="flaw" dir="auto">Correction, {Wording.Day(c.At)}: {c.Text}</p>""")}
            </article>

            """;
    }

    private static Html OtherLinks(Claim claim, List<Link> links) => links.Count == 0
        ? Html.Empty
        : $"""
            <section aria-labelledby="others">
            <h2 id="others">Other claims it is linked to</h2>
            <ul class="links">{links.Select(l => Other(l, claim.Id))}</ul>
            </section>
            """;

    private static Html Other(Link link, long id)
    {
        var end = OtherEnd(link, id);
        return $"""
            <li>
            <p class="type {Data.Names.Of(link.Type)}">{(link.From.Id == id ? Wording.Of(link.Type) : Wording.Reverse(link.Type))}</p>
            <p><b>{Pieces.Name(end.Claimant)}</b>: <a href="/claims/{end.Id}" dir="auto">{end.Statement}</a></p>
            {(link.Explanation is { } explanation ? $"""<p class="why" dir="auto">{explanation}</p>""" : Html.Empty)}
            </li>

            """;
    }

    private static Html Drawn(Claim claim) => $"""
        <section aria-labelledby="picture">
        <h2 id="picture">The picture</h2>
        {Pieces.Picture($"/v1/claims/{claim.Id}/graph", "This claim, the claims it is linked to, and those that these are linked to. Its own links are listed above.")}
        </section>
        """;
}
