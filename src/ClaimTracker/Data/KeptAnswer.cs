using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace ClaimTracker.Data;

/// <summary>An answer kept for a retry, as its row has it. No event tells of it: its digest is what shows that it is as it was given.</summary>
internal sealed class KeptAnswer
{
    public const string Columns = "principal_id, key, fingerprint, status, location, etag, body, at, digest";

    public long PrincipalId { get; init; }

    public string Key { get; init; } = "";

    public byte[] Fingerprint { get; init; } = [];

    public long Status { get; init; }

    public string? Location { get; init; }

    public string? Etag { get; init; }

    public byte[] Body { get; init; } = [];

    public long At { get; init; }

    /// <summary>Null in a row from before there were digests: such a row lives for a day.</summary>
    [JsonIgnore]
    public byte[]? Digest { get; set; }

    [JsonIgnore]
    public bool IsWhole => Digest is null || Digest.AsSpan().SequenceEqual(Sum());

    /// <summary>SHA-256 over all else.</summary>
    public byte[] Sum() => SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(this)));
}
