using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>The figure that a claim states.</summary>
/// <param name="Qualifier">How it is meant.</param>
/// <param name="Value">The number; null with `vague` and only then.</param>
/// <param name="High">The upper end; with `between` and only then.</param>
/// <param name="Unit">The unit, in the singular: "person", "percent", "USD".</param>
/// <param name="Of">What is counted or measured: "people killed".</param>
/// <param name="Raw">The words of the article: "at least 16 people dead".</param>
public sealed record Quantity(
    QuantityQualifier Qualifier,
    decimal? Value = null,
    decimal? High = null,
    [property: Line(100)] string? Unit = null,
    [property: Line(Limits.Name)] string? Of = null,
    [property: Line(Limits.Name)] string? Raw = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((Qualifier == QuantityQualifier.Vague) != (Value is null))
        {
            yield return Fault.At($"{pointer}/value", "value_and_qualifier", "A vague quantity has no value; every other one has.");
        }

        if ((Qualifier == QuantityQualifier.Between) != (High is not null))
        {
            yield return Fault.At($"{pointer}/high", "high_and_qualifier", "The upper end goes with between, and only with it.");
        }
        else if (High <= Value)
        {
            yield return Fault.At($"{pointer}/high", "interval_reversed", "The upper end is not above the lower one.");
        }
    }
}
