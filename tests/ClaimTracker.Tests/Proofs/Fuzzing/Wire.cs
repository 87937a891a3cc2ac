using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ClaimTracker.Tests.Behaviour;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>One connection after the other to the service, kept as long as it is good: bytes go out as they are, answers come back one by one.</summary>
internal sealed class Wire(Uri address) : IDisposable
{
    /// <summary>Only so that a fuzzer ends whose request is never answered.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long the answer to a request may take that perhaps never ends, as what tells its length is broken.</summary>
    private static readonly TimeSpan PatienceWithBroken = TimeSpan.FromSeconds(2);

    private Socket? socket;
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>Sends a request over the connection and reads its answer; null where the connection ended without one.</summary>
    public async Task<RawAnswer?> Exchange(byte[] request, bool isHead = false)
    {
        var isUsed = socket is not null;
        using var patience = new CancellationTokenSource(Patience);
        var answer = await Try(request, isHead, patience.Token);
        if (answer is null && isUsed)
        {
            // The service may have ended a connection that nothing was asked over for long.
            answer = await Try(request, isHead, patience.Token);
        }

        return answer;
    }

    /// <summary>Sends bytes that may not be a request over a connection of their own.</summary>
    public async Task<RawAnswer?> ExchangeAlone(byte[] request, bool isHead)
    {
        Close();
        using var patience = new CancellationTokenSource(PatienceWithBroken);
        try
        {
            return await Try(request, isHead, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            Close();
        }
    }

    public void Dispose() => Close();

    private async Task<RawAnswer?> Try(byte[] request, bool isHead, CancellationToken cancellation)
    {
        try
        {
            if (socket is null)
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(address.Host, address.Port, cancellation);
            }

            for (var sent = 0; sent < request.Length;)
            {
                sent += await socket.SendAsync(request.AsMemory(sent), SocketFlags.None, cancellation);
            }

            var answer = await Read(isHead, cancellation);
            if (answer is null || answer.Header("Connection") == "close")
            {
                Close();
            }

            return answer;
        }
        catch (SocketException)
        {
            // The service has ended the connection: perhaps it has answered before all was sent.
            var answer = end > start ? await Read(isHead, cancellation) : null;
            Close();
            return answer;
        }
    }

    private async Task<RawAnswer?> Read(bool isHead, CancellationToken cancellation)
    {
        while (true)
        {
            int length;
            while ((length = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
            {
                if (!await Fill(cancellation))
                {
                    return null;
                }
            }

            var lines = Encoding.Latin1.GetString(buffer, start, length).Split("\r\n");
            start += length + 4;
            var answer = new RawAnswer(lines[0], [.. lines.Skip(1).Select(l => (l[..l.IndexOf(':', StringComparison.Ordinal)], l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))], []);
            if (answer.Status != 100)
            {
                return isHead || answer.Status is 204 or 304 ? answer : await Body(answer, cancellation) is { } body ? answer with { Body = body } : null;
            }
        }
    }

    private async Task<byte[]?> Body(RawAnswer answer, CancellationToken cancellation)
    {
        if (answer.Header("Transfer-Encoding") != "chunked")
        {
            return await Bytes(int.Parse(answer.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture), cancellation);
        }

        var body = new List<byte>();
        while (true)
        {
            int length;
            while ((length = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
            {
                if (!await Fill(cancellation))
                {
                    return null;
                }
            }

            var size = int.Parse(Encoding.Latin1.GetString(buffer, start, length), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            start += length + 2;
            if (await Bytes(size + 2, cancellation) is not { } chunk)
            {
                return null;
            }

            body.AddRange(chunk.AsSpan(0, size));
            if (size == 0)
            {
                return [.. body];
            }
        }
    }

    private async Task<byte[]?> Bytes(int count, CancellationToken cancellation)
    {
        while (end - start < count)
        {
            if (!await Fill(cancellation))
            {
                return null;
            }
        }

        start += count;
        return buffer[(start - count)..start];
    }

    private async Task<bool> Fill(CancellationToken cancellation)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, 2 * buffer.Length);
        }

        var read = await socket!.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None, cancellation);
        end += read;
        return read > 0;
    }

    private void Close()
    {
        socket?.Dispose();
        (socket, start, end) = (null, 0, 0);
    }
}
