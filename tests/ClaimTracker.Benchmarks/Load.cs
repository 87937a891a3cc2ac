using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClaimTracker.Benchmarks;

/// <summary>
/// Keep-alive clients on raw sockets, all on one thread: each sends its next request as soon as the last is answered. Requests are ready bytes; of an
/// answer only the status and Content-Length are read. So little is done here that the cores are the server's.
/// </summary>
internal static class Load
{
    /// <summary>Runs clients for a while.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="clients">How many at a time.</param>
    /// <param name="duration">For how long requests are sent; those under way are waited for.</param>
    /// <param name="status">The status that every answer must have.</param>
    /// <param name="next">Makes the next request.</param>
    public static Window Run(ServerProcess server, int clients, TimeSpan duration, int status, Func<byte[]> next)
    {
        var open = Enumerable.Range(0, clients).Select(_ => new Client(server.Address)).ToDictionary(client => client.Socket);
        var latencies = new List<double>();
        var ready = new List<Socket>();
        var cpu = server.Cpu;
        var started = Stopwatch.GetTimestamp();
        foreach (var client in open.Values)
        {
            client.Send(next());
        }

        while (open.Count > 0)
        {
            ready.Clear();
            ready.AddRange(open.Keys);
            Socket.Select(ready, null, null, -1);
            foreach (var socket in ready)
            {
                var client = open[socket];
                if (!client.Receive(status))
                {
                    continue;
                }

                latencies.Add(client.Waited.TotalMilliseconds);
                if (Stopwatch.GetElapsedTime(started) < duration)
                {
                    client.Send(next());
                }
                else
                {
                    open.Remove(socket);
                    socket.Dispose();
                }
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        latencies.Sort();
        return new Window(latencies.Count / elapsed.TotalSeconds, (server.Cpu - cpu).TotalMicroseconds / latencies.Count, latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100]);
    }

    private sealed class Client
    {
        private readonly byte[] buffer = new byte[64 * 1024];
        private int filled;
        private long sentAt;

        public Client(Uri address)
        {
            Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(IPAddress.Parse(address.Host), address.Port);
        }

        public Socket Socket { get; }

        public TimeSpan Waited => Stopwatch.GetElapsedTime(sentAt);

        public void Send(byte[] request)
        {
            filled = 0;
            sentAt = Stopwatch.GetTimestamp();
            Socket.Send(request);
        }

        /// <summary>Takes what has come.</summary>
        /// <returns>Whether the answer is whole.</returns>
        public bool Receive(int status)
        {
            var received = Socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None);
            filled += received;
            var answer = buffer.AsSpan(0, filled);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (received == 0 || (head >= 0 && !Is(answer, status)))
            {
                throw new InvalidOperationException($"Expected {status}, got: {Encoding.UTF8.GetString(answer)}");
            }

            return head >= 0 && filled >= head + 4 + Length(answer[..head]);
        }

        private static bool Is(ReadOnlySpan<byte> answer, int status) => int.Parse(answer[9..12], NumberStyles.None, CultureInfo.InvariantCulture) == status;

        private static int Length(ReadOnlySpan<byte> head)
        {
            var value = head[(head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
            var end = value.IndexOf((byte)'\r');
            return int.Parse(end < 0 ? value : value[..end], NumberStyles.None, CultureInfo.InvariantCulture);
        }
    }
}

/// <summary>What one side of a pair did in one round.</summary>
/// <param name="Rate">Answers in a second.</param>
/// <param name="Cpu">Microseconds of the server's CPU for each.</param>
/// <param name="P50">Milliseconds from request to answer, the median.</param>
/// <param name="P99">The same, 99th percentile.</param>
internal sealed record Window(double Rate, double Cpu, double P50, double P99);
