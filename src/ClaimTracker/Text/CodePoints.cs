namespace ClaimTracker.Text;

// Every position that leaves this service counts Unicode code points, as the W3C Web Annotation Data Model
// asks of a TextPositionSelector (§4.2.5): JavaScript and .NET count UTF-16 units, Python and Rust do not,
// and a span that begins after an emoji must mean the same words to all of them.

/// <summary>Counts and cuts strings in Unicode code points.</summary>
public static class CodePoints
{
    /// <summary>The length of a text in code points. A surrogate pair is one; a lone surrogate is one.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The number of code points, at most <c>text.Length</c>.</returns>
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
            }
        }

        return count;
    }

    /// <summary>Where a code point begins in the UTF-16 string.</summary>
    /// <param name="text">The text that is counted.</param>
    /// <param name="codePoint">How many code points stand before it: 0 to <see cref="Count"/>.</param>
    /// <returns>An index into <paramref name="text"/>; its length for the end of the text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text has fewer code points, or the number is negative.</exception>
    public static int ToUtf16Index(string text, int codePoint) => Advance(text, 0, codePoint);

    /// <summary>The code points from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    /// <param name="text">The text to cut from.</param>
    /// <param name="start">Code points before the slice.</param>
    /// <param name="end">Code points before the end of the slice.</param>
    /// <returns>The slice, empty where both are equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The span is not within the text, or ends before it starts.</exception>
    public static string Slice(string text, int start, int end)
    {
        var from = Advance(text, 0, start);
        return text[from..Advance(text, from, end - start)];
    }

    private static int Advance(string text, int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        for (; count > 0; count--)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, text.Length);
            index += index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;
        }

        return index;
    }
}
