using System.Globalization;
using System.Text;

namespace ClaimTracker.Text;

/// <summary>A word of a text as search sees it.</summary>
/// <param name="Folded">The word, folded.</param>
/// <param name="Start">Where it begins in the text: an index of UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct Word(string Folded, int Start, int End);

/// <summary>
/// The words of a text, each folded by itself, so that it is known which words of the text a folded one stands for. What is written to the index
/// and what is looked for in it are split here and nowhere else. A word is a run of letters, marks and digits with the apostrophes within it; in
/// scripts that are written without spaces it is one letter, so that what is looked for there becomes a phrase.
/// </summary>
internal static class Words
{
    /// <summary>The words in order.</summary>
    public static List<Word> Of(string text)
    {
        var words = new List<Word>();
        for (var i = 0; i < text.Length;)
        {
            var first = At(text, i);
            if (!IsSolid(first))
            {
                i += first.Utf16SequenceLength;
                continue;
            }

            var end = EndOf(text, i, first);
            Add(words, text, i, EndWithoutPossessive(text, i, end));
            i = end;
        }

        return words;
    }

    private static int EndOf(string text, int start, Rune first)
    {
        var end = start + first.Utf16SequenceLength;
        for (var i = end; i < text.Length;)
        {
            var rune = At(text, i);
            var isSolid = IsSolid(rune) && (IsMark(rune) || (!IsUnspaced(first) && !IsUnspaced(rune)));
            if (!isSolid && !IsWithin(rune))
            {
                break;
            }

            i += rune.Utf16SequenceLength;
            end = isSolid ? i : end;
        }

        return end;
    }

    /// <summary>Azerbaijan's is found as Azerbaijan; the letters after other apostrophes belong to the word (D'Anieri, Qur'an).</summary>
    private static int EndWithoutPossessive(string text, int start, int end) =>
        end - start > 2 && text[end - 1] is ('s' or 'S') && IsWithin(At(text, end - 2)) ? end - 2 : end;

    private static void Add(List<Word> words, string text, int start, int end)
    {
        var word = text.AsSpan(start, end - start);
        if (Plain(word) is { } plain)
        {
            words.Add(new Word(plain, start, end));
            return;
        }

        // 10² folds to two words, and so does a fraction.
        var folded = Folding.Fold(word.ToString());
        for (var i = 0; i < folded.Length;)
        {
            var from = i;
            while (i < folded.Length && IsSolid(At(folded, i)))
            {
                i += At(folded, i).Utf16SequenceLength;
            }

            if (i > from)
            {
                words.Add(new Word(folded[from..i], start, end));
            }
            else
            {
                i += At(folded, i).Utf16SequenceLength;
            }
        }
    }

    /// <summary>The folding of a word of ASCII letters and digits, which most are; null for any other.</summary>
    private static string? Plain(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[64];
        if (word.Length > lower.Length)
        {
            return null;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(word[i]))
            {
                return null;
            }

            lower[i] = word[i] is 'y' or 'Y' ? 'i' : char.ToLowerInvariant(word[i]);
            if (i > 0 && lower[i] == 'i' && lower[i - 1] == 'i')
            {
                return null;
            }
        }

        return new string(lower[..word.Length]);
    }

    private static Rune At(string text, int index) => Rune.TryGetRuneAt(text, index, out var rune) ? rune : Rune.ReplacementChar;

    private static bool IsSolid(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) || IsMark(rune);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>What stands within a word and is dropped by the folding.</summary>
    private static bool IsWithin(Rune rune) => rune.Value switch
    {
        '\'' or '`' or '´' or '‘' or '’' or '‛' or '′' or 'ʹ' or 'ʻ' or 'ʼ' or 'ʽ' or 'ʾ' or 'ʿ' or 'ꞌ' or '՚' or '՛' or '՜' or '՞' => true,
        _ => !rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format,
    };

    private static bool IsUnspaced(Rune rune) => rune.Value
        is (>= 0x0E00 and <= 0x0EFF)                                     // Thai, Lao
        or (>= 0x1000 and <= 0x109F)                                     // Burmese
        or (>= 0x1780 and <= 0x17FF)                                     // Khmer
        or (>= 0x2E80 and <= 0x2FDF) or (>= 0x3005 and <= 0x3007)        // Chinese and Japanese
        or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F) or (>= 0x20000 and <= 0x3FFFF);
}
