using System.Text.Json.Serialization;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Text;

namespace ClaimTracker.Search;

/// <summary>How the items of a page are ordered.</summary>
public enum Ranking
{
    /// <summary>Best first, by BM25 over all that matches.</summary>
    Bm25,

    /// <summary>The newest matches are taken together and the best of them stand first; then come the next older ones.</summary>
    RecentWindow,
}

/// <summary>Where the words stand.</summary>
public enum SearchField
{
    /// <summary>In the claim's statement.</summary>
    Statement,

    /// <summary>In its statement in another language.</summary>
    Translation,

    /// <summary>In a quotation.</summary>
    Quotation,

    /// <summary>In the claimant's name or an alias.</summary>
    Claimant,

    /// <summary>In the headline of an article that reports it.</summary>
    Headline,
}

/// <summary>A claim that was found.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Ref">Its own key.</param>
/// <param name="Statement">What is claimed.</param>
/// <param name="Kind">What sort of statement it is.</param>
/// <param name="Status">What is known of its truth.</param>
/// <param name="Said">When it was said.</param>
/// <param name="Period">What time it is about.</param>
/// <param name="Language">The language of the statement.</param>
/// <param name="Topics">What it is about.</param>
public sealed record FoundClaim(
    long Id, string? Ref, string Statement, ClaimKind Kind, ClaimStatus Status, Dated? Said, Dated? Period, string? Language, IReadOnlyList<string> Topics);

/// <summary>A text beside the statement that holds words that were looked for.</summary>
/// <param name="Field">What text it is.</param>
/// <param name="Text">The text.</param>
/// <param name="Language">The language of a translation.</param>
/// <param name="AppearanceId">The appearance that a quotation belongs to.</param>
/// <param name="ArticleId">The article that a quotation or a headline stands in.</param>
public sealed record Passage(
    SearchField Field,
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Language = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? AppearanceId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ArticleId = null);

/// <summary>Words that were looked for, where they stand.</summary>
/// <param name="Field">In what.</param>
/// <param name="Start">Where they begin in that text, in Unicode code points.</param>
/// <param name="End">Where they end.</param>
/// <param name="Passage">Which of the item's `passages` it is, from 0; absent for the statement.</param>
public sealed record Highlight(
    SearchField Field,
    int Start,
    int End,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Passage = null);

/// <summary>One result.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Claimant">Who claims it.</param>
/// <param name="Highlights">Where the words stand, in the texts as they are on record.</param>
/// <param name="Passages">The texts beside the statement that hold some of the words.</param>
/// <param name="DateFit">How it fits the dates that were asked for.</param>
public sealed record SearchItem(
    FoundClaim Claim,
    ClaimantReference Claimant,
    IReadOnlyList<Highlight> Highlights,
    IReadOnlyList<Passage> Passages,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateFit? DateFit);

/// <summary>How many of the matches have a value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many.</param>
public sealed record FacetCount(string Value, int Count);

/// <summary>How many of the matches a claimant has.</summary>
/// <param name="Claimant">The claimant.</param>
/// <param name="Count">How many.</param>
public sealed record ClaimantCount(ClaimantReference Claimant, int Count);

/// <summary>What the matches that were ranked together are, commonest first; the twenty commonest of each.</summary>
/// <param name="Kind">By sort of statement.</param>
/// <param name="Status">By status.</param>
/// <param name="Topic">By topic.</param>
/// <param name="Language">By the language of the statement.</param>
/// <param name="Claimant">By claimant.</param>
public sealed record SearchFacets(
    IReadOnlyList<FacetCount> Kind, IReadOnlyList<FacetCount> Status, IReadOnlyList<FacetCount> Topic, IReadOnlyList<FacetCount> Language, IReadOnlyList<ClaimantCount> Claimant);

/// <summary>A page of results.</summary>
/// <param name="Items">The results.</param>
/// <param name="NextCursor">What to send as `cursor` for the next page; null on the last.</param>
/// <param name="Ranking">How they are ordered: `bm25` where all matches could be ranked together, `recent-window` where there are too many.</param>
/// <param name="Complete">False where the search was ended for its cost: the page holds what was found by then, perhaps nothing, and `nextCursor` goes on from there.</param>
/// <param name="Facets">What the matches are that were ranked together.</param>
public sealed record SearchPage(IReadOnlyList<SearchItem> Items, string? NextCursor, [property: JsonConverter(typeof(RankingName))] Ranking Ranking, bool Complete, SearchFacets Facets);

/// <summary>`recent-window` has a hyphen where names of values have underscores.</summary>
internal sealed class RankingName() : JsonStringEnumConverter<Ranking>(System.Text.Json.JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
