using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ClaimTracker.Benchmarks;

/// <summary>The pairs, measured in turns.</summary>
internal sealed class Trial(ServerProcess server, Options options, long[] claimIds, Action<string> progress)
{
    private const int Readers = 32;
    private const int HotClaims = 20;
    private const int ReadyRequests = 20_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    private readonly Random random = new(1);
    private int recorded = 1_000_000_000;

    public IReadOnlyList<Pair> Run() =>
    [
        Measure($"GET /v1/claims/{{id}}, any of {claimIds.Length}", "constant JSON", Readers, 200, Reads(claimIds), Constant()),
        Measure($"GET /v1/claims/{{id}}, {HotClaims} hot ones", "constant JSON", Readers, 200, Reads(claimIds[..Math.Min(HotClaims, claimIds.Length)]), Constant()),
        Measure("POST /v1/claims, 1 client", "one transaction per request", 1, 201, Records("/v1/claims"), Records(Server.Other)),
        Measure("POST /v1/claims, 64 clients", "one transaction per request", 64, 201, Records("/v1/claims"), Records(Server.Other)),
    ];

    private Pair Measure(string ours, string other, int clients, int status, Func<byte[]> nextOfOurs, Func<byte[]> nextOfOther)
    {
        // Not counted: the just-in-time compiler needs thousands of calls until it is done with either side.
        Load.Run(server, clients, WarmUp, status, nextOfOurs);
        Load.Run(server, clients, WarmUp, status, nextOfOther);
        var rounds = new List<(Window Ours, Window Other)>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            progress($"{ours}: round {round} of {options.Rounds}");
            var duration = TimeSpan.FromSeconds(options.Seconds);
            rounds.Add((Load.Run(server, clients, duration, status, nextOfOurs), Load.Run(server, clients, duration, status, nextOfOther)));
        }

        return new Pair(ours, other, clients, rounds);
    }

    private Func<byte[]> Reads(long[] ids)
    {
        var requests = Enumerable.Range(0, ReadyRequests)
            .Select(_ => Request("GET", string.Create(CultureInfo.InvariantCulture, $"/v1/claims/{ids[random.Next(ids.Length)]}")))
            .ToArray();
        var at = 0;
        return () => requests[at++ % requests.Length];
    }

    private Func<byte[]> Constant()
    {
        var request = Request("GET", Server.Constant);
        return () => request;
    }

    /// <summary>Each request records another claim, in the article's own voice, by a claimant on record.</summary>
    private Func<byte[]> Records(string path) => () =>
    {
        var number = Interlocked.Increment(ref recorded);
        return Request("POST", path, JsonSerializer.Serialize(new
        {
            statement = Synthetic.Statement(number),
            kind = "fact",
            claimantId = SyntheticRecord.FirstClaimant + (number % SyntheticRecord.Claimants),
            topics = new[] { Synthetic.Topic(number) },
            appearance = new { mode = "own_voice", articleId = 1 + (number % SyntheticRecord.Articles) },
        }));
    };

    private byte[] Request(string method, string path, string? json = null)
    {
        var head = $"{method} {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAccept: application/json\r\n";
        var body = json is null ? "" : string.Create(CultureInfo.InvariantCulture,
            $"Authorization: Bearer {server.Key}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n");
        return Encoding.UTF8.GetBytes($"{head}{body}\r\n{json}");
    }
}

/// <summary>Two ways of doing the same, measured in turns.</summary>
internal sealed record Pair(string Ours, string Other, int Clients, IReadOnlyList<(Window Ours, Window Other)> Rounds);
