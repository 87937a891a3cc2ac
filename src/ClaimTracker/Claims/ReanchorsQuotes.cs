using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>Looks for what appearances, or evidence, quote of an article when a new text of it is captured: the same for both.</summary>
/// <param name="quoting">Selects the quotations of an article, `@articleId`, as <see cref="QuotePlace" />, in order.</param>
/// <param name="move">Says where a quotation stands now.</param>
/// <param name="verify">Stores a quotation as the text has it that verified it.</param>
/// <param name="setAnchor">Sets the anchor of what quotes, and counts its revision.</param>
internal abstract class ReanchorsQuotes(string quoting, string move, string verify, string setAnchor) : IFollowSnapshot
{
    public IReadOnlyList<AnchorChange> Reanchor(WriteTransaction tx, long articleId, long snapshotId, SourceText text, string? note)
    {
        var anchors = new List<AnchorChange>();
        foreach (var quoted in tx.Sql.Query<QuotePlace>(quoting, new { articleId }).GroupBy(q => (q.OwnerId, q.ClaimId)))
        {
            var (id, claimId) = quoted.Key;
            var was = quoted.Max(q => Names.Parse<Anchor>(q.Anchor));
            var places = quoted.Select(q => Reanchor(q, snapshotId, text, tx.Sql)).ToList();
            var now = places.Max(p => p.Anchor);
            anchors.Add(Change(id, claimId, was, now));

            // One quotation may move while the worst of them stays as bad: that is told too.
            if (places.Any(p => p.HasMoved))
            {
                tx.Sql.Execute(setAnchor, new { id, now, at = tx.Now });
                Tell(tx, id, claimId, QuotePlace.IsWorse(was, now), note);
            }
        }

        return anchors;
    }

    /// <summary>How the answer to a capture names it.</summary>
    protected abstract AnchorChange Change(long id, long claimId, Anchor was, Anchor now);

    /// <summary>Raises the event of what has moved, and challenges what rests on words that no longer stand.</summary>
    protected abstract void Tell(WriteTransaction tx, long id, long claimId, bool isWorse, string? note);

    private (Anchor Anchor, bool HasMoved) Reanchor(QuotePlace quote, long snapshotId, SourceText text, Sql sql)
    {
        var (anchor, place, isVerified) = quote.In(text);
        if (isVerified)
        {
            sql.Execute(verify, new { snapshotId, place!.Exact, place.Prefix, place.Suffix, place.Start, place.End, quote.OwnerId, quote.Position });
        }
        else
        {
            sql.Execute(move, new { anchor, start = place?.Start, end = place?.End, quote.OwnerId, quote.Position });
        }

        return (anchor, quote.HasMoved(anchor, place));
    }
}
