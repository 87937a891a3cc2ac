using System.Globalization;
using System.Text;

namespace ClaimTracker.Links;

/// <summary>Breaks text into lines where nobody knows the font: widths are those of a common sans serif, rather too wide than too narrow.</summary>
internal static class TextWrap
{
    /// <summary>The width of a grapheme in parts of the size of its font.</summary>
    public static double Width(string grapheme)
    {
        var rune = Rune.GetRuneAt(grapheme, 0);
        return rune.Value switch
        {
            'i' or 'j' or 'l' or 'I' or 'ı' or '.' or ',' or ':' or ';' or '!' or '|' or '\'' or '’' or '‘' => 0.29,
            ' ' or 'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '\\' or '-' or '·' or '"' or '“' or '”' => 0.37,
            'm' or 'w' or 'M' or 'W' or '@' or '%' or '—' or '…' or '&' => 0.95,
            >= 'A' and <= 'Z' => 0.72,
            < 0x0250 => Rune.IsUpper(rune) ? 0.74 : 0.58,
            < 0x1100 => 0.68,
            _ => IsWide(rune.Value) || grapheme.Length > 2 ? 1.15 : 0.75,
        };
    }

    /// <summary>The width of a text, by the width of each grapheme.</summary>
    public static double Width(string text, Func<string, double> width) => Graphemes(text).Sum(width);

    /// <summary>Breaks a text at blanks, and within words and scripts without blanks where a line would be too long.</summary>
    /// <param name="text">The text, in one line.</param>
    /// <param name="max">The most that a line measures.</param>
    /// <param name="width">The width of a grapheme.</param>
    public static IReadOnlyList<string> Lines(string text, double max, Func<string, double> width)
    {
        var lines = new List<string>();
        var (line, used) = (new StringBuilder(), 0d);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var needed = Width(word, width);
            if (line.Length > 0 && used + width(" ") + needed <= max)
            {
                line.Append(' ').Append(word);
                used += width(" ") + needed;
                continue;
            }

            if (line.Length > 0 && (needed <= max || used + width(" ") > max / 2))
            {
                Break();
            }
            else if (line.Length > 0)
            {
                line.Append(' ');
                used += width(" ");
            }

            foreach (var grapheme in Graphemes(word))
            {
                if (line.Length > 0 && used + width(grapheme) > max)
                {
                    Break();
                }

                line.Append(grapheme);
                used += width(grapheme);
            }
        }

        if (line.Length > 0)
        {
            Break();
        }

        return lines;

        void Break()
        {
            lines.Add(line.ToString().TrimEnd(' '));
            line.Clear();
            used = 0;
        }
    }

    private static IEnumerable<string> Graphemes(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, i);
            yield return text.Substring(i, length);
            i += length;
        }
    }

    /// <summary>East Asian scripts and pictographs (Unicode Standard Annex 11), roughly.</summary>
    private static bool IsWide(int rune) => rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97F) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or >= 0x1F000;
}
