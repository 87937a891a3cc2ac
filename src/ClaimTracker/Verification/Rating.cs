using System.ComponentModel.DataAnnotations;
using ClaimTracker.Claims;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Verification;

/// <summary>A rating to give: a step of a scale on record.</summary>
/// <param name="Value">The step's number.</param>
/// <param name="ScaleId">The scale.</param>
/// <param name="ScaleRef">The same by its own key: `default`.</param>
public sealed record GivenRating(
    [property: Range(0, 1_000)] long Value,
    long? ScaleId = null,
    [property: Ref] string? ScaleRef = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((ScaleId is null) == (ScaleRef is null))
        {
            yield return Fault.At($"{pointer}/scaleId", "one_of", "Name the scale by scaleId or by scaleRef.");
        }
    }
}

/// <summary>A rating as it was given: a copy, which later changes of the scale leave as it is.</summary>
/// <param name="ScaleId">The scale that it was taken from.</param>
/// <param name="Scale">The scale's name then.</param>
/// <param name="Value">The step's number.</param>
/// <param name="Label">The step's name.</param>
/// <param name="Verdict">The verdict that the step stands for.</param>
/// <param name="Best">The number of the best step.</param>
/// <param name="Worst">The number of the worst step.</param>
public sealed record Rating(long ScaleId, string Scale, long Value, string Label, Verdict Verdict, long Best, long Worst);
