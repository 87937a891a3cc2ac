using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>
/// Verifies quotations against the newest text that is held of an article: found once, they are stored as the article has them; absent or in several
/// places, they are refused with what would help. Where no text is held they are kept as given, marked <c>unheld</c>.
/// </summary>
internal sealed class Quotations
{
    private const string Newest = "SELECT snapshot_id FROM article WHERE id = @articleId";
    private const string TextOf = "SELECT text FROM snapshot WHERE id = @snapshotId";

    private const int MaxPrepared = 16;

    /// <summary>Texts prepared for searching, newest use last. Snapshots are immutable, and only the writer's thread comes here.</summary>
    private readonly LinkedList<(long SnapshotId, SourceText Text)> prepared = [];

    /// <summary>Verifies the quotations of an appearance.</summary>
    /// <param name="verifiedIn">The text that an appearance on record was verified in, where these are compared with it; null for the newest.</param>
    public IReadOnlyList<VerifiedQuote> Verify(Sql sql, long articleId, IReadOnlyList<GivenQuote> quotes, string pointer, List<Fault> faults, long? verifiedIn = null)
    {
        if (quotes.Count == 0)
        {
            return [];
        }

        if ((verifiedIn ?? sql.First<long?>(Newest, new { articleId })) is not { } snapshotId)
        {
            return [.. quotes.Select(q => new VerifiedQuote(null, q.Exact, q.Prefix, q.Suffix, q.Start, null, Anchor.Unheld))];
        }

        var text = Prepared(sql, snapshotId);
        var verified = new List<VerifiedQuote>();
        for (var i = 0; i < quotes.Count; i++)
        {
            var given = quotes[i];
            var match = text.Find(new TextQuote(given.Exact, given.Prefix, given.Suffix, (int?)given.Start));
            if (match is QuoteMatch.Found found)
            {
                verified.Add(new VerifiedQuote(snapshotId, found.Exact, found.Prefix, found.Suffix, found.Start, found.End, Anchor.Exact));
            }
            else
            {
                faults.Add(FaultOf(match, $"{pointer}/{i}"));
            }
        }

        return verified;
    }

    public SourceText Prepared(Sql sql, long snapshotId)
    {
        for (var node = prepared.First; node is not null; node = node.Next)
        {
            if (node.Value.SnapshotId == snapshotId)
            {
                prepared.Remove(node);
                prepared.AddLast(node);
                return node.Value.Text;
            }
        }

        if (prepared.Count == MaxPrepared)
        {
            prepared.RemoveFirst();
        }

        var text = new SourceText(sql.First<string>(TextOf, new { snapshotId })!);
        prepared.AddLast((snapshotId, text));
        return text;
    }

    private static Fault FaultOf(QuoteMatch match, string pointer) => match switch
    {
        QuoteMatch.Several several => Fault.At(pointer, "ambiguous_quote",
            $"The words stand in {several.Total} places. Say which one by prefix, suffix or start.") with
        { Offsets = several.Starts },
        QuoteMatch.Elsewhere elsewhere => Fault.At($"{pointer}/start", "quote_elsewhere",
            $"The words do not begin at {elsewhere.Asked}. Offsets count Unicode code points.") with
        { Offsets = elsewhere.Starts },
        QuoteMatch.OutOfContext outside => Fault.At(pointer, "quote_out_of_context",
            "The words stand in the text, but not between this prefix and suffix.") with
        { Offsets = outside.Starts },
        QuoteMatch.Absent { Nearest: { } nearest } absent => Fault.At($"{pointer}/exact", "quote_absent",
            "The text that is held does not say this. The nearest passage is given.") with
        { Nearest = nearest, Offsets = [absent.Start, absent.End] },
        _ => Fault.At($"{pointer}/exact", "quote_absent", "The text that is held does not say this, nor anything near."),
    };
}

/// <summary>A quotation as it is stored.</summary>
internal sealed record VerifiedQuote(long? SnapshotId, string Exact, string? Prefix, string? Suffix, long? Start, long? End, Anchor Anchor);
