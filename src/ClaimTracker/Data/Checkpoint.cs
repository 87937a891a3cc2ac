using System.Globalization;

namespace ClaimTracker.Data;

/// <summary>
/// The head of the chain at some time, noted outside of the record: written <c>SEQ:HASH</c>. Whoever cuts off the end of the chain, or makes all of it anew,
/// cannot make a chain that holds that event.
/// </summary>
/// <param name="Seq">The number of the event; 0 before the first.</param>
/// <param name="Hash">Its hash, in hexadecimal.</param>
internal sealed record Checkpoint(long Seq, string Hash)
{
    public static readonly Checkpoint Beginning = new(0, new string('0', 64));

    public static Checkpoint? Parse(string text) =>
        text.Split(':') is [var seq, { Length: 64 } hash]
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && hash.All(char.IsAsciiHexDigit)
            ? new Checkpoint(number, hash.ToLowerInvariant())
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}:{Hash}");
}
