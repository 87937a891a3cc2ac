using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Verification;

/// <summary>A document that is not on record here.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Url">Its address.</param>
/// <param name="ArchivedUrl">Where an archived copy stands.</param>
/// <param name="Date">When it was published, in EDTF.</param>
/// <param name="Locator">Where in it: "p. 12", "table 3", "00:14:05".</param>
public sealed record Citation(
    [property: Line(Limits.Headline)] string Title,
    [property: Line(Limits.Name)] string? Publisher = null,
    [property: Address] string? Url = null,
    [property: Address] string? ArchivedUrl = null,
    [property: EdtfDate] string? Date = null,
    [property: Line(Limits.Name)] string? Locator = null);
