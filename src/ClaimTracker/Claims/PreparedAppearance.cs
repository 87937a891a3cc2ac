using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>An appearance whose parts are resolved: ready to be written, or to be compared with one on record.</summary>
internal sealed record PreparedAppearance(
    ArticleReference Article,
    AppearanceMode Mode,
    GivenSaid? Said,
    Dated? Dated,
    string? Role,
    Hedge Hedge,
    IReadOnlyList<long> Attribution,
    IReadOnlyList<VerifiedQuote> Quotes,
    string? Ref)
{
    public Anchor Anchor => Quotes.Count == 0 ? Anchor.Unquoted : Quotes.Max(q => q.Anchor);

    /// <summary>Whether an appearance on record says the same.</summary>
    public bool IsSameAs(Appearance other) =>
        Mode == other.Mode
        && Said == other.Content().Said
        && Role == other.Role
        && Hedge == other.Hedge
        && Ref == other.Ref
        && Attribution.Count == other.Attribution.Count
        && Attribution.Zip(other.Attribution).All(relay => relay.First == relay.Second.Id || relay.First == relay.Second.StoredId)
        && Quotes.Select(q => (q.Exact, q.Start)).SequenceEqual(other.Quotes.Select(q => (q.Exact, q.Start)));
}
