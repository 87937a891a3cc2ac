using System.Globalization;
using System.Text;

namespace ClaimTracker.Text;

// A quotation that was typed, pasted from a PDF or passed through an editor is seldom the same bytes as the page.
// Both are therefore compared in a form that keeps every word and letter and forgets how they were set: canonical
// decomposition, straight quotes, one hyphen for any dash, one space for any white space, three dots for the
// ellipsis, nothing for what is invisible. Case and accents stay: they are part of the words.
//
// The text is taken apart into elements: grapheme clusters (UAX #29), or runs of white space or of dashes. An
// element is compared as a whole, so a match cannot begin or end between a letter and its accent. The map gives
// for each character of the form the span of code points of the element that it comes from.

/// <summary>The form in which a text is compared with a quotation, and the way back to its code points.</summary>
internal sealed class ComparableText
{
    // Nobody spells with more; normalising a cluster takes time quadratic in its marks.
    private const int MaxNormalized = 64;

    private readonly List<int> starts;
    private readonly List<int> ends;

    internal ComparableText(string text)
    {
        var form = new StringBuilder(text.Length);
        starts = new List<int>(text.Length);
        ends = new List<int>(text.Length);

        var codePoint = 0;
        for (int index = 0, length; index < text.Length; index += length)
        {
            length = ElementLength(text, index);
            var start = codePoint;
            codePoint += length == 1 ? 1 : CodePoints.Count(text.Substring(index, length));
            Append(form, text, index, length, start, codePoint);
        }

        Form = form.ToString();
        Length = codePoint;
    }

    /// <summary>The comparable form.</summary>
    internal string Form { get; }

    /// <summary>The length of the text itself, in code points.</summary>
    internal int Length { get; }

    /// <summary>The code point at which the element of a character of the form begins.</summary>
    internal int StartOf(int index) => starts[index];

    /// <summary>The code point after the element of a character of the form.</summary>
    internal int EndOf(int index) => ends[index];

    /// <summary>The first start of an element that is not before a code point, or the end of the text.</summary>
    internal int StartNotBefore(int codePoint)
    {
        var index = starts.BinarySearch(codePoint);
        index = index < 0 ? ~index : index;
        return index < starts.Count ? starts[index] : Length;
    }

    /// <summary>The last end of an element that is not after a code point, or the start of the text.</summary>
    internal int EndNotAfter(int codePoint)
    {
        var index = ends.BinarySearch(codePoint);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 ? ends[index] : 0;
    }

    /// <summary>
    /// Every index of the form, overlapping ones included, where a comparable form stands in whole elements.
    /// </summary>
    /// <remarks>
    /// Knuth–Morris–Pratt, because the obvious search takes length times length where both are one letter
    /// repeated, and articles come from outside.
    /// </remarks>
    internal IEnumerable<int> Places(string sought)
    {
        if (sought.Length == 0)
        {
            yield break;
        }

        var borders = Borders(sought);
        var matched = 0;
        for (var i = 0; i < Form.Length; i++)
        {
            while (matched > 0 && (matched == sought.Length || Form[i] != sought[matched]))
            {
                matched = borders[matched - 1];
            }

            if (Form[i] == sought[matched])
            {
                matched++;
            }

            var first = i + 1 - matched;
            if (matched == sought.Length && IsBoundary(first) && IsBoundary(i + 1))
            {
                yield return first;
            }
        }
    }

    // For each prefix the length of the longest shorter prefix that it ends with.
    private static int[] Borders(string sought)
    {
        var borders = new int[sought.Length];
        for (int i = 1, border = 0; i < sought.Length; i++)
        {
            while (border > 0 && sought[i] != sought[border])
            {
                border = borders[border - 1];
            }

            borders[i] = sought[i] == sought[border] ? ++border : 0;
        }

        return borders;
    }

    private bool IsBoundary(int index) => index == 0 || index == starts.Count || starts[index] != starts[index - 1];

    private static int ElementLength(string text, int index)
    {
        // Most text is ASCII, in which every character but CR before LF is a cluster.
        var next = index + 1 < text.Length ? text[index + 1] : ' ';
        return text[index] < 0x80 && next < 0x80 && text[index] != '\r'
            ? 1
            : StringInfo.GetNextTextElementLength(text.AsSpan(index));
    }

    private void Append(StringBuilder form, string text, int index, int length, int start, int end)
    {
        var from = form.Length;
        if (length == 1 && text[index] < 0x80)
        {
            AppendComparable(form, text[index]);
        }
        else
        {
            var element = text.Substring(index, length).Replace("\r\n", "\n", StringComparison.Ordinal); // the one cluster with two spaces
            foreach (var character in CanNormalize(element) ? element.Normalize(NormalizationForm.FormD) : element)
            {
                AppendComparable(form, character);
            }
        }

        // A run of white space is one space, and "--" the typewriter's dash.
        if (form.Length == from + 1 && from > 0 && form[from] is ' ' or '-' && form[from] == form[from - 1])
        {
            form.Length = from;
            ends[from - 1] = end;
        }

        for (var i = from; i < form.Length; i++)
        {
            starts.Add(start);
            ends.Add(end);
        }
    }

    // .NET throws at a lone surrogate and at U+FFFE; they are compared as they stand.
    private static bool CanNormalize(string element) =>
        element.Length <= MaxNormalized
        && !element.Contains('\uFFFE', StringComparison.Ordinal)
        && !element.EnumerateRunes().Contains(Rune.ReplacementChar);

    private static void AppendComparable(StringBuilder form, char character)
    {
        switch (character)
        {
            case '\u00AD' or '\u034F' or '\u061C' or '\u180E' or '\uFEFF': // soft hyphen, joiners and marks of no width
            case (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F'):
            case >= '\uFE00' and <= '\uFE0F': // variation selectors
                break;
            case '“' or '”' or '„' or '‟' or '«' or '»' or '″' or '＂' or '〝' or '〞' or '〟':
                form.Append('"');
                break;
            case '‘' or '’' or '‚' or '‛' or '‹' or '›' or '′' or 'ʼ' or '`' or '´' or '＇':
                form.Append('\'');
                break;
            case (>= '\u2010' and <= '\u2015') or '\u2212' or '\u2043' or '\uFE58' or '\uFE63' or '\uFF0D':
                form.Append('-');
                break;
            case '…':
                form.Append("...");
                break;
            default:
                form.Append(char.IsWhiteSpace(character) ? ' ' : character);
                break;
        }
    }
}
