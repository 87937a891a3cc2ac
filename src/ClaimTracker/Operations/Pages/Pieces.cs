using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Text;

namespace ClaimTracker.Operations.Pages;

/// <summary>What several pages are made of. Whatever a person wrote stands in an element of its own with dir="auto", so that it turns nothing around it.</summary>
internal static class Pieces
{
    /// <summary>A name, and what of it a reader must know.</summary>
    public static Html Name(ClaimantReference claimant)
    {
        Html kind = Wording.Of(claimant.Type) is { } words ? $""" <span class="aside">({words})</span>""" : Html.Empty;
        return $"<bdi>{claimant.Name}</bdi>{kind}";
    }

    /// <summary>Who says it, as what, and when.</summary>
    public static Html Speaker(ClaimantReference claimant, string? role, Dated? said)
    {
        Html asWhat = role is null ? Html.Empty : $""", <span class="role" dir="auto">{role}</span>""";
        Html when = Wording.SomeDay(said) is { } days ? $""" <span class="when" dir="auto">{days}</span>""" : Html.Empty;
        return $"""<p class="speaker"><b>{Name(claimant)}</b>{asWhat}{when}</p>""";
    }

    /// <summary>What is claimed, and what a review has found of it.</summary>
    public static Html Statement(long claimId, string statement, ClaimStatus status, string? language = null)
    {
        Html found = status is ClaimStatus.Unverified or ClaimStatus.Disputed or ClaimStatus.NotCheckable
            ? Html.Empty
            : $""" <b class="state {Data.Names.Of(status)}">{Wording.Of(status)}</b>""";
        return $"""<p class="statement"><a href="/claims/{claimId}" dir="auto"{Language(language)}>{statement}</a>{found}</p>""";
    }

    /// <summary>Where it was reported: its quotations in their sentence, how firmly, through whom, in which article.</summary>
    public static Html Reported(Appearance? appearance, ShownArticles articles)
    {
        if (appearance is null)
        {
            return $"""<p class="source">No article on record reports it any more.</p>""";
        }

        var article = articles[appearance.Article.Id];
        return $"""
            {appearance.Quotes.Select(q => Quotation(q, article.Language))}
            <p class="source">{Source(article)}; {Manner(appearance)}.</p>
            """;
    }

    public static Html Quotation(Quote quote, string? language)
    {
        var sentence = QuotedSentence.Of(quote.Prefix, quote.Exact, quote.Suffix);
        Html flaw = Wording.Of(quote.Anchor) is { } words ? $"""<p class="flaw">{words}</p>""" : Html.Empty;
        return $"""<blockquote dir="auto"{Language(language)}><p>{sentence.Before}<mark>{sentence.Exact}</mark>{sentence.After}</p></blockquote>{flaw}""";
    }

    public static Html Source(Article article)
    {
        Html label = article.Url is { } url
            ? $"""<cite><a href="{url}" rel="noreferrer" dir="auto"{Language(article.Language)}>{article.Label}</a></cite>"""
            : (Html)$"""<cite dir="auto"{Language(article.Language)}>{article.Label}</cite>""";
        Html publisher = article.Publisher is { } by ? $", <bdi>{by.Name}</bdi>" : Html.Empty;
        Html published = article.Published is { Earliest: not null } or { Latest: not null } ? $", {Wording.SomeDay(article.Published)}" : Html.Empty;
        return $"{label}{publisher}{published}";
    }

    /// <summary>How the article brings it: the mode, the hedge, the relays.</summary>
    public static Html Manner(Appearance appearance)
    {
        Html hedge = Wording.Of(appearance.Hedge) is { } words ? $""", <strong>{words}</strong>""" : Html.Empty;
        Html relays = appearance.Attribution.Count == 0 ? Html.Empty : $", according to {Names(appearance.Attribution)}";
        return $"{Wording.Of(appearance.Mode)}{hedge}{relays}";
    }

    /// <summary>Two claims that do not fit, side by side.</summary>
    /// <param name="level">The level of its heading.</param>
    public static Html Pair(Contradiction pair, ShownArticles articles, long level)
    {
        Html why = pair.Link.Explanation is { } explanation ? $"""<p class="why" dir="auto">{explanation}</p>""" : Html.Empty;
        return $"""
            <article class="pair" id="link-{pair.Link.Id}" aria-labelledby="pair-{pair.Link.Id}">
            <h{level} id="pair-{pair.Link.Id}"><bdi>{pair.From.Claimant.Name}</bdi> and <bdi>{pair.To.Claimant.Name}</bdi></h{level}>
            {Type(pair.Link.Type, Difference(pair.Link.Facet, pair.Link.State, pair.Link.Decision?.Outcome, pair.From.Claimant, pair.To.Claimant))}
            {why}
            <div class="sides">
            {Side(pair.From, articles)}
            {Side(pair.To, articles)}
            </div>
            </article>

            """;
    }

