using System.Text.Json.Serialization;

namespace ClaimTracker.Problems;

/// <summary>One thing that is wrong with a request, and where. Exactly one of pointer, parameter and header is given.</summary>
/// <param name="Code">The kind of fault, for programs: `required`, `too_long`, `unknown_reference` …</param>
/// <param name="Detail">What is wrong and what would be right, in a sentence for people.</param>
/// <param name="Pointer">Where in the body: a JSON Pointer as a URI fragment, `#/appearance/quotes/0/exact` (RFC 6901 §6).</param>
/// <param name="Parameter">The query parameter.</param>
/// <param name="Header">The request header.</param>
/// <param name="Limit">The limit that was passed.</param>
/// <param name="Allowed">The values that would be taken.</param>
/// <param name="Offsets">Where a quotation stands in several places: the starts, in code points.</param>
/// <param name="Nearest">The passage of the text that is nearest to a quotation that is not in it.</param>
/// <param name="Candidates">The resources among which the request does not decide.</param>
public sealed record Fault(
    string Code,
    string Detail,
    [property: JsonPropertyOrder(-1)][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pointer = null,
    [property: JsonPropertyOrder(-1)][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parameter = null,
    [property: JsonPropertyOrder(-1)][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Header = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Limit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Allowed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Offsets = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Nearest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Existing>? Candidates = null)
{
    /// <summary>A fault at a place in the body.</summary>
    public static Fault At(string pointer, string code, string detail) => new(code, detail, Pointer: pointer);

    /// <summary>A fault of a query parameter.</summary>
    public static Fault OfParameter(string parameter, string code, string detail) => new(code, detail, Parameter: parameter);

    /// <summary>A fault of a request header.</summary>
    public static Fault OfHeader(string header, string code, string detail) => new(code, detail, Header: header);
}

/// <summary>A resource on record that a refusal points to.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Href">Where it is read.</param>
/// <param name="Label">What a reader knows it by: a name, a statement, a headline.</param>
/// <param name="Ref">Its own key, if it has one.</param>
public sealed record Existing(long Id, string Href, string Label, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Ref = null);
