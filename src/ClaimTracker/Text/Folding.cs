using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaimTracker.Text;

// One name, many spellings: Çavuşoğlu is Cavusoglu on an English keyboard, Əliyev is Aliyev and Алиев, Türkiye
// loses its dots. Unicode's own folding (and SQLite's remove_diacritics) stops at letters that are letters of
// their own: ı, ə, ø, đ, ł. So search, aliases and the look-up of duplicates share this one function.
//
// It may bring two spellings together; it must not bring two statements together. What is not a letter or a
// digit is therefore sorted with care: 1.5 % is not 15 %, −5 is not 5, World War II is not World War I.

/// <summary>The one folding of search, aliases and duplicate look-up.</summary>
public static partial class Folding
{
    // UAX #15 §13 (Stream-Safe Text Format) allows 30. Normalisation takes time quadratic in this number.
    private const int MaxMarks = 30;

    /// <summary>
    /// Folds a text: compatibility decomposition (NFKD) without its marks, lower case, Cyrillic, Armenian and
    /// Georgian in Latin letters, apostrophes dropped, words separated by single spaces. Kept are currency,
    /// mathematical and other symbols, percent signs, the sign of a number, and its decimal point or comma.
    /// </summary>
    /// <param name="text">Any text; a lone surrogate counts as U+FFFD. The result depends on no culture.</param>
    /// <returns>
    /// The folded text, which folds to itself; where nothing is left of it ("!!!"), the text itself in NFKC and
    /// lower case, so that only blank text gives an empty result.
    /// </returns>
    public static string Fold(string text)
    {
        var letters = Audible(Prepare(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant());
        var folded = new StringBuilder(letters.Length);
        var spaceIsDue = false;
        var index = 0;
        foreach (var rune in letters.EnumerateRunes())
        {
            index += rune.Utf16SequenceLength;
            var next = index < letters.Length ? letters[index] : ' ';
            var previous = spaceIsDue || folded.Length == 0 ? ' ' : folded[^1];
            if (Spelling(rune, previous, next) is not { } spelling)
            {
                spaceIsDue = true;
                continue;
            }

            // French and German put a space before the percent sign, English does not.
            var joins = IsPercent(rune) && folded.Length > 0 && char.IsDigit(folded[^1]);
            if (spaceIsDue && !joins && folded.Length > 0)
            {
                folded.Append(' ');
            }

            folded.Append(spelling);
            spaceIsDue = false;
        }

        // Dropping a mark can leave two kept ones side by side in the wrong order.
        var result = CollapseI(folded.ToString()).Normalize(NormalizationForm.FormKD);
        return result.Length > 0 ? result : Prepare(text).Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
    }

    // What must be seen before decomposition takes it apart.
    private static string Prepare(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var prepared = new StringBuilder(text.Length);
        var marks = 0;
        var afterDigit = false;
        foreach (var rune in text.EnumerateRunes())
        {
            // The two half-width kana signs are letters that NFKD makes marks of.
            marks = IsMark(rune) || rune.Value is 0xFF9E or 0xFF9F ? marks + 1 : 0;
            if (marks > MaxMarks)
            {
                continue;
            }

            // 3½ and 10² would become 31⁄2 and 102.
            if (afterDigit && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNumber)
            {
                prepared.Append(' ');
            }

            // An acute accent that stands alone is the apostrophe of a careless keyboard; NFKD makes it a space.
            // .NET refuses to normalise U+FFFE.
            prepared.Append(rune.Value switch { '´' => "'", 0xFFFE => "\uFFFD", _ => rune.ToString() });
            afterDigit = Rune.IsDigit(rune);
        }

        return prepared.ToString();
    }

    // Without apostrophes, marks and what is invisible, so that neighbours are neighbours when the words are made.
    private static string Audible(string letters)
    {
        if (Ascii.IsValid(letters))
        {
            return letters.Replace("'", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
        }

        var audible = new StringBuilder(letters.Length);
        var marks = 0;
        foreach (var rune in letters.EnumerateRunes().Where(rune => !Vanishes(rune)))
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks <= MaxMarks)
            {
                audible.Append(rune.ToString());
            }
        }

        return audible.Replace("ու", "u").ToString(); // Armenian writes the vowel u with two letters
    }

