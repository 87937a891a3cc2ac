using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ClaimTracker.Benchmarks;

/// <summary>Makes the requests of the clients, as cheaply as can be: ready bytes, of which only numbers are written anew.</summary>
internal sealed class Requests(ServerProcess server, SyntheticRecord record)
{
    private const int NumberLength = 10;
    private const int ReadyChanges = 1_024;

    private readonly Random random = new(1);
    private long recorded = 1_000_000_000;

    /// <summary>Claims by ids drawn uniformly from the first so many.</summary>
    public Func<Request> Claims(int of, string path = "/v1/claims")
    {
        var request = new byte[256];
        var head = Encoding.ASCII.GetBytes($"GET {path}/").AsSpan();
        head.CopyTo(request);
        var (start, tail) = (head.Length, Encoding.ASCII.GetBytes(TailOfGet()));
        return () =>
        {
            Utf8Formatter.TryFormat(random.Next(of) + 1, request.AsSpan(start), out var digits);
            tail.CopyTo(request, start + digits);
            return new Request(request.AsMemory(0, start + digits + tail.Length));
        };
    }

    public Func<Request> Constant() => Always(Server.Constant);

    public Func<Request> Always(string target)
    {
        var request = Get(target);
        return () => request;
    }

    public Request Get(string target, int status = 200) => new(Encoding.ASCII.GetBytes($"GET {target}{TailOfGet()}"), status);

    /// <summary>
    /// Each request records another claim, in the article's own voice, by a claimant on record: one of many ready ones, whose statement ends with a number of its own.
    /// </summary>
    public Func<Request> Changes(string path)
    {
        var ready = Enumerable.Range(1, ReadyChanges).Select(i => Change(path, i)).ToArray();
        return () =>
        {
            var number = ++recorded;
            var (bytes, at) = ready[number % ready.Length];
            Utf8Formatter.TryFormat(number, bytes.AsSpan(at, NumberLength), out _);
            return new Request(bytes, 201);
        };
    }

    /// <summary>Nine claims are read for one that is recorded.</summary>
    public Func<Request> Mixed(string path)
    {
        var (reads, changes, at) = (Claims(record.Claims, path), Changes(path), 0);
        return () => ++at % 10 == 0 ? changes() : reads();
    }

    private (byte[] Bytes, int Number) Change(string path, int seed)
    {
        var (speaker, article) = (new Random(seed).Next(record.Speakers), new Random(-seed).Next(record.Articles));
        var statement = Synthetic.Statement(seed)[..^1];
        var json = JsonSerializer.Serialize(new
        {
            statement = $"{statement[..statement.LastIndexOf(' ')]} {new string('0', NumberLength)}.",
            kind = "fact",
            claimantId = record.Outlets + 1 + speaker,
            topics = new[] { Synthetic.Topic(seed) },
            appearance = new { mode = "own_voice", articleId = 1 + article },
        });
        var head = string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAccept: application/json\r\nAuthorization: Bearer {server.Key}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n");
        return (Encoding.ASCII.GetBytes(head + json), head.Length + json.IndexOf(new string('0', NumberLength), StringComparison.Ordinal));
    }

    private string TailOfGet() => $" HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAccept: application/json\r\n\r\n";
}
