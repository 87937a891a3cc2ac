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
    /// <param name="next">Gives the next request.</param>
    /// <param name="atLeast">How many requests are sent, even if that takes longer.</param>
    /// <exception cref="UnexpectedAnswer">An answer had another status than its request was to have.</exception>
    public static Window Run(ServerProcess server, int clients, TimeSpan duration, Func<Request> next, int atLeast = 1)
    {
        var started = Stopwatch.GetTimestamp();
        return Run(server, clients, next, sent => sent < atLeast || Stopwatch.GetElapsedTime(started) < duration, new Dictionary<int, int>());
    }

    /// <summary>Runs clients as long as there is something to ask.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="clients">How many at a time.</param>
    /// <param name="next">Gives the next request.</param>
    /// <param name="goesOn">Whether, after so many, another one is sent.</param>
    /// <param name="statuses">Takes how many answers had which status.</param>
    public static Window Run(ServerProcess server, int clients, Func<Request> next, Func<int, bool> goesOn, Dictionary<int, int> statuses)
    {
        var open = Enumerable.Range(0, clients).Select(_ => new Client(server.Address)).ToDictionary(client => client.Socket);
        try
        {
            return Run(server, open, next, goesOn, statuses);
        }
        finally
        {
            foreach (var socket in open.Keys)
            {
                socket.Dispose();
            }
        }
    }

    private static Window Run(ServerProcess server, Dictionary<Socket, Client> open, Func<Request> next, Func<int, bool> goesOn, Dictionary<int, int> statuses)
    {
        var latencies = new List<double>(100_000);
        var ready = new List<Socket>();
        var sent = open.Count;
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
                if (!client.Receive())
                {
                    continue;
                }

                latencies.Add(client.Waited.TotalMilliseconds);
                statuses[client.Answered] = statuses.GetValueOrDefault(client.Answered) + 1;
                if (goesOn(sent))
                {
                    client.Send(next());
                    sent++;
                }
                else
                {
                    open.Remove(socket);
                    socket.Dispose();
                }
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        return new Window(latencies.Count / elapsed.TotalSeconds, (server.Cpu - cpu).TotalMicroseconds / latencies.Count, Latencies.Of(latencies));
    }

    private sealed class Client
    {
        private readonly byte[] buffer = new byte[256 * 1024];
        private int filled;
        private int status;
        private long sentAt;

        public Client(Uri address)
        {
            Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(IPAddress.Parse(address.Host), address.Port);
        }

        public Socket Socket { get; }

        /// <summary>The status of the answer.</summary>
        public int Answered { get; private set; }

        public TimeSpan Waited => Stopwatch.GetElapsedTime(sentAt);

        public void Send(Request request)
        {
            filled = 0;
            status = request.Status;
            sentAt = Stopwatch.GetTimestamp();
            Socket.Send(request.Bytes.Span);
        }

        /// <summary>Takes what has come.</summary>
        /// <returns>Whether the answer is whole.</returns>
        public bool Receive()
        {
            var received = Socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None);
            filled += received;
            var answer = buffer.AsSpan(0, filled);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (received == 0)
            {
                throw new UnexpectedAnswer(0, $"Expected {status}, and the connection was closed after: {Encoding.UTF8.GetString(answer)}");
            }

            if (head >= 0)
            {
                Answered = Status(answer);
                if (status != Request.AnyStatus && Answered != status)
                {
                    throw new UnexpectedAnswer(Answered, $"Expected {status}, got: {Encoding.UTF8.GetString(answer)}");
                }
            }

            return head >= 0 && filled >= head + 4 + Length(answer[..head]);
        }

        private static int Status(ReadOnlySpan<byte> answer) => int.Parse(answer[9..12], NumberStyles.None, CultureInfo.InvariantCulture);

        private static int Length(ReadOnlySpan<byte> head)
        {
            var value = head[(head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
            var end = value.IndexOf((byte)'\r');
            return int.Parse(end < 0 ? value : value[..end], NumberStyles.None, CultureInfo.InvariantCulture);
        }
    }
}

/// <summary>A request as it is sent, and the status that its answer must have. Its bytes hold until the next one is asked for.</summary>
internal readonly record struct Request(ReadOnlyMemory<byte> Bytes, int Status = 200)
{
    /// <summary>In place of a status: any that is documented for what is asked; they are counted.</summary>
    public const int AnyStatus = 0;
}

/// <summary>What one side did in one round.</summary>
/// <param name="Rate">Answers in a second.</param>
/// <param name="Cpu">Microseconds of the server's CPU for each.</param>
/// <param name="Latencies">From request to answer.</param>
internal sealed record Window(double Rate, double Cpu, Latencies Latencies);

/// <summary>Milliseconds from request to answer.</summary>
internal sealed class Latencies
{
    private readonly double[] sorted;

    private Latencies(double[] sorted) => this.sorted = sorted;

    public double P50 => At(0.50);

    public double P95 => At(0.95);

    public double P99 => At(0.99);

    public double Worst => sorted[^1];

    public static Latencies Of(IEnumerable<double> milliseconds) => new([.. milliseconds.Order()]);

    public static Latencies OfAll(IEnumerable<Window> windows) => Of(windows.SelectMany(window => window.Latencies.sorted));

    private double At(double part) => sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}

/// <summary>The server answered otherwise than the benchmark rests on: it does not go on.</summary>
internal sealed class UnexpectedAnswer(int status, string message) : Exception(message)
{
    /// <summary>The status of the answer; 0 where there was none.</summary>
    public int Status => status;
}
