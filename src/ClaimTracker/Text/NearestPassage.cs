using System.Globalization;
using System.Text;

namespace ClaimTracker.Text;

// Whoever misquotes has changed, left out or added a few words. So a window as long as the quotation, in words,
// slides over the text, and the place where it holds most of the quotation's words is the passage that was meant;
// pairs of neighbours count as well, which tells the passage from a heap of its commonest words. Words are
// compared folded, each window differs from the one before by two words: time is linear in the text.

/// <summary>Finds the passage of a text that is most like a quotation it does not have.</summary>
internal static class NearestPassage
{
    private const int MaxLength = 300;

    /// <summary>The span of the passage in code points, or null if fewer than half of the words are in any.</summary>
    internal static (int Start, int End)? Find(string text, string quotation)
    {
        var asked = Words(quotation).Select(word => Folding.Fold(quotation[word.Utf16])).ToList();
        if (asked.Count == 0)
        {
            return null;
        }

        var wordIds = Number(asked);
        var pairIds = Number(asked.Zip(asked.Skip(1)));
        var words = new Overlap(wordIds.Count, asked.Select(word => wordIds[word]));
        var pairs = new Overlap(pairIds.Count, asked.Zip(asked.Skip(1)).Select(pair => pairIds[pair]));

        // What each word of the text is among the words and pairs that are asked for, -1 for none of them.
        var seen = new Dictionary<string, string>();
        var bySpan = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        var spans = new List<(int Start, int End, int Word, int Pair)>();
        var previous = "";
        foreach (var (utf16, start, end) in Words(text))
        {
            if (!bySpan.TryGetValue(text.AsSpan()[utf16], out var folded))
            {
                folded = seen[text[utf16]] = Folding.Fold(text[utf16]);
            }

            spans.Add((start, end, wordIds.GetValueOrDefault(folded, -1), pairIds.GetValueOrDefault((previous, folded), -1)));
            previous = folded;
        }

        var (best, bestWords, last) = (0, 0, 0);
        for (var i = 0; i < spans.Count; i++)
        {
            words.Enter(spans[i].Word);
            pairs.Enter(spans[i].Pair);
            if (i >= asked.Count)
            {
                words.Leave(spans[i - asked.Count].Word);
                pairs.Leave(spans[i - asked.Count + 1].Pair);
            }

            if (words.Shared + pairs.Shared > best)
            {
                (best, bestWords, last) = (words.Shared + pairs.Shared, words.Shared, i);
            }
        }

        return bestWords * 2 < asked.Count ? null : Trim(spans, Math.Max(0, last - asked.Count + 1), last);
    }

    // From the first shared word to the last, or to the last that the length allows.
    private static (int Start, int End) Trim(List<(int Start, int End, int Word, int Pair)> spans, int first, int last)
    {
        while (spans[first].Word < 0)
        {
            first++;
        }

        var limit = spans[first].Start + MaxLength;
        while (last > first && (spans[last].Word < 0 || spans[last].End > limit))
        {
            last--;
        }

        return (spans[first].Start, Math.Min(spans[last].End, limit));
    }

    private static Dictionary<T, int> Number<T>(IEnumerable<T> items)
        where T : notnull =>
        items.Distinct().Select((item, number) => (item, number)).ToDictionary();

    // Runs of letters, digits and marks, with the apostrophes between them.
    private static IEnumerable<(Range Utf16, int Start, int End)> Words(string text)
    {
        var (start, startIndex) = (-1, 0);
        var (codePoint, index) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var isWord = IsLetter(rune) || (start >= 0 && rune.Value is '\'' or '’' or '\u00AD' && IsLetterAt(text, index + 1));
            if (isWord && start < 0)
            {
                (start, startIndex) = (codePoint, index);
            }
            else if (!isWord && start >= 0)
            {
                yield return (startIndex..index, start, codePoint);
                start = -1;
            }

            codePoint++;
            index += rune.Utf16SequenceLength;
        }

        if (start >= 0)
        {
            yield return (startIndex..index, start, codePoint);
        }
    }

    private static bool IsLetterAt(string text, int index) =>
        index < text.Length && Rune.TryGetRuneAt(text, index, out var rune) && IsLetter(rune);

    private static bool IsLetter(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>How much of a multiset lies in a window that moves on.</summary>
    private sealed class Overlap
    {
        private readonly int[] asked;
        private readonly int[] held;

        internal Overlap(int kinds, IEnumerable<int> ids)
        {
            (asked, held) = (new int[kinds], new int[kinds]);
            foreach (var id in ids)
            {
                asked[id]++;
            }
        }

        internal int Shared { get; private set; }

        internal void Enter(int id)
        {
            if (id >= 0 && held[id]++ < asked[id])
            {
                Shared++;
            }
        }

        internal void Leave(int id)
        {
            if (id >= 0 && held[id]-- <= asked[id])
            {
                Shared--;
            }
        }
    }
}
