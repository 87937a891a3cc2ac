using ClaimTracker.Claims;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>What may be said of a question.</summary>
/// <param name="Text">The question, as one sentence that stands by itself: "How many people were killed in the July 2020 border clashes?"</param>
/// <param name="AnswerType">What sort of answer it takes.</param>
/// <param name="Asks">Whether it asks what is, or what should be.</param>
/// <param name="Ref">The caller's own key, unique among questions.</param>
/// <param name="Facet">What rival choices differ in: `actor`, `cause`, `definition`, `attribution` or `other`. With `choice` only.</param>
/// <param name="Unit">The unit of a quantity, in the singular: "person". Answers in another one are refused.</param>
/// <param name="Of">What is counted or measured: "people killed".</param>
/// <param name="Period">What time it is about. Claims about another time do not answer it.</param>
/// <param name="Place">What place it is about.</param>
/// <param name="Language">The language of the text, a BCP 47 tag.</param>
public sealed record QuestionContent(
    [property: Prose(Limits.Statement)] string Text,
    AnswerType AnswerType,
    Asks Asks = Asks.Fact,
    [property: Ref] string? Ref = null,
    Facet? Facet = null,
    [property: Line(100)] string? Unit = null,
    [property: Line(Limits.Name)] string? Of = null,
    GivenDate? Period = null,
    [property: Line(Limits.Name)] string? Place = null,
    [property: Language] string? Language = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (Facet is not null && AnswerType != AnswerType.Choice)
        {
            yield return Fault.At($"{pointer}/facet", "facet_and_type", "A facet goes with choice; of other answers it is known what they differ in.");
        }
        else if (Facet is not (null or Claims.Facet.Actor or Claims.Facet.Cause or Claims.Facet.Definition or Claims.Facet.Attribution or Claims.Facet.Other))
        {
            yield return Fault.At($"{pointer}/facet", "facet_and_type", "Choices differ in the actor, the cause, the definition, the attribution or in something other.");
        }

        if (AnswerType != AnswerType.Quantity && (Unit is not null || Of is not null))
        {
            yield return Fault.At(pointer, "unit_and_type", "A unit and what is counted go with quantity.");
        }
    }
}