    // What a character is written as, or null if it only separates words.
    private static string? Spelling(Rune rune, char previous, char next)
    {
        if (rune.IsAscii && AsciiLetters[rune.Value] is { } letter)
        {
            return letter;
        }

        if (rune.IsBmp && Latin.TryGetValue((char)rune.Value, out var latin))
        {
            return latin;
        }

        switch (rune.Value)
        {
            // A hyphen before a number is its sign, unless it joins the number to a word: -5, but COVID-19, 2019-20.
            case '-' or '–' or '−' when !char.IsLetterOrDigit(previous) && (char.IsDigit(next) || IsCurrency(next)):
                return "-";
            case '.' or ',':
                return char.IsDigit(previous) && char.IsDigit(next) ? rune.ToString() : null;
        }

        return Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) || Rune.IsSymbol(rune) || IsMark(rune) || IsPercent(rune)
            ? rune.ToString()
            : null;
    }

    private static bool Vanishes(Rune rune) => rune.Value switch
    {
        '\'' or '`' or '‘' or '’' or '‛' or '′' or 'ʹ' or 'ʻ' or 'ʼ' or 'ʽ' or 'ʾ' or 'ʿ' or 'ꞌ' => true, // apostrophes
        '՚' or '՛' or '՜' or '՞' => true, // Armenian sets these on a vowel within the word
        'ъ' or 'ь' => true, // Cyrillic signs that have no sound

        // In the scripts of India and South-East Asia marks spell the vowels, in kana they tell ga from ka.
        (>= 0x0900 and <= 0x109F) or (>= 0x1780 and <= 0x17D3) or 0x3099 or 0x309A => false,
        _ => IsMark(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format,
    };

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsCurrency(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;

    private static bool IsPercent(Rune rune) => rune.Value is '%' or '‰' or '‱' or '٪';

    // Aliyev, Aliiev, Aliev; Юрий, Yuri: a run of i is one i. But World War II is another war.
    private static string CollapseI(string text) =>
        text.Contains("ii", StringComparison.Ordinal)
            ? string.Join(' ', text.Split(' ').Select(word => RomanNumeral().IsMatch(word) ? word : RunOfI().Replace(word, "i")))
            : text;

    [GeneratedRegex(@"^m*(c[md]|d?c{0,3})(x[cl]|l?x{0,3})(i[xv]|v?i{0,3})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RomanNumeral();

    [GeneratedRegex("i{2,}")]
    private static partial Regex RunOfI();

    // After NFKD and lower case, so й, ї, ё, ў are и, і, е, у already. Romanisation as newspapers use it (BGN/PCGN
    // without its signs), with y as i throughout, for it is that which spellings differ in most.
    private static readonly Dictionary<char, string> Latin = new[]
    {
        // Latin letters that have no decomposition
        "ə a  ı i  y i  ø o  đ d  ð d  ł l  ħ h  ŧ t  ß ss  æ ae  œ oe  þ th  ς σ",

        // Russian
        "а a  б b  в v  г g  д d  е e  ж zh  з z  и i  к k  л l  м m  н n  о o  п p  р r",
        "с s  т t  у u  ф f  х kh  ц ts  ч ch  ш sh  щ shch  ы i  э e  ю iu  я ia",

        // Azerbaijani, then what Ukrainian, Belarusian, Serbian, Macedonian and the Turkic languages add
        "ә a  ғ g  ҝ g  ө o  ү u  һ h  ҹ c  ј i  і i  є ie  ґ g  ђ dj  љ lj  њ nj  ћ c  џ dzh",
        "ѕ dz  қ q  ң n  ұ u  ҳ h  ҷ j",

        // Armenian; the ligature և is եւ by now
        "ա a  բ b  գ g  դ d  ե e  զ z  է e  ը e  թ t  ժ zh  ի i  լ l  խ kh  ծ ts  կ k  հ h",
        "ձ dz  ղ gh  ճ ch  մ m  յ i  ն n  շ sh  ո o  չ ch  պ p  ջ j  ռ r  ս s  վ v  տ t  ր r",
        "ց ts  ւ v  փ p  ք k  օ o  ֆ f",

        // Georgian
        "ა a  ბ b  გ g  დ d  ე e  ვ v  ზ z  თ t  ი i  კ k  ლ l  მ m  ნ n  ო o  პ p  ჟ zh",
        "რ r  ს s  ტ t  უ u  ფ p  ქ k  ღ gh  ყ q  შ sh  ჩ ch  ც ts  ძ dz  წ ts  ჭ ch  ხ kh  ჯ j",
        "ჰ h",
    }
    .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2))
    .ToDictionary(pair => pair[0][0], pair => pair[1]);

    // Most text is made of these, and they need no look-up: null where they are neither letter nor digit.
    private static readonly string?[] AsciiLetters =
        [.. Enumerable.Range(0, 128).Select(i => char.IsAsciiLetterOrDigit((char)i) ? Latin.GetValueOrDefault((char)i, ((char)i).ToString()) : null)];
}
