using System.Globalization;
using ClaimTracker.Claims;

namespace ClaimTracker.Questions;

/// <summary>Values in words.</summary>
internal static class ValueText
{
    /// <summary>"at least 18", "12 July 2020", "no", "Tovuz": what a reader calls the value, without its unit.</summary>
    public static string Of(StatedValue value) =>
        value.Quantity is { } quantity ? Of(quantity)
        : value.Yes is { } yes ? (yes ? "yes" : "no")
        : value.Edtf is { } edtf ? DateText.Of(edtf)
        : value.Text!;

    /// <summary>"1,200,000", "0.5": a number as a reader expects it.</summary>
    public static string Of(decimal number) => number.ToString("#,0.############################", CultureInfo.InvariantCulture);

    /// <summary>"180 to 220": the numbers that something with two ends allows.</summary>
    public static string Of(Extent extent) => $"{Of(extent.Low!.Value)} to {Of(extent.High!.Value)}";

    /// <summary>The value among others in a sentence: in the article's words, with our own where those do not begin with what was made of them.</summary>
    public static string Cited(StatedValue value)
    {
        var words = Of(value);
        var own = value.Qualifier == QuantityQualifier.Exact ? $"exactly {words}" : words;
        return value.Raw is null ? own
            : value.Qualifier == QuantityQualifier.Vague || BeginsWith(value.Raw, words) ? $"“{value.Raw}”"
            : $"{own} (“{value.Raw}”)";
    }

    private static string Of(Quantity quantity) => (quantity.Qualifier, quantity.Value) switch
    {
        (QuantityQualifier.Exact, { } figure) => Of(figure),
        (QuantityQualifier.AtLeast, { } figure) => $"at least {Of(figure)}",
        (QuantityQualifier.AtMost, { } figure) => $"at most {Of(figure)}",
        (QuantityQualifier.About, { } figure) => $"about {Of(figure)}",
        (QuantityQualifier.MoreThan, { } figure) => $"more than {Of(figure)}",
        (QuantityQualifier.LessThan, { } figure) => $"less than {Of(figure)}",
        (QuantityQualifier.Between, _) => Of(QuantityRivalry.ExtentOf(quantity)),
        _ => quantity.Raw ?? "an unspecified number",
    };

    private static bool BeginsWith(string raw, string words) =>
        raw.StartsWith(words, StringComparison.OrdinalIgnoreCase) && (raw.Length == words.Length || raw[words.Length] == ' ');
}
