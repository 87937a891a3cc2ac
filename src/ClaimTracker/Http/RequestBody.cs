using System.Buffers;
using ClaimTracker.Problems;

namespace ClaimTracker.Http;

/// <summary>The bytes of a request's body, counted while they come, and kept for the fingerprint of an idempotent request.</summary>
internal static class RequestBody
{
    private static readonly object Kept = new();

    public static ReadOnlyMemory<byte> Of(HttpContext context) => context.Items[Kept] is byte[] bytes ? bytes : ReadOnlyMemory<byte>.Empty;

    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext context)
    {
        var limit = LimitOf(context);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var part = await reader.ReadAsync(context.RequestAborted);
            if (part.Buffer.Length > limit)
            {
                throw TooLarge(limit);
            }

            if (part.IsCompleted)
            {
                var bytes = part.Buffer.ToArray();
                reader.AdvanceTo(part.Buffer.End);
                context.Items[Kept] = bytes;
                return bytes;
            }

            reader.AdvanceTo(part.Buffer.Start, part.Buffer.End);
        }
    }

    /// <summary>The most bytes that a body may have here.</summary>
    public static int LimitOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? Limits.Body;

    public static ProblemException TooLarge(long limit) =>
        new(ProblemKind.TooLarge, $"The body has more than {limit} bytes.") { Limit = limit };
}

/// <summary>The most bytes the body of an endpoint may have, where it is not the usual limit.</summary>
/// <param name="Bytes">The limit.</param>
internal sealed record BodyLimit(int Bytes);
