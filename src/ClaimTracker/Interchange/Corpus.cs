using System.Text.Json;
using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Links;
using ClaimTracker.Text;

namespace ClaimTracker.Interchange;

/// <summary>
/// Reads a corpus of annotated articles (<c>articles.json</c>, <c>claims.json</c>, <c>links.json</c> or <c>links-sample.json</c>, and the texts) as the lines an
/// import would have. What the annotations call by other names is mapped here, each rule once.
/// </summary>
internal sealed class Corpus
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Statements that are speech acts in the annotations: the sample record words their content.</summary>
    private static readonly HashSet<string> SpeechActs = ["a0-c01", "a0-c06", "a0-c09", "a0-c12", "a0-c17", "a0-c22", "a4-c12", "a4-c16"];

    /// <summary>Positions that the annotations do not mark as opinions.</summary>
    private static readonly HashSet<string> Positions = ["a0-c01", "a0-c02", "a0-c12", "a0-c17", "a0-c19", "a3-c11", "a3-c30"];

    /// <summary>Claims whose first number is what they state; the numbers of the others are by the way.</summary>
    private static readonly HashSet<string> Quantified =
        ["a0-c07", "a1-c07", "a2-c07", "a2-c08", "a2-c11", "a2-c16", "a2-c20", "a2-c24", "a2-c34", "a3-c09", "a4-c01", "a4-c02", "a4-c19", "a4-c20", "a4-c29"];

    /// <summary>Claims whose event time dates something else in the sentence.</summary>
    private static readonly HashSet<string> Undated = ["a4-c17", "a4-c23", "a4-c50"];

    private readonly AnnotatedArticle[] articles;
    private readonly AnnotatedClaim[] claims;
    private readonly AnnotatedLink[] links;
    private readonly string directory;

    private Corpus(string directory)
    {
        this.directory = directory;
        articles = Read<AnnotatedArticle>("articles.json");
        claims = Read<AnnotatedClaim>("claims.json");
        links = Read<AnnotatedLink>(File.Exists(Path.Combine(directory, "links.json")) ? "links.json" : "links-sample.json");
    }

    public static bool Is(string path) => File.Exists(Path.Combine(path, "articles.json")) && File.Exists(Path.Combine(path, "claims.json"));

    public static Corpus Open(string directory) => new(directory);

    /// <summary>The articles, claims and links in an order in which each names only those before it.</summary>
    public IEnumerable<ImportLine> Lines()
    {
        var statements = SampleRecord.Statements();
        var byRef = claims.ToDictionary(c => c.Id);
        return [
            .. articles.Select(a => new ImportLine(Article: Of(a))),
            .. claims.Select(c => new ImportLine(Claim: Of(c, statements))),
            .. claims.Where(c => c.Denies is not null).Select(c => new ImportLine(Link: Denial(c, byRef[c.Denies!]))),
            .. links.Select(l => new ImportLine(Link: Of(l, byRef[l.A], byRef[l.B]))),
        ];
    }

    private RecordArticle Of(AnnotatedArticle article) => new(
        Ref: article.Key,
        Headline: article.Title,
        Publisher: article.Publisher.Value is { } publisher ? new Party(publisher, ClaimantType.Outlet) : null,
        Authors: article.Author.Value is { } author ? [new Party(author, ClaimantType.Person)] : [],
        Published: Published(article.Published),
        Language: "en",
        Text: File.ReadAllText(Path.Combine(directory, "articles", article.File)));

    private static GivenDate? Published(AnnotatedDate date) => (date.Earliest, date.Latest, date.Value, date.Basis) switch
    {
        ({ } earliest, { } latest, _, var basis) => new GivenDate($"{earliest}/{latest}", basis),
        ({ } earliest, null, _, var basis) => new GivenDate($"{earliest}/..", basis),
        (_, _, { } value, var basis) => new GivenDate(value, basis),
        (_, _, null, { } basis) => new GivenDate(null, basis),
        _ => null,
    };

    private RecordClaim Of(AnnotatedClaim claim, IReadOnlyDictionary<string, string> statements) => new(
        Ref: claim.Id,
        Statement: SpeechActs.Contains(claim.Id) ? statements[claim.Id] : claim.Statement,
        Kind: KindOf(claim),
        Claimant: ClaimantTypeOf(claim.ClaimantType) is { } type ? new Party(claim.Claimant, type) : null,
        Period: Undated.Contains(claim.Id) ? null : DateOf(claim.EventTime),
        Language: "en",
        Topics: claim.Topics,
        Quantity: Quantified.Contains(claim.Id) ? QuantityOf(claim.Numbers[0]) : null,
        Appearance: new GivenAppearance(
            ModeOf(claim),
            ArticleRef: claim.Article,
            Said: SaidOf(claim),
            Role: claim.Role,
            Hedge: HedgeOf(claim.Hedge),
            Attribution: [.. Relays(claim)],
            Quotes: [new GivenQuote(claim.Exact, Start: claim.Start)]));

    private static LinkClaims Denial(AnnotatedClaim denying, AnnotatedClaim denied) => new(
        LinkType.Contradicts, $"{denying.Claimant} denies what {denied.Claimant} says.", FromRef: denying.Id, ToRef: denied.Id, Facet: Facet.Polarity);

    private static LinkClaims Of(AnnotatedLink link, AnnotatedClaim a, AnnotatedClaim b)
    {
        var type = LinkTypeOf(link, a, b);
        return new LinkClaims(type, link.Reason, FromRef: link.A, ToRef: link.B, Facet: type.IsContradiction() ? FacetOf(link.Mechanism, type) : null);
    }

    private static ClaimKind KindOf(AnnotatedClaim claim) =>
        claim.Kind == "opinion" || Positions.Contains(claim.Id) ? ClaimKind.Position
        : claim.Kind == "prediction" ? ClaimKind.Prediction
        : ClaimKind.Fact;

    /// <summary>Null where the article speaks in its own voice.</summary>
    private static ClaimantType? ClaimantTypeOf(string type) => type switch
    {
        "author" => null,
        "person" => ClaimantType.Person,
        "anonymous_source" or "unnamed_official" => ClaimantType.Anonymous,
        "state" => ClaimantType.State,
        "organisation" => ClaimantType.Organization,
        "group" => ClaimantType.Collective,
        "media" => ClaimantType.Outlet,
        _ => ClaimantType.Unknown,
    };

    private static AppearanceMode ModeOf(AnnotatedClaim claim) => (claim.Id, claim.ClaimantType, claim.QuoteExtent) switch
    {
        ("a4-c49", _, _) => AppearanceMode.CorrectionNote,
        ("a4-c52", _, _) => AppearanceMode.Caption,
        (_, "author", _) => AppearanceMode.OwnVoice,
        (_, _, "full") => AppearanceMode.DirectQuote,
        (_, _, "partial") => AppearanceMode.PartialQuote,
        _ => AppearanceMode.ReportedSpeech,
    };

    private static Hedge HedgeOf(string hedge) => hedge switch
    {
        "conditional" or "inferred" => Hedge.Likely,
        "uncertain" => Hedge.Possible,
        "alleged" => Hedge.Alleged,
        _ => Hedge.None,
    };

    private static GivenSaid? SaidOf(AnnotatedClaim claim)
    {
        var said = claim.AssertedOn;
        if (said is { Anchor: "published", Offset: { } offset })
        {
            return claim.ClaimantType == "author" && offset == "P0D" ? null : new GivenSaid(Offset: offset, Basis: said.Words);
        }

        return DateOf(said) is { } date ? new GivenSaid(date.Edtf, null, date.Basis) : null;
    }

    private static GivenDate? DateOf(AnnotatedTime? time) => time switch
    {
        { Value: { } value } => new GivenDate(value.StartsWith("--", StringComparison.Ordinal) ? $"XXXX-{value[2..]}" : value, time.Words),
        { Words: { } words } => new GivenDate(null, words),
        _ => null,
    };

    /// <summary>The chain without the claimant, the article's author and its publisher.</summary>
    private IEnumerable<Party> Relays(AnnotatedClaim claim)
    {
        var article = articles.Single(a => a.Key == claim.Article);
        return claim.Chain
            .Where(link => link != claim.Claimant && link != article.Author.Value && link != article.Publisher.Value
                && !link.StartsWith("article author", StringComparison.Ordinal) && !link.StartsWith("recent essay by", StringComparison.Ordinal))
            .Select(link => new Party(link, link == "Russian state news" ? ClaimantType.Collective : ClaimantType.Outlet));
    }

    private static Quantity QuantityOf(AnnotatedNumber number) => number.Qualifier switch
    {
        null or "annually" => Of(QuantityQualifier.Exact, number),
        "at least" => Of(QuantityQualifier.AtLeast, number),
        "roughly" => Of(QuantityQualifier.About, number),
        "more than" => Of(QuantityQualifier.MoreThan, number),
        _ => Of(QuantityQualifier.Vague, number with { Value = null }),
    };

    private static Quantity Of(QuantityQualifier qualifier, AnnotatedNumber number) =>
        new(qualifier, number.Value, Unit: Singular(number.Unit), Of: number.Counts);

    private static string? Singular(string? unit) => unit switch
    {
        "rallies" => "rally",
        "exercises per year" => "exercise per year",
        { } plural when plural.EndsWith('s') => plural[..^1],
        _ => unit,
    };

    private static LinkType LinkTypeOf(AnnotatedLink link, AnnotatedClaim a, AnnotatedClaim b)
    {
        if (link.Type != "contradicts")
        {
            return link.Type switch { "same_claim" => LinkType.Equivalent, "supports" => LinkType.Supports, _ => LinkType.Qualifies };
        }

        if (KindOf(a) == ClaimKind.Position || KindOf(b) == ClaimKind.Position)
        {
            return LinkType.Disagrees;
        }

        // The annotators called these contradictions, and both sides can be true.
        var canBothBeTrue = link.Confidence == "weak" || link.Id == "l064" || (link.A, link.B) == ("a2-c08", "a4-c29");
        return canBothBeTrue ? LinkType.Discrepancy : LinkType.Contradicts;
    }

    private static Facet FacetOf(string? mechanism, LinkType type) => mechanism switch
    {
        "numeric" => Facet.Quantity,
        "negation" or "existence" => Facet.Polarity,
        "opposite_stance" when type == LinkType.Disagrees => Facet.Position,
        "temporal" => Facet.Date,
        "attribution" => Facet.Attribution,
        "causal" => Facet.Cause,
        _ => Facet.Other,
    };

    private T[] Read<T>(string file)
    {
        using var json = File.OpenRead(Path.Combine(directory, file));
        return JsonSerializer.Deserialize<T[]>(json, SnakeCase)!;
    }

    private sealed record AnnotatedName(string? Value);

    private sealed record AnnotatedDate(string? Value, string? Basis, string? Earliest, string? Latest);

    private sealed record AnnotatedArticle(string Key, string File, string? Title, AnnotatedName Author, AnnotatedName Publisher, AnnotatedDate Published);

    private sealed record AnnotatedTime(string? Value, string? Words, string? Anchor, string? Offset);

    private sealed record AnnotatedNumber(decimal? Value, string? Unit, string? Counts, string? Qualifier);

    private sealed record AnnotatedClaim(
        string Id, string Article, string Statement, string Kind, string Claimant, string ClaimantType, string[] Chain, string? Role, AnnotatedTime AssertedOn,
        AnnotatedTime? EventTime, string Hedge, string? Denies, string[] Topics, AnnotatedNumber[] Numbers, string Exact, long Start, string QuoteExtent);

    private sealed record AnnotatedLink(string Id, string Type, string A, string B, string Confidence, string? Mechanism, string Reason);
}
