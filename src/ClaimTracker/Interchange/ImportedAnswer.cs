using ClaimTracker.Claims;
using ClaimTracker.Problems;
using ClaimTracker.Questions;
using ClaimTracker.Text;

namespace ClaimTracker.Interchange;

/// <summary>An answer in an import line: what POST takes, and the claim, which stands in the path there.</summary>
/// <param name="QuestionId">The question.</param>
/// <param name="QuestionRef">The same by its own key.</param>
/// <param name="ClaimId">The claim.</param>
/// <param name="ClaimRef">The same by its own key.</param>
/// <param name="Value">What the claim says in answer to it.</param>
/// <param name="Ref">The caller's own key.</param>
internal sealed record ImportedAnswer(
    long? QuestionId = null,
    [property: Ref] string? QuestionRef = null,
    long? ClaimId = null,
    [property: Ref] string? ClaimRef = null,
    StatedValue? Value = null,
    [property: Ref] string? Ref = null) : IHasRules
{
    public RecordAnswer Message => new(ClaimId, ClaimRef, Given);

    private GivenAnswer Given => new(QuestionId, QuestionRef, Value, Ref);

    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if ((ClaimId is null) == (ClaimRef is null))
        {
            yield return Fault.At($"{pointer}/claimId", "one_of", "Name the claim by claimId or by claimRef.");
        }

        foreach (var fault in ((IHasRules)Given).BrokenRules(pointer))
        {
            yield return fault;
        }
    }
}
