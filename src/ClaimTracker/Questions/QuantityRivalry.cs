using ClaimTracker.Claims;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

// A figure allows a set of numbers: exactly 16 allows 16, at least 16 allows 16 and all above it, about 200 allows what
// lies within a tenth of it. Two figures
//
//   exclude each other   where no number is in both sets;
//   go together          where one set lies within the other (the one is just more exact: 18, and at least 16), and where
//                        two bounds enclose something from both sides (at least 16, at most 20);
//   are discrepant       in every other case: some number is in both, and yet each says what the other does not.
//
// One figure is more exact than another only if the two are of different form. Two lower bounds, two upper bounds or two
// ranges are the same statement with other ends, and ends that differ are discrepant, even where one set lies within the
// other. The ends of about 200 are ours, not its author's: two such figures go together where either lies within the
// other's tenth. Units that differ make figures incomparable. Nothing is assumed of what is counted: 15.5 lies between
// more than 15 and at least 16.
//
// A vague word (dozens) is no figure and excludes none. It is discrepant where what it ordinarily means and what the
// other side says have no number in common.

/// <summary>Compares two quantities.</summary>
internal static class QuantityRivalry
{
    /// <summary>Why two quantities do not go together; null where they do.</summary>
    public static ValueConflict? Between(Quantity a, Quantity b)
    {
        if (a.Unit is not null && b.Unit is not null && a.Unit != b.Unit && Folding.Fold(a.Unit) != Folding.Fold(b.Unit))
        {
            return null;
        }

        if (a.Qualifier == QuantityQualifier.Vague || b.Qualifier == QuantityQualifier.Vague)
        {
            return OrdinaryExtent(a) is { } ordinary && OrdinaryExtent(b) is { } other && ordinary.With(other) == Overlap.None
                ? ValueConflict.Discrepant(Facet.Quantity, Readings(a, b)!)
                : null;
        }

        var (first, second) = (ExtentOf(a), ExtentOf(b));
        return first.With(second) switch
        {
            Overlap.None => ValueConflict.Exclusive(Facet.Quantity, Readings(a, b)),
            Overlap.LowerBounds => Bounds("lower", a, b),
            Overlap.UpperBounds => Bounds("upper", a, b),
            Overlap.Within when first != second && AreBoth(QuantityQualifier.Between, a, b) => Differing("both can hold, but the ranges differ", a, b),
            Overlap.Partial when !AreBoth(QuantityQualifier.About, a, b) => Differing("both can hold, but each allows figures that the other does not", a, b),
            Overlap.Partial when !first.Holds(b.Value!.Value) && !second.Holds(a.Value!.Value) =>
                Differing("both can hold, but neither figure lies within the range of the other", a, b),
            _ => null,
        };
    }

    /// <summary>The numbers that a figure allows. Not for a vague one, which is none.</summary>
    public static Extent ExtentOf(Quantity quantity)
    {
        var value = quantity.Value!.Value;
        return quantity.Qualifier switch
        {
            QuantityQualifier.Exact => new Extent(value, value),
            QuantityQualifier.AtLeast => new Extent(value, null),
            QuantityQualifier.MoreThan => new Extent(value, null, IsOpenLow: true),
            QuantityQualifier.AtMost => new Extent(null, value),
            QuantityQualifier.LessThan => new Extent(null, value, IsOpenHigh: true),
            QuantityQualifier.Between => new Extent(value, quantity.High),
            QuantityQualifier.About => new Extent(value - Tenth(value), value + Tenth(value)),
            _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity.Qualifier, "A vague quantity allows no set of numbers."),
        };
    }

    private static Extent? OrdinaryExtent(Quantity quantity) =>
        quantity.Qualifier != QuantityQualifier.Vague ? ExtentOf(quantity)
        : Ordinary(quantity) is { } vague ? new Extent(vague.Low, vague.High)
        : null;

    private static VagueNumber? Ordinary(Quantity quantity) => quantity.Raw is null ? null : VagueNumber.Read(quantity.Raw);

    /// <summary>A tenth, of either sign; less where the largest decimals would be left.</summary>
    private static decimal Tenth(decimal value) => Math.Min(Math.Abs(value) / 10, decimal.MaxValue - Math.Abs(value));

    private static bool AreBoth(QuantityQualifier qualifier, Quantity a, Quantity b) => a.Qualifier == qualifier && b.Qualifier == qualifier;

    private static ValueConflict Bounds(string side, Quantity a, Quantity b) => ValueConflict.Discrepant(
        Facet.Quantity,
        $"as {side} bounds both can hold, but {(a.Value == b.Value ? $"only one of them includes {ValueText.Of(a.Value!.Value)}" : "the figures differ")}");

    private static ValueConflict Differing(string how, Quantity a, Quantity b) =>
        ValueConflict.Discrepant(Facet.Quantity, Readings(a, b) is { } readings ? $"{how}; {readings}" : how);

    /// <summary>What was made of words that do not say it themselves.</summary>
    private static string? Readings(Quantity a, Quantity b) => (Reading(a), Reading(b)) switch
    {
        ({ } one, { } other) when one != other => $"{one}, and {other}",
        var (one, other) => one ?? other,
    };

    private static string? Reading(Quantity quantity) => quantity.Qualifier switch
    {
        QuantityQualifier.About => $"{ValueText.Of(StatedValue.From(quantity))} is read as {ValueText.Of(ExtentOf(quantity))} (±10 %)",
        QuantityQualifier.Vague when Ordinary(quantity) is { } vague => $"“{vague.Words}” ordinarily means {ValueText.Of(new Extent(vague.Low, vague.High))}",
        _ => null,
    };
}
