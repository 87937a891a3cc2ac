using ClaimTracker.Claims;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>What a value must be to answer a question: of its type, in its unit, of a claim about its time.</summary>
internal static class AnswerScope
{
    /// <summary>What a claim says without being asked: its quantity, or the date of its period.</summary>
    public static StatedValue? OwnValue(AnswerType type, Quantity? quantity, Dated? period) =>
        type == AnswerType.Quantity && quantity is not null ? StatedValue.From(quantity)
        : type == AnswerType.Date && period?.Edtf is { } edtf ? new StatedValue(Edtf: edtf)
        : null;

    /// <summary>All that keeps a value from being an answer.</summary>
    /// <param name="type">What sort of answer the question takes.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="asked">What time it is about.</param>
    /// <param name="value">The value; null, where there is none.</param>
    /// <param name="period">What time the claim is about.</param>
    /// <param name="pointer">Where the value stands in the request.</param>
    public static IEnumerable<Fault> Against(AnswerType type, string? unit, Dated? asked, StatedValue? value, Dated? period, string pointer = "#/value")
    {
        if (value is not null && !Fits(type, value))
        {
            yield return Fault.At(pointer, "value_and_type", $"The question takes {Wanted(type)}.");
        }

        if (unit is not null && value?.Unit is not null && Folding.Fold(unit) != Folding.Fold(value.Unit))
        {
            yield return Fault.At($"{pointer}/unit", "unit_differs", $"The question counts in {unit}, the answer in {value.Unit}.");
        }

        if (type != AnswerType.Date && (period?.Latest < asked?.Earliest || asked?.Latest < period?.Earliest))
        {
            yield return Fault.At(pointer, "other_period", "The claim is about another time than the question.");
        }
    }

    private static bool Fits(AnswerType type, StatedValue value) => type switch
    {
        AnswerType.YesNo => value.Yes is not null,
        AnswerType.Quantity => value.Qualifier is not null,
        AnswerType.Date => value.Edtf is not null,
        _ => value.Text is not null,
    };

    private static string Wanted(AnswerType type) => type switch
    {
        AnswerType.YesNo => "yes or no: { \"yes\": false }",
        AnswerType.Quantity => "a quantity with its qualifier: { \"qualifier\": \"at_least\", \"value\": 16 }",
        AnswerType.Date => "a date: { \"edtf\": \"2020-07-12\" }",
        AnswerType.Place => "a place: { \"text\": \"Tovuz, Azerbaijan\" }",
        _ => "one of its choices: { \"text\": \"…\" }",
    };
}
