using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Http;

/// <summary>What a resource is merged into, and why.</summary>
/// <param name="Reason">Why the two are the same, in a sentence. It is kept with the change.</param>
/// <param name="Into">The one that stays, by id.</param>
/// <param name="IntoRef">The same by its own key.</param>
public sealed record Merger(
    [property: Prose(Limits.Reason)] string Reason,
    long? Into = null,
    [property: Ref] string? IntoRef = null) : IHasRules
{
    /// <summary>Where the one that stays is named.</summary>
    internal string Pointer => Into is null ? "#/intoRef" : "#/into";

    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((Into is null) == (IntoRef is null))
        {
            yield return Fault.At($"{pointer}/into", "one_of", "Name the one that stays by into or by intoRef.");
        }
    }
}
