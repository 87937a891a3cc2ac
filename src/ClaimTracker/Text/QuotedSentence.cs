namespace ClaimTracker.Text;

// What is kept beside a quotation is short, a few words either side: enough to find it again, not to read the article. A reader who sees the quoted words
// alone cannot tell whether they are a whole sentence or half of one. So the context is shown as far as the sentence goes, and where the context ends
// before the sentence does, three dots say so. Where a full stop may be that of an abbreviation ("U.S. officials"), it is not taken for an end: too much
// context misleads nobody.

/// <summary>A quotation with what is kept of its sentence.</summary>
/// <param name="Before">What stands before it in its sentence; begins with three dots where more did.</param>
/// <param name="Exact">The quoted words.</param>
/// <param name="After">What stands after it in its sentence; ends with three dots where more does.</param>
public sealed record QuotedSentence(string Before, string Exact, string After)
{
    /// <summary>Context is kept up to 32 code points, a few less where letters have marks. What is shorter is all there is.</summary>
    private const int Cut = 29;

    private const string Ends = ".!?։。！？";
    private const string Closers = "\"'”’»)]";

    /// <summary>Cuts the context of a quotation to its sentence.</summary>
    /// <param name="prefix">What stands directly before it, as far as it is kept; null where nothing is.</param>
    /// <param name="exact">The quoted words.</param>
    /// <param name="suffix">What stands directly after it, likewise.</param>
    /// <returns>The three parts of the sentence, with single spaces.</returns>
    public static QuotedSentence Of(string? prefix, string exact, string? suffix) =>
        new(BeginningOf(prefix ?? ""), Squeeze(exact), RestOf(exact, suffix ?? ""));

    /// <summary>How the sentence begins.</summary>
    private static string BeginningOf(string prefix)
    {
        for (var i = prefix.Length; i > 0; i--)
        {
            if (IsBoundary(prefix, i))
            {
                return Squeeze(prefix[i..]).TrimStart();
            }
        }

        if (CodePoints.Count(prefix) < Cut)
        {
            return Squeeze(prefix).TrimStart();
        }

        // The first word is cut in half as often as not.
        var word = prefix.TakeWhile(c => !char.IsWhiteSpace(c)).Count();
        return word < prefix.Length ? $"… {Squeeze(prefix[word..]).TrimStart()}" : "…";
    }

    /// <summary>How the sentence goes on after the quoted words: not at all where they end it.</summary>
    private static string RestOf(string exact, string suffix)
    {
        var text = exact + suffix;
        for (var i = exact.Length + 1; i <= text.Length; i++)
        {
            if (IsBoundary(text, i))
            {
                return Squeeze(text[exact.Length..i]).TrimEnd();
            }
        }

        if (CodePoints.Count(suffix) < Cut)
        {
            return Squeeze(suffix).TrimEnd();
        }

        // The last word is cut in half as often as not.
        var word = suffix.Length - suffix.Reverse().TakeWhile(c => !char.IsWhiteSpace(c)).Count();
        return word > 0 ? $"{Squeeze(suffix[..word]).TrimEnd()} …" : "…";
    }

    /// <summary>Whether a sentence ends before this place: a line does, or its last mark stands before white space.</summary>
    private static bool IsBoundary(string text, int place)
    {
        if (text[place - 1] == '\n')
        {
            return true;
        }

        if (!char.IsWhiteSpace(text[place - 1]))
        {
            return false;
        }

        var end = place - 1;
        while (end > 0 && (Closers.Contains(text[end - 1], StringComparison.Ordinal) || char.IsWhiteSpace(text[end - 1])))
        {
            end--;
        }

        if (end == 0 || !Ends.Contains(text[end - 1], StringComparison.Ordinal))
        {
            return false;
        }

        return text[end - 1] != '.' || IsWord(text.AsSpan(0, end - 1)) || char.IsAsciiDigit(end > 1 ? text[end - 2] : ' ') || end < place - 1 && Closers.Contains(text[end], StringComparison.Ordinal);
    }

    /// <summary>Whether the text ends with a word that is none of the abbreviations: three letters, or six where it begins with a capital.</summary>
    private static bool IsWord(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsLetter(text[^(length + 1)]))
        {
            length++;
        }

        var isPart = length < text.Length && text[^(length + 1)] == '.';
        return !isPart && length >= (length > 0 && char.IsUpper(text[^length]) ? 6 : 3);
    }

    private static string Squeeze(string text)
    {
        var squeezed = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                squeezed.Append(c);
            }
            else if (squeezed.Length == 0 || squeezed[^1] != ' ')
            {
                squeezed.Append(' ');
            }
        }

        return squeezed.ToString();
    }
}
