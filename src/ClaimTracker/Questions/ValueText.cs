using ClaimTracker.Claims;

namespace ClaimTracker.Questions;

/// <summary>Values in words.</summary>
internal static class ValueText
{
    /// <summary>"at least 18", "12 July 2020", "no", "Tovuz": what a reader calls the value, without its unit.</summary>
    public static string Of(StatedValue value) => value.Text ?? value.Edtf ?? value.Raw ?? "";
}
