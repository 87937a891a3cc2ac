using System.Globalization;
using System.Text;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Links;

/// <summary>The words of a graph, the same in every format.</summary>
internal static class GraphText
{
    /// <summary>
    /// A text in one line: blanks run together, without control characters and without the marks that turn the direction of text around; half a character is
    /// shown as one that is missing, and of marks heaped on a letter no more than any script needs.
    /// </summary>
    public static string Line(string text)
    {
        const int MaxMarks = 4;
        var line = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (!Rune.IsControl(rune) && !IsDirection(rune.Value) && rune.Value is not (0xFFFE or 0xFFFF) && marks <= MaxMarks)
            {
                line.Append(rune);
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>A text in one line of at most so many UTF-16 units, with an ellipsis where it is cut between two characters as a reader sees them.</summary>
    public static string Line(string text, int max)
    {
        var line = Line(text);
        if (line.Length <= max)
        {
            return line;
        }

        var length = 0;
        while (length + StringInfo.GetNextTextElementLength(line, length) is var end && end < max)
        {
            length = end;
        }

        return line[..length].TrimEnd(' ') + "…";
    }

    /// <summary>The name of a value as words: `not checkable`.</summary>
    public static string Words(Enum value) => Names.Of(value).Replace('_', ' ');

    /// <summary>How a link stands, for the line that it is drawn as: "contradicts", "updates (suggested)".</summary>
    public static string Of(GraphEdge edge) => edge.State == LinkState.Confirmed ? Words(edge.Type) : $"{Words(edge.Type)} ({Words(edge.State)})";

    /// <summary>What is known of a claim, and when it was said: "disputed · said 2020-07-12".</summary>
    public static string Standing(GraphNode node)
    {
        var standing = node.State == State.Active ? Words(node.Status) : Words(node.State);
        return node.Said?.Edtf is { } said ? $"{standing} · said {said}"
            : (node.Said?.Earliest, node.Said?.Latest) is ({ } earliest, { } latest) ? $"{standing} · said {Day(earliest)}{(earliest == latest ? "" : $"/{Day(latest)}")}"
            : standing;
    }

    /// <summary>What a type of link means, in a few words.</summary>
    public static string Meaning(LinkType type) => type switch
    {
        LinkType.Contradicts => "both cannot be true",
        LinkType.Disagrees => "rival positions",
        LinkType.Discrepancy => "they differ, both can be true",
        LinkType.Qualifies => "limits or conditions",
        LinkType.Supports => "gives reason for",
        LinkType.Equivalent => "the same claim",
        LinkType.Updates => "takes the place of",
        _ => "takes back",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Marks, overrides and isolates of direction (Unicode Standard Annex 9).</summary>
    private static bool IsDirection(int rune) => rune is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
