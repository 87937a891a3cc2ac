using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ClaimTracker.Data;

/// <summary>An event as it is stored, with its hashes.</summary>
internal sealed class EventRow
{
    public const string Columns = "seq, at, actor_id, actor, action, entity, entity_id, revision, reason, content, content_hash, hash";

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

    /// <summary>Whether this is the event that was told, next after one with that hash. No principal has a number below 1, so that none is taken for null.</summary>
    public bool Follows(long seq, byte[] hash) =>
        Seq == seq + 1
        && ActorId is null or > 0
        && SHA256.HashData(Encoding.UTF8.GetBytes(Content)).AsSpan().SequenceEqual(ContentHash)
        && HashAfter(hash).AsSpan().SequenceEqual(Hash);

    /// <summary>The hash that the chain gives this event.</summary>
    public byte[] HashAfter(byte[] previous)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(previous);
        Number(sum, Seq);
        Number(sum, At);
        Number(sum, ActorId ?? -1);
        Text(sum, Actor);
        Text(sum, Action);
        Text(sum, Entity);
        Number(sum, EntityId);
        Number(sum, Revision);
        Text(sum, Reason);
        sum.AppendData(ContentHash);
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
}
