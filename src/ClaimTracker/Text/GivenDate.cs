using ClaimTracker.Problems;

namespace ClaimTracker.Text;

/// <summary>A date of publishing or of what a claim is about, as precisely as it is known. Where there is no date, the basis alone.</summary>
/// <param name="Edtf">The date in EDTF (ISO 8601-2:2019, a part of levels 0 and 1): `2020`, `2020-07`, `2020-07-12`, each with `~` (about) or `?` (uncertain); `199X`; `XXXX-06-27`; `2020-07/2020-08`; `2020/..`; `../2020`.</param>
/// <param name="Basis">The words or the reasoning it rests on: "drills to Aug. 10 are past".</param>
public sealed record GivenDate(
    [property: EdtfDate] string? Edtf = null,
    [property: Line(1_000)] string? Basis = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (Edtf is null && Basis is null)
        {
            yield return Fault.At($"{pointer}/basis", "basis_required", "Without a date, the words that stand for it are needed; or leave the whole out.");
        }
    }
}
