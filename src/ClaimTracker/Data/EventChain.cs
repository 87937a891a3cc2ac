using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Data;

/// <summary>
/// The append-only events and the chain over them:
/// <c>hash(n) = SHA-256( hash(n-1) ‖ envelope(n) ‖ SHA-256(content(n)) )</c>, where the envelope is seq, at, actor id, actor, action, entity, entity id,
/// revision and reason: a number as eight bytes, a text as its length in bytes, written as such a number, and its UTF-8; null is -1; the most significant byte
/// comes first, and hash(0) is 32 zero bytes. The content enters by its hash, so that it could one day
/// be erased and the chain still hold. A changed, missing or reordered event breaks every hash after it.
/// </summary>
internal sealed class EventChain(Sql sql)
{
    private const string Insert = """
        INSERT INTO event (seq, at, actor_id, actor, action, entity, entity_id, revision, reason, content, content_hash, hash)
        VALUES (@Seq, @At, @ActorId, @Actor, @Action, @Entity, @EntityId, @Revision, @Reason, @Content, @ContentHash, @Hash)
        """;

    private long seq;
    private byte[] hash = new byte[SHA256.HashSizeInBytes];

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
        row.Hash = HashOf(hash, row);
        sql.Execute(Insert, row);
        (seq, hash) = (row.Seq, row.Hash);
    }

    /// <summary>Walks the whole chain.</summary>
    /// <returns>The first event that does not fit, or null where all is right.</returns>
    public static long? FirstBroken(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, at, actor_id, actor, action, entity, entity_id, revision, reason, content, content_hash, hash FROM event ORDER BY seq";
        using var reader = command.ExecuteReader();
        var parse = Dapper.SqlMapper.GetRowParser<EventRow>(reader);
        var (expected, previous) = (1L, new byte[SHA256.HashSizeInBytes]);
        while (reader.Read())
        {
            var row = parse(reader);
            if (row.Seq != expected++
                || !SHA256.HashData(Encoding.UTF8.GetBytes(row.Content)).AsSpan().SequenceEqual(row.ContentHash)
                || !HashOf(previous, row).AsSpan().SequenceEqual(row.Hash))
            {
                return row.Seq;
            }

            previous = row.Hash;
        }

        return null;
    }

    private static byte[] HashOf(byte[] previous, EventRow row)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(previous);
        Number(sum, row.Seq);
        Number(sum, row.At);
        Number(sum, row.ActorId ?? -1);
        Text(sum, row.Actor);
        Text(sum, row.Action);
        Text(sum, row.Entity);
        Number(sum, row.EntityId);
        Number(sum, row.Revision);
        Text(sum, row.Reason);
        sum.AppendData(row.ContentHash);
        return sum.GetHashAndReset();
    }

    private static void Number(IncrementalHash sum, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        sum.AppendData(bytes);
    }

    private static void Text(IncrementalHash sum, string? value)
    {
        Number(sum, value is null ? -1 : Encoding.UTF8.GetByteCount(value));
        sum.AppendData(Encoding.UTF8.GetBytes(value ?? ""));
    }

    private sealed class Head
    {
        public long Seq { get; init; }

        public byte[] Hash { get; init; } = [];
    }

    private sealed class EventRow
    {
        public long Seq { get; init; }

        public long At { get; init; }

        public long? ActorId { get; init; }

        public string Actor { get; init; } = "";

        public string Action { get; init; } = "";

        public string Entity { get; init; } = "";

        public long EntityId { get; init; }

        public long Revision { get; init; }

        public string? Reason { get; init; }

        public string Content { get; init; } = "";

        public byte[] ContentHash { get; init; } = [];

        public byte[] Hash { get; set; } = [];
    }
}
