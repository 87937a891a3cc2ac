using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaimTracker.Text;

// Tags are compared as strings in filters and exports, so one language must have one spelling. Whether a subtag
// is registered is not asked: the registry grows, and a tag that was right when an article was taken in stays right.

/// <summary>Language tags: BCP 47 (RFC 5646), such as <c>en</c>, <c>az-Cyrl</c>, <c>zh-Hant-TW</c>.</summary>
public static partial class LanguageTag
{
    private const int MaxLength = 35; // RFC 5646 §4.4.1: what every implementation must be able to hold

    /// <summary>Checks that a tag is well-formed (RFC 5646 §2.1, §2.2.9) and writes it in the recommended case (§2.1.1).</summary>
    /// <param name="text">The tag as given, in any case.</param>
    /// <param name="canonical">
    /// Language in lower case, script in title case, region in upper case, everything from the first singleton on in
    /// lower case; null if the tag is refused.
    /// </param>
    /// <returns>
    /// Whether it is well-formed. Underscores, more than 35 characters, a variant or singleton given twice, and the
    /// irregular grandfathered tags (<c>i-klingon</c>), all long replaced, are refused.
    /// </returns>
    public static bool TryCanonicalize(string text, [NotNullWhen(true)] out string? canonical)
    {
        canonical = null;
        var tag = text.ToLowerInvariant();
        var parts = Langtag().Match(tag);
        if (tag.Length > MaxLength
            || !Ascii.IsValid(text) // the Kelvin sign would become a k
            || !parts.Success
            || RepeatsItself(parts.Groups["variant"])
            || RepeatsItself(parts.Groups["singleton"]))
        {
            return false;
        }

        var subtags = tag.Split('-');
        for (var i = 1; i < subtags.Length && subtags[i - 1].Length > 1; i++)
        {
            subtags[i] = subtags[i].Length switch
            {
                2 => subtags[i].ToUpperInvariant(),
                4 => char.ToUpperInvariant(subtags[i][0]) + subtags[i][1..],
                _ => subtags[i],
            };
        }

        canonical = string.Join('-', subtags);
        return true;
    }

    private static bool RepeatsItself(Group subtags) =>
        subtags.Captures.Select(subtag => subtag.Value).Distinct().Count() < subtags.Captures.Count;

    // The ABNF of §2.1 on a tag in lower case, its rules in its order: langtag / privateuse.
    [GeneratedRegex(
        """
        ^(
            ( [a-z]{2,3} (-[a-z]{3}){0,3} | [a-z]{4} | [a-z]{5,8} )       # language and extlang
            ( -[a-z]{4} )?                                               # script
            ( -([a-z]{2} | [0-9]{3}) )?                                  # region
            ( -(?<variant> [a-z0-9]{5,8} | [0-9][a-z0-9]{3}) )*
            ( -(?<singleton> [0-9a-wy-z]) (-[a-z0-9]{2,8})+ )*           # extensions
            ( -x (-[a-z0-9]{1,8})+ )?                                    # private use
          | x (-[a-z0-9]{1,8})+
        )\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Langtag();
}
