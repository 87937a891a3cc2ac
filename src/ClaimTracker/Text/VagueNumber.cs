namespace ClaimTracker.Text;

// "Dozens were killed" gives no figure, yet whoever counted two hundred would not have said so. Here stands what such
// words are ordinarily said of. The bounds are generous, and what is not known or limited by another word ("more than a
// dozen", "nearly thousands") is not read at all: a reader is rather told nothing than something wrong.

/// <summary>What a word for an unspecified number is ordinarily said of.</summary>
/// <param name="Words">The words, as the text has them; of several, from the first to the last: "dozens, perhaps hundreds".</param>
/// <param name="Low">The lowest number.</param>
/// <param name="High">The highest number.</param>
internal sealed record VagueNumber(string Words, decimal Low, decimal High)
{
    /// <summary>Reads the words of an article.</summary>
    /// <param name="text">The words, in English, Turkish, Azerbaijani or Russian: "dozens of soldiers", "yüzlerce", "сотни человек".</param>
    /// <returns>What they ordinarily mean, all that stand there taken together; null where no such word is known, or another one limits it.</returns>
    public static VagueNumber? Read(string text)
    {
        var words = Text.Words.Of(text);
        if (words.Exists(word => Limiting.Contains(word.Folded)))
        {
            return null;
        }

        VagueNumber? read = null;
        var start = 0;
        for (var i = 0; i < words.Count;)
        {
            if (At(words, i) is not { } phrase)
            {
                i++;
                continue;
            }

            start = read is null ? words[i].Start : start;
            i += phrase.Words.Length;
            read = new VagueNumber(text[start..words[i - 1].End], Math.Min(read?.Low ?? phrase.Low, phrase.Low), Math.Max(read?.High ?? phrase.High, phrase.High));
        }

        return read;
    }

    private static Phrase? At(List<Word> words, int index) => Phrases.TryGetValue(words[index].Folded, out var phrases)
        ? phrases.FirstOrDefault(phrase => words.Skip(index).Take(phrase.Words.Length).Select(word => word.Folded).SequenceEqual(phrase.Words))
        : null;

    private sealed record Phrase(string[] Words, decimal Low, decimal High);

    /// <summary>Words that set a limit to the number beside them, or deny it.</summary>
    private static readonly HashSet<string> Limiting =
    [
        .. ("more over above least up under below most fewer less than nearly almost not no "
            + "fazla aşkın kadar yakın az azından çok neredeyse değil "
            + "azı çox çoxu artıq qədər yaxın deyil "
            + "более больше свыше менее меньше до почти около не").Split(' ').Select(Folding.Fold),
    ];

    /// <summary>By their first word; the longest first, so that "a couple of hundred" is not read as "a couple".</summary>
    private static readonly Dictionary<string, Phrase[]> Phrases =
        new (decimal Low, decimal High, string Phrases)[]
        {
            (2, 3, "a couple, couple of, a pair, pair of"),
            (2, 12, "a few, several, a handful, handful of, birkaç, bir avuç, bir neçə, bir ovuc, несколько, горстка"),
            (5, 7, "half a dozen, half dozen, yarım düzine, полдюжины"),
            (10, 14, "a dozen, bir düzine, bir düjin, дюжина"),
            (20, 99, "tens, onlarca, onlarla, десятки, десятков, десятками, десяткам"),
            (24, 48, "a couple dozen, couple dozen, a couple of dozen, couple of dozen"),
            (24, 99, "dozens, a few dozen, few dozen, several dozen, düzinelerce, birkaç düzine, дюжины"),
            (40, 199, "scores"),
            (200, 399, "a couple hundred, couple hundred, a couple of hundred, couple of hundred"),
            (200, 999, "hundreds, a few hundred, few hundred, several hundred, yüzlerce, birkaç yüz, yüzlərlə, bir neçə yüz, сотни, сотен, сотнями, сотням, несколько сот, несколько сотен"),
            (2_000, 3_999, "a couple thousand, couple thousand, a couple of thousand, couple of thousand"),
            (2_000, 9_999, "a few thousand, few thousand, several thousand, birkaç bin, bir neçə min, несколько тысяч"),
            (2_000, 99_999, "thousands, binlerce, minlərlə, тысячи, тысячами, тысячам"),
            (20_000, 99_999, "tens of thousands, dozens of thousands, onlarca bin, on binlerce, on minlərlə, десятки тысяч, десятков тысяч, десятками тысяч"),
            (200_000, 999_999, "hundreds of thousands, several hundred thousand, a few hundred thousand, few hundred thousand, yüz binlerce, yüz minlərlə, сотни тысяч, сотен тысяч, сотнями тысяч, несколько сот тысяч, несколько сотен тысяч"),
            (2_000_000, 9_999_999, "a few million, few million, several million, birkaç milyon, bir neçə milyon, несколько миллионов"),
            (2_000_000, 999_999_999, "millions, milyonlarca, milyonlarla, миллионы, миллионами"),
            (20_000_000, 99_999_999, "tens of millions, on milyonlarca, on milyonlarla, десятки миллионов, десятков миллионов"),
            (200_000_000, 999_999_999, "hundreds of millions, several hundred million, yüz milyonlarca, yüz milyonlarla, сотни миллионов, сотен миллионов"),
            (2_000_000_000, 9_999_999_999, "a few billion, few billion, several billion, birkaç milyar, bir neçə milyard, несколько миллиардов"),
            (2_000_000_000, 999_999_999_999, "billions, milyarlarca, milyardlarla, миллиарды, миллиардами"),
        }
        .SelectMany(row => row.Phrases.Split(", "), (row, phrase) => new Phrase(Folding.Fold(phrase).Split(' '), row.Low, row.High))
        .GroupBy(phrase => phrase.Words[0])
        .ToDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Words.Length).ToArray());
}
