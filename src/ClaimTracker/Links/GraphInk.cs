using ClaimTracker.Claims;

namespace ClaimTracker.Links;

/// <summary>How links of a type are drawn. Types differ in dashes as much as in colour, for those who cannot tell the colours apart.</summary>
/// <param name="Light">The colour on white: a contrast of 4.5 to 1 or more, since labels have it too.</param>
/// <param name="Dark">The colour on dark ground, by the same measure.</param>
/// <param name="Width">How thick the line is.</param>
/// <param name="Dash">The lengths of its strokes and gaps; empty for a line without gaps.</param>
/// <param name="IsDouble">Whether it is two lines side by side.</param>
internal sealed record GraphInk(string Light, string Dark, string Width, string Dash, bool IsDouble = false)
{
    public static GraphInk Of(LinkType type) => type switch
    {
        LinkType.Contradicts => new("#b3261e", "#ff9088", "2.6", ""),
        LinkType.Disagrees => new("#8f4700", "#ffb45c", "2.2", "11 4"),
        LinkType.Discrepancy => new("#6b3fa0", "#cbadff", "2.2", "2 3"),
        LinkType.Qualifies => new("#00629b", "#7cc4ff", "1.8", "9 3 2 3"),
        LinkType.Supports => new("#00694d", "#68dcac", "1.4", ""),
        LinkType.Equivalent => new("#4a5560", "#bcc7d1", "4.6", "", IsDouble: true),
        LinkType.Updates => new("#0b6570", "#62d9e6", "1.8", "6 4"),
        _ => new("#a3195b", "#ff9ac8", "1.8", "9 3 2 3 2 3"),
    };
}
