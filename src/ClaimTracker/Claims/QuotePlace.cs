using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>A quotation on record, and where it stands in a new text: the same for appearances and evidence.</summary>
internal sealed class QuotePlace
{
    /// <summary>Its columns, from whichever table of quotations.</summary>
    public const string Columns = "quote.position, quote.snapshot_id, quote.exact, quote.prefix, quote.suffix, quote.start, quote.anchor, quote.now_start, quote.now_end";

    public long OwnerId { get; init; }

    public long ClaimId { get; init; }

    public long Position { get; init; }

    public long? SnapshotId { get; init; }

    public string Exact { get; init; } = "";

    public string? Prefix { get; init; }

    public string? Suffix { get; init; }

    public long? Start { get; init; }

    public string Anchor { get; init; } = "";

    public long? NowStart { get; init; }

    public long? NowEnd { get; init; }

    /// <summary>Finds it in a text.</summary>
    /// <returns>
    /// How it stands, and where. One that was recorded before any text was held is verified by the first text that has it: then it is to be stored as that text
    /// has it.
    /// </returns>
    public (Anchor Anchor, QuoteMatch.Found? Place, bool IsVerified) In(SourceText text)
    {
        if (SnapshotId is not null)
        {
            var (anchor, place) = text.Reanchor(Exact, Prefix ?? "", Suffix ?? "", (int)Start!.Value);
            return (Enum.Parse<Anchor>(anchor.ToString()), place, false);
        }

        return text.Find(new TextQuote(Exact, Prefix, Suffix, (int?)Start)) switch
        {
            QuoteMatch.Found found => (Articles.Anchor.Exact, found, true),
            QuoteMatch.Several => (Articles.Anchor.Ambiguous, null, false),
            _ => (Articles.Anchor.Orphaned, null, false),
        };
    }

    /// <summary>Whether it stands elsewhere, or otherwise, than it did in the text before.</summary>
    public bool HasMoved(Anchor anchor, QuoteMatch.Found? place) => (Names.Parse<Anchor>(Anchor), NowStart, NowEnd) != (anchor, place?.Start, place?.End);

    /// <summary>Whether quoted words that stood, or were never checked, do so no more.</summary>
    public static bool IsWorse(Anchor was, Anchor now) => now switch
    {
        Articles.Anchor.Ambiguous => was is not (Articles.Anchor.Ambiguous or Articles.Anchor.Orphaned),
        Articles.Anchor.Orphaned => was != Articles.Anchor.Orphaned,
        _ => false,
    };
}
