using System.Globalization;
using System.Text;

namespace ClaimTracker.Benchmarks;

/// <summary>Sentences of made-up words, drawn as in natural text (Zipf): the same for the same number, in every run.</summary>
internal static class Synthetic
{
    private const int Words = 200_000;
    private static readonly string[] Syllables = ["ka", "ro", "min", "te", "sul", "va", "ne", "dor", "il", "pra", "sho", "be", "gan", "tu", "er", "lo"];
    private static readonly double[] Cumulative = Weights();

    /// <summary>A sentence of a given length or a little more.</summary>
    public static string Sentence(int seed, int minLength)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.Length < minLength)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(Word(Rank(random.NextDouble())));
        }

        text[0] = char.ToUpperInvariant(text[0]);
        return text.Append('.').ToString();
    }

    /// <summary>150 to 250 characters, and the number itself, so that no two are the same.</summary>
    public static string Statement(int number) => string.Create(CultureInfo.InvariantCulture, $"{Sentence(number, 140 + (number % 100))[..^1]} {number}.");

    /// <summary>The words of a claim as some article quotes it.</summary>
    public static string Quotation(int number) => Sentence(-1_000_000_000 - number, 100);

    public static string Topic(int number) => Word(number % 40);

    /// <summary>The word of a rank: 0 is the commonest.</summary>
    public static string Word(int rank)
    {
        var word = new StringBuilder();
        do
        {
            word.Append(Syllables[rank % Syllables.Length]);
            rank /= Syllables.Length;
        }
        while (rank > 0);
        return word.ToString();
    }

    private static int Rank(double at)
    {
        var found = Array.BinarySearch(Cumulative, at * Cumulative[^1]);
        return Math.Min(found < 0 ? ~found : found, Words - 1);
    }

    private static double[] Weights()
    {
        var sums = new double[Words];
        var sum = 0.0;
        for (var rank = 0; rank < Words; rank++)
        {
            sums[rank] = sum += 1.0 / (rank + 1);
        }

        return sums;
    }
}
