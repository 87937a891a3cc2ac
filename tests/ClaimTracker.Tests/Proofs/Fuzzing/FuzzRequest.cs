using System.Globalization;
using System.Text;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>How a request was made.</summary>
internal enum FuzzKind
{
    /// <summary>From the schemas, valid.</summary>
    Valid,

    /// <summary>From the examples, as a step of a sequence over the same resources.</summary>
    Sequence,

    /// <summary>Valid but for one known fault.</summary>
    Violation,

    /// <summary>Valid but for a few bytes.</summary>
    Bytes,

    /// <summary>Valid but for odd headers.</summary>
    Headers,
}

/// <summary>What a faulty request must be answered with.</summary>
/// <param name="Fault">What is wrong with the request.</param>
/// <param name="Statuses">The statuses that say so.</param>
/// <param name="Place">The pointer, parameter or header that one of the faults must name; null where none is named.</param>
internal sealed record Expectation(string Fault, int[] Statuses, string? Place = null);

/// <summary>A request of the fuzzer, in its parts, so that it can be made smaller.</summary>
internal sealed record FuzzRequest(
    Operation Operation, FuzzKind Kind, string Method, string Path, IReadOnlyList<(string Name, string Value)> Query, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body)
{
    public Expectation? Expected { get; init; }

    /// <summary>How often the request was refused and mended.</summary>
    public int Repairs { get; init; }

    /// <summary>Bytes that are sent instead of all else.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>Whether the request itself may not be understood, so that the server refuses it before any operation is found.</summary>
    public bool MayBreakFraming => Raw is not null || Kind == FuzzKind.Headers;

    public string Target => Query.Count == 0 ? Path : $"{Path}?{string.Join('&', Query.Select(q => $"{q.Name}={q.Value}"))}";

    public string? Header(string name) => Headers.FirstOrDefault(h => h.Name == name).Value;

    public FuzzRequest With(string name, string? value) => this with
    {
        Headers = value is null ? [.. Headers.Where(h => h.Name != name)] : [.. Headers.Where(h => h.Name != name), (name, value)],
    };

    public byte[] ToBytes()
    {
        if (Raw is not null)
        {
            return Raw;
        }

        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Body is not null && Header("Transfer-Encoding") is null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }

        // Latin-1 keeps every byte, also those that are no UTF-8.
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }
}
