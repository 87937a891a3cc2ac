using System.Security.Cryptography;

namespace ClaimTracker.Data;

/// <summary>
/// A walk over the chain of events from its beginning, in portions: each reads a bounded number of events and may have a snapshot of its own. Events are
/// append-only, so what was passed stays as it was, and what is written meanwhile is met at the end.
/// </summary>
/// <param name="checkpoint">An event that must be met; null where none is known.</param>
internal sealed class ChainWalk(Checkpoint? checkpoint = null)
{
    private const int Portion = 1_000;

    private const string Next = $"SELECT {EventRow.Columns} FROM event WHERE seq > @seq ORDER BY seq LIMIT @limit";
    private const string First = $"SELECT {EventRow.Columns} FROM event ORDER BY seq LIMIT @limit";

    private const string Last = $"SELECT {EventRow.Columns} FROM event ORDER BY seq DESC LIMIT @limit";

    private byte[] hash = new byte[SHA256.HashSizeInBytes];
    private bool hasBegun;

    /// <summary>The last event that fits.</summary>
    public long Seq { get; private set; }

    /// <summary>The hash of that event, in hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(hash);

    /// <summary>When that event happened.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>The first event that does not fit, or null where all do.</summary>
    public long? FirstBroken { get; private set; }

    /// <summary>Whether the checkpoint was met as it was noted.</summary>
    public bool HasMetCheckpoint { get; private set; } = checkpoint is null || checkpoint == Checkpoint.Beginning;

    /// <summary>Whether each of the last events follows the one before it: what can be told of the end without all that came before.</summary>
    public static bool IsTailWhole(Sql sql)
    {
        var last = sql.Query<EventRow>(Last, new { limit = Portion });
        return last.Zip(last.Skip(1)).All(pair => pair.First.Follows(pair.Second.Seq, pair.Second.Hash));
    }

    /// <summary>Checks the next events.</summary>
    /// <returns>Whether more may follow.</returns>
    public bool Step(Sql sql)
    {
        var rows = hasBegun ? sql.Query<EventRow>(Next, new { seq = Seq, limit = Portion }) : sql.Query<EventRow>(First, new { limit = Portion });
        hasBegun = true;
        foreach (var row in rows)
        {
            if (!row.Follows(Seq, hash))
            {
                FirstBroken = row.Seq;
                return false;
            }

            (Seq, hash, At) = (row.Seq, row.Hash, ColumnValue.Instant(row.At));
            HasMetCheckpoint |= Seq == checkpoint?.Seq && Hash == checkpoint.Hash;
        }

        return rows.Count == Portion;
    }
}