    /// <summary>How two claims stand to each other: told by words, and marked by a colour.</summary>
    public static Html Type(LinkType type, Html more) =>
        $"""<p class="type {Data.Names.Of(type)}">{Wording.Of(type)}{more}</p>""";

    /// <summary>What two claims differ in, and how that was settled.</summary>
    public static Html Difference(Facet? facet, LinkState state, ResolveOutcome? outcome, ClaimantReference from, ClaimantReference to)
    {
        Html differ = facet is { } what ? $": {Wording.Of(what)}" : Html.Empty;
        Html settled = state == LinkState.Resolved ? $"""; <bdi>{Wording.Of(outcome, from, to)}</bdi>""" : Html.Empty;
        return $"{differ}{settled}";
    }

    /// <summary>A picture of the API, with what it shows in words.</summary>
    public static Html Picture(string path, string description) => $"""
        <figure>
        <img src="{path}?format=svg" alt="{Wording.Line(description)}" />
        <figcaption><a href="{path}?format=svg">The picture by itself</a></figcaption>
        </figure>
        """;

    /// <summary>The way on through a list, as links.</summary>
    public static Html Ways(HttpContext context, string? nextCursor)
    {
        var path = Paging.PathOf(context.Request);
        Html first = context.Request.Query.ContainsKey("cursor") ? $"""<li><a href="{path}{Query(context, null)}">First page</a></li>""" : Html.Empty;
        Html next = nextCursor is null ? Html.Empty : $"""<li><a href="{path}{Query(context, nextCursor)}" rel="next">Next page</a></li>""";
        return context.Request.Query.ContainsKey("cursor") || nextCursor is not null ? $"""<nav class="ways" aria-label="Pages of this list"><ul>{first}{next}</ul></nav>""" : Html.Empty;
    }

    /// <summary>What a list was narrowed to, with the way back to the whole.</summary>
    public static Html Narrowed(HttpContext context)
    {
        var filters = context.Request.Query.Where(p => p.Key is not ("cursor" or "limit" or "q")).Select(p => $"{p.Key} {p.Value}").ToList();
        var words = context.Request.Query["q"].ToString();
        var whole = words.Length == 0 ? "" : QueryString.Create("q", words).ToString();
        return filters.Count == 0
            ? Html.Empty
            : $"""<p class="narrowed">Narrowed to <bdi>{string.Join(", ", filters)}</bdi>. <a href="{Paging.PathOf(context.Request)}{whole}">Show all</a></p>""";
    }

    /// <summary>The query string without the place in the list: a cursor is good for one path only.</summary>
    public static string Filters(HttpContext context) => Query(context, null);

    /// <summary>The language of a text, as an attribute.</summary>
    public static Html Language(string? tag) => tag is null ? Html.Empty : $" lang=\"{tag}\"";

    private static Html Side(ContradictionSide side, ShownArticles articles)
    {
        Html more = side.AppearanceCount > 1 ? $"""<p class="source">Reported {Wording.Count(side.AppearanceCount, "time")} in all.</p>""" : Html.Empty;
        return $"""
            <div class="side">
            {Speaker(side.Claimant, side.Appearance?.Role, side.Appearance?.Said ?? side.Claim.Said)}
            {Statement(side.Claim.Id, side.Claim.Statement, side.Claim.Status)}
            {Reported(side.Appearance, articles)}
            {more}
            </div>
            """;
    }

    private static Html Names(IReadOnlyList<ClaimantReference> relays) =>
        Html.Join(relays.Select((relay, i) => (Html)$"{(i == 0 ? "" : ", and that according to ")}{Name(relay)}"));

    private static string Query(HttpContext context, string? cursor)
    {
        var kept = context.Request.Query.Where(p => p.Key != "cursor").SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value));
        return QueryString.Create(cursor is null ? kept : kept.Append(KeyValuePair.Create("cursor", (string?)cursor))).ToString();
    }
}
