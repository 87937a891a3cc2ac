using System.Globalization;
using ClaimTracker.Http;
using ClaimTracker.Index;
using ClaimTracker.Text;

namespace ClaimTracker.Search;

/// <summary>One thing that is looked for: a word, a phrase, or the beginning of a word.</summary>
/// <param name="Words">The folded words, in order.</param>
/// <param name="IsPrefix">Whether the last word may go on.</param>
/// <param name="IsExcluded">Whether claims that have it are left out.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix, bool IsExcluded)
{
    /// <summary>The words as they stand in the index.</summary>
    public string Folded { get; } = string.Join(' ', Words);

    /// <summary>Where it is the name or an alias of a claimant: the other names, which are looked for beside it.</summary>
    public IReadOnlyList<SearchTerm> OtherNames { get; init; } = [];

    /// <summary>It, and its other names.</summary>
    public IEnumerable<SearchTerm> Forms => OtherNames.Prepend(this);

    /// <summary>Whether it stands anywhere in a claim's texts.</summary>
    public bool IsIn(ClaimText text) =>
        CountIn(text.Statement) > 0 || CountIn(text.Quotations) > 0 || CountIn(text.Claimant) > 0 || CountIn(text.Headline) > 0 || CountIn(text.Translations) > 0;

    /// <summary>How often it, or another name for it, stands in a column of the index.</summary>
    public int CountIn(ReadOnlySpan<char> column)
    {
        var count = CountItself(column);
        foreach (var name in OtherNames)
        {
            count += name.CountItself(column);
        }

        return count;
    }

    private int CountItself(ReadOnlySpan<char> column)
    {
        var count = 0;
        for (var from = 0; column[from..].IndexOf(Folded, StringComparison.Ordinal) is >= 0 and var at;)
        {
            var start = from + at;
            var end = start + Folded.Length;
            if ((start == 0 || column[start - 1] == ' ') && (IsPrefix || end == column.Length || column[end] == ' '))
            {
                count++;
                from = end;
            }
            else
            {
                from = start + 1;   // within "beta beta be" the first "beta be" is none, and hides one
            }
        }

        return count;
    }
}

/// <summary>
/// What a reader types: words that must all be there, "phrases", beginnings (<c>azerb*</c>) and what is left out (<c>-drones</c>). Whatever else it
/// holds only separates words: no character of it is syntax to anything that comes after.
/// </summary>
internal static class SearchText
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="flaw">Why it cannot be looked for.</param>
    public static IReadOnlyList<SearchTerm> Parse(string text, out Flaw? flaw)
    {
        var terms = new List<SearchTerm>();
        flaw = null;
        foreach (var (part, isQuoted, isExcluded, isPrefix) in Parts(text))
        {
            var words = Words.Of(part).ConvertAll(w => w.Folded);
            if (words.Count == 0)
            {
                continue;
            }

            if (isPrefix && CodePoints.Count(words[^1]) < Limits.SearchPrefix)
            {
                flaw = new Flaw("prefix_too_short", string.Create(CultureInfo.InvariantCulture, $"The beginning of a word has at least {Limits.SearchPrefix} letters."), Limits.SearchPrefix);
            }

            // A word that folds to several is looked for as it is written: Nagorno-Karabakh is a phrase.
            var term = new SearchTerm(words, isPrefix && !isQuoted, isExcluded);
            if (!terms.Exists(t => t.Folded == term.Folded && t.IsPrefix == term.IsPrefix && t.IsExcluded == term.IsExcluded))
            {
                terms.Add(term);
            }
        }

        if (terms.Count > Limits.SearchTerms)
        {
            flaw = new Flaw("too_long", string.Create(CultureInfo.InvariantCulture, $"More than {Limits.SearchTerms} words and phrases."), Limits.SearchTerms);
        }
        else if (terms.TrueForAll(t => t.IsExcluded))
        {
            flaw ??= new Flaw("blank", "There is no word to look for: a search needs a letter or a digit, and more than what is left out.");
        }

        return terms;
    }

    private static IEnumerable<(string Part, bool IsQuoted, bool IsExcluded, bool IsPrefix)> Parts(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            // A hyphen before a digit is its sign.
            var isExcluded = text[i] == '-' && i + 1 < text.Length && !char.IsDigit(text[i + 1]);
            i += isExcluded ? 1 : 0;
            if (i < text.Length && text[i] == '"' && text.IndexOf('"', i + 1) is > 0 and var close)
            {
                yield return (text[(i + 1)..close], true, isExcluded, false);
                i = close + 1;
                continue;
            }

            var start = i;
            for (i += i < text.Length && text[i] == '"' ? 1 : 0; i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != '"';)
            {
                i++;
            }

            yield return (text[start..i], false, isExcluded, text[start..i].EndsWith('*'));
        }
    }
}

/// <summary>A text to search for.</summary>
public sealed class SearchTextAttribute() : TextRuleAttribute(Limits.SearchText)
{
    /// <inheritdoc />
    protected override Flaw? Examine(string value)
    {
        SearchText.Parse(value, out var flaw);
        return flaw;
    }
}
