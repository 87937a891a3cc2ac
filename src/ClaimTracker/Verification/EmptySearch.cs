using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Verification;

/// <summary>A search that found nothing: the evidence there is for an absence.</summary>
/// <param name="Query">What was searched for, as it was entered.</param>
/// <param name="Corpus">Where: "Official Gazette, 1994 to 2020".</param>
/// <param name="Date">When, in EDTF.</param>
/// <param name="Url">The address of the search.</param>
public sealed record EmptySearch(
    [property: Prose(Limits.Query)] string Query,
    [property: Line(Limits.Name)] string Corpus,
    [property: EdtfDate] string Date,
    [property: Address] string? Url = null);
