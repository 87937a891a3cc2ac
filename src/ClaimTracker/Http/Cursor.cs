using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Http;

/// <summary>
/// Where the next page begins: the last id of this one (keyset paging: a page at any depth costs the same), with what its list is ordered by where that
/// is not the id, signed together with the path and the filters it belongs to, so that it can be neither made up nor carried to another list.
/// </summary>
internal static class Cursor
{
    private const int SignatureLength = 12;

    public static string Write(HttpContext context, long lastId, long? lastRank)
    {
        Span<byte> token = stackalloc byte[(lastRank is null ? 1 : 2) * sizeof(long) + SignatureLength];
        BinaryPrimitives.WriteInt64BigEndian(token, lastId);
        if (lastRank is { } rank)
        {
            BinaryPrimitives.WriteInt64BigEndian(token[sizeof(long)..], rank);
        }

        Sign(context, token[..^SignatureLength]).CopyTo(token[^SignatureLength..]);
        return Base64Url.EncodeToString(token);
    }

    public static (long LastId, long? LastRank) Read(HttpContext context, string text)
    {
        Span<byte> token = stackalloc byte[2 * sizeof(long) + SignatureLength];
        if (text.Length <= Base64Url.GetEncodedLength(token.Length)
            && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, token, out var length)
            && length - SignatureLength is sizeof(long) or 2 * sizeof(long)
            && text.Length == Base64Url.GetEncodedLength(length)
            && CryptographicOperations.FixedTimeEquals(token[(length - SignatureLength)..length], Sign(context, token[..(length - SignatureLength)])))
        {
            return (BinaryPrimitives.ReadInt64BigEndian(token), length - SignatureLength > sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(token[sizeof(long)..]) : null);
        }

        throw new ProblemException(ProblemKind.InvalidCursor, "The cursor was not given for this list with these filters.")
        {
            Faults = [Fault.OfParameter("cursor", "invalid", "Use the cursor of the page before, with the same filters.")],
        };
    }

    private static ReadOnlySpan<byte> Sign(HttpContext context, ReadOnlySpan<byte> place)
    {
        var key = context.RequestServices.GetRequiredService<Database>().CursorKey;
        var filters = string.Join('&', context.Request.Query
            .Where(p => p.Key is not ("cursor" or "limit"))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"{p.Key}={p.Value}"));
        return HMACSHA256.HashData(key, (byte[])[.. place, .. Encoding.UTF8.GetBytes($"{Paging.PathOf(context.Request)}?{filters}")]).AsSpan(0, SignatureLength);
    }
}
