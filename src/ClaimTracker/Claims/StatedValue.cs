using System.Text.Json.Serialization;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>What a claim says in answer to a question: a quantity, or one of `yes`, `edtf` and `text`.</summary>
/// <param name="Qualifier">Of a quantity: how the figure is meant.</param>
/// <param name="Value">Of a quantity: the number; null with `vague` and only then.</param>
/// <param name="High">Of a quantity: the upper end; with `between` and only then.</param>
/// <param name="Unit">Of a quantity: the unit, in the singular.</param>
/// <param name="Of">Of a quantity: what is counted or measured.</param>
/// <param name="Yes">Yes, or no.</param>
/// <param name="Edtf">A date in EDTF.</param>
/// <param name="Text">A place, or one of several choices.</param>
/// <param name="Raw">The words of the article: "at least 16 people dead".</param>
public sealed record StatedValue(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] QuantityQualifier? Qualifier = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Value = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? High = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)][property: Line(100)] string? Unit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)][property: Line(Limits.Name)] string? Of = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Yes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)][property: EdtfDate] string? Edtf = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)][property: Line(Limits.Name)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)][property: Line(Limits.Name)] string? Raw = null) : IHasRules
{
    /// <summary>The figure, where it is one.</summary>
    internal Quantity? Quantity => Qualifier is { } qualifier ? new Quantity(qualifier, Value, High, Unit, Of, Raw) : null;

    internal static StatedValue From(Quantity quantity) => new(quantity.Qualifier, quantity.Value, quantity.High, quantity.Unit, quantity.Of, Raw: quantity.Raw);

    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (new object?[] { Qualifier, Yes, Edtf, Text }.Count(form => form is not null) != 1)
        {
            yield return Fault.At(pointer, "one_of", "A value is a quantity with its qualifier, or one of yes, edtf and text.");
        }
        else if (Quantity is IHasRules quantity)
        {
            foreach (var fault in quantity.BrokenRules(pointer))
            {
                yield return fault;
            }
        }
        else if (Value is not null || High is not null || Unit is not null || Of is not null)
        {
            yield return Fault.At(pointer, "one_of", "value, high, unit and of go with the qualifier of a quantity.");
        }
    }
}
