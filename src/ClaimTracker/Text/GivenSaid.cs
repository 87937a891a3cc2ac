using ClaimTracker.Problems;

namespace ClaimTracker.Text;

/// <summary>When something was said: a date, or its distance from the day the article was published, or only the words.</summary>
/// <param name="Edtf">The date in EDTF, as for a publication.</param>
/// <param name="Offset">The distance from the day the article was published, as an ISO 8601 duration: `-P6M` is six months before, `P0D` the same day. It follows that day when it is learned.</param>
/// <param name="Basis">The words or the reasoning it rests on: "six months before publication".</param>
public sealed record GivenSaid(
    [property: EdtfDate] string? Edtf = null,
    [property: EdtfOffset] string? Offset = null,
    [property: Line(1_000)] string? Basis = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (Edtf is not null && Offset is not null)
        {
            yield return Fault.At($"{pointer}/offset", "one_of", "Give the date or its distance from publication, not both.");
        }
        else if (Edtf is null && Offset is null && Basis is null)
        {
            yield return Fault.At($"{pointer}/basis", "basis_required", "Without a date, the words that stand for it are needed; or leave the whole out.");
        }
    }
}
