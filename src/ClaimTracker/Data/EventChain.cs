using System.Security.Cryptography;
using System.Text;

namespace ClaimTracker.Data;

/// <summary>
/// The append-only events and the chain over them:
/// <c>hash(n) = SHA-256( hash(n-1) ‖ envelope(n) ‖ SHA-256(content(n)) )</c>, where the envelope is seq, at, actor id, actor, action, entity, entity id,
/// revision and reason: a number as eight bytes, a text as its length in bytes, written as such a number, and its UTF-8; null is -1; the most significant byte
/// comes first, and hash(0) is 32 zero bytes. The content enters by its hash, so that it could one day
/// be erased and the chain still hold. A changed, missing or reordered event breaks every hash after it: <see cref="ChainWalk" /> finds the first.
/// </summary>
internal sealed class EventChain(Sql sql)
{
    private const string Insert = """
        INSERT INTO event (seq, at, actor_id, actor, action, entity, entity_id, revision, reason, content, content_hash, hash)
        VALUES (@Seq, @At, @ActorId, @Actor, @Action, @Entity, @EntityId, @Revision, @Reason, @Content, @ContentHash, @Hash)
        """;

    private long seq;
    private byte[] hash = new byte[SHA256.HashSizeInBytes];

    /// <summary>How many events there are, as far as the writer has looked: for any thread.</summary>
    public long Length => Volatile.Read(ref seq);

    /// <summary>Reads the head anew: at the start, after another process has written, and after a rollback.</summary>
    public void Reload()
    {
        var head = sql.First<Head>("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
        (seq, hash) = head is null ? (0, new byte[SHA256.HashSizeInBytes]) : (head.Seq, head.Hash);
    }

    public (long Seq, byte[] Hash) Mark() => (seq, hash);

    public void ReturnTo((long Seq, byte[] Hash) mark) => (seq, hash) = mark;

    public void Append(DateTimeOffset at, Actor actor, string action, string entity, long entityId, long revision, string? reason, string content)
    {
        var contentHash = SHA256.HashData(Encoding.UTF8.GetBytes(content));
        var row = new EventRow
        {
            Seq = seq + 1,
            At = at.ToUnixTimeMilliseconds(),
            ActorId = actor.Id,
            Actor = actor.Name,
            Action = action,
            Entity = entity,
            EntityId = entityId,
            Revision = revision,
            Reason = reason,
            Content = content,
            ContentHash = contentHash,
        };
        row.Hash = row.HashAfter(hash);
        sql.Execute(Insert, row);
        (seq, hash) = (row.Seq, row.Hash);
    }

    private sealed class Head
    {
        public long Seq { get; init; }

        public byte[] Hash { get; init; } = [];
    }
}
