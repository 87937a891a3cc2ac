using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>A new claim's answer to a question on record.</summary>
/// <param name="QuestionId">The question, by id.</param>
/// <param name="QuestionRef">The same by its own key.</param>
/// <param name="Value">What the claim says in answer to it. Left out, it is the claim's quantity, or its period where a date is asked for.</param>
public sealed record ClaimAnswer(
    long? QuestionId = null,
    [property: Ref] string? QuestionRef = null,
    StatedValue? Value = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((QuestionId is null) == (QuestionRef is null))
        {
            yield return Fault.At($"{pointer}/questionId", "one_of", "Name the question by questionId or by questionRef.");
        }
    }
}
