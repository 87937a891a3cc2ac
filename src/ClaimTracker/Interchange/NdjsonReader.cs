using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ClaimTracker.Interchange;

/// <summary>Reads lines of bytes, numbered from 1; blank lines are passed over. Memory holds one line at a time.</summary>
internal static class NdjsonReader
{
    public static async IAsyncEnumerable<(int Number, ReadOnlyMemory<byte> Line)> Lines(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream);
        var number = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (Next(ref buffer, read.IsCompleted) is { } line)
            {
                number++;
                if (line.AsSpan().IndexOfAnyExcept(" \t\r"u8) >= 0)
                {
                    yield return (number, line);
                }
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                yield break;
            }
        }
    }

    private static byte[]? Next(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end).ToArray();
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isLast || buffer.IsEmpty)
        {
            return null;
        }

        var rest = buffer.ToArray();
        buffer = buffer.Slice(buffer.End);
        return rest;
    }
}
