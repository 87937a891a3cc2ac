using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>A link of a new claim to one on record.</summary>
/// <param name="Type">How the new claim stands to the other.</param>
/// <param name="To">The other claim, by id.</param>
/// <param name="ToRef">The same by its own key.</param>
/// <param name="Facet">What they differ in: required for `contradicts`, `disagrees` and `discrepancy`, absent otherwise.</param>
/// <param name="Explanation">Why, for a reader: what each side says, and why both cannot, or can, be true.</param>
public sealed record ClaimLink(
    LinkType Type,
    [property: Prose(Limits.Explanation)] string Explanation,
    long? To = null,
    [property: Ref] string? ToRef = null,
    Facet? Facet = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((To is null) == (ToRef is null))
        {
            yield return Fault.At($"{pointer}/to", "one_of", "Name the other claim by to or by toRef.");
        }

        if (Type.IsContradiction() != Facet is not null)
        {
            yield return Fault.At($"{pointer}/facet", "facet_and_type", "A facet goes with contradicts, disagrees and discrepancy, and with each of them.");
        }
    }
}
