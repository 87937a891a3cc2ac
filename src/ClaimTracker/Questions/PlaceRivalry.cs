using ClaimTracker.Claims;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>Compares two places, each written from the smaller to the larger: "Tovuz, Azerbaijan".</summary>
internal static class PlaceRivalry
{
    /// <summary>Why two places do not go together; null where they do: where all that the one names, the other names in the same order.</summary>
    public static ValueConflict? Between(string a, string b)
    {
        var (one, other) = (PartsOf(a), PartsOf(b));
        return Folding.Fold(a) == Folding.Fold(b) || IsWithin(one, other) || IsWithin(other, one) ? null : ValueConflict.Exclusive(Facet.Place);
    }

    private static string[] PartsOf(string place) => [.. place.Split(',').Where(part => !string.IsNullOrWhiteSpace(part)).Select(Folding.Fold)];

    /// <summary>Whether a place lies within another one, or names more of the same: Tovuz, Azerbaijan within Azerbaijan.</summary>
    private static bool IsWithin(string[] place, string[] larger)
    {
        var named = 0;
        foreach (var part in place)
        {
            if (named < larger.Length && larger[named] == part)
            {
                named++;
            }
        }

        return named == larger.Length;
    }
}
