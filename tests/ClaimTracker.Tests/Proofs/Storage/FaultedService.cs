using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>A service with a small record whose storage a test disturbs: what is asked of it meanwhile, and what it must still hold afterwards.</summary>
internal sealed class FaultedService : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly string[] Reads =
    [
        "/v1/claims/1", "/v1/claims?topic=clashes", "/v1/claims/1?expand=evidence,links,history", "/v1/search?q=people+died", "/v1/articles/1", "/v1/contradictions", "/v1/claims/1/graph", "/v1/audit/verify",
    ];

    private readonly ConcurrentDictionary<long, string> acknowledged = [];
    private readonly HttpClient client;
    private int number;

    private FaultedService(Claimtracker process, HttpClient client)
    {
        Process = process;
        this.client = client;
    }

    public Claimtracker Process { get; }

    /// <summary>Serves the record of a folder, which is made where there is none.</summary>
    public static async Task<FaultedService> Serve(string data, Conditions? conditions = null)
    {
        var key = (await Claimtracker.Run("keys", "create", "--data", data, "--role", "editor", "--name", "Writer")).Output.Trim();
        var process = await Claimtracker.Serve(data, conditions ?? new Conditions());
        var service = new FaultedService(process, process.Client(key));
        await Given.Article(service.client);
        foreach (var count in new[] { 16, 18 })
        {
            await service.client.Post("/v1/claims", Draft.Claim($"In all, {count} people died.", new { topics = new[] { "clashes" } })).Json(201);
        }

        return service;
    }

    /// <summary>Asks the reads over and over while something is done, and once more when it is; every answer must be 200.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Reading(Func<Task> meanwhile)
    {
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var count = 0;
            for (var isLast = false; !isLast;)
            {
                isLast = done.IsCancellationRequested;
                foreach (var path in Reads)
                {
                    await client.Read(path);
                    count++;
                }
            }

            return count;
        });
        try
        {
            await meanwhile();
        }
        finally
        {
            await done.CancelAsync();
        }

        return await reading;
    }

    /// <summary>Writes texts of this size, several at a time, until some are refused; whatever is acknowledged is remembered.</summary>
    /// <returns>The refusals.</returns>
    public async Task<List<Refused>> WriteUntilRefused(int size, int atATime)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Guard)
        {
            var refused = (await Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => Write(size)))).OfType<Refused>().ToList();
            if (refused.Count > 0)
            {
                return refused;
            }
        }

        throw new TimeoutException($"No change was refused within {Guard}.");
    }

    /// <summary>Writes one article.</summary>
    /// <returns>What was said where it was refused; null where it is on record.</returns>
    public async Task<Refused?> Write(int size = 10)
    {
        var name = $"text {Interlocked.Increment(ref number)}";
        using var response = await client.Post("/v1/articles", new { headline = name, text = $"{name} {new string('x', size)}" });
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if ((int)response.StatusCode == 201)
        {
            Assert.True(acknowledged.TryAdd(body.Id(), name));
            return null;
        }

        return new Refused((int)response.StatusCode, body.Slug(), response.Headers.RetryAfter?.ToString());
    }

    /// <summary>What readiness says: the status and the word.</summary>
    public async Task<(int Status, string Word)> Ready()
    {
        using var response = await client.GetAsync("/health/ready");
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.Text("status")!);
    }

    /// <summary>Waits, with nothing written meanwhile, until readiness says so.</summary>
    public async Task<TimeSpan> UntilReady()
    {
        var watch = Stopwatch.StartNew();
        while (await Ready() != (200, "ready"))
        {
            Assert.True(watch.Elapsed < Guard, "The service did not recover by itself.");
        }

        return watch.Elapsed;
    }

    public Task<JsonNode> Read(string path, int status = 200) => client.Read(path, status);

    /// <summary>Exactly what was acknowledged is there, each whole, and the record is right.</summary>
    public async Task<int> HoldsWhatItAcknowledged()
    {
        var articles = (await client.All("/v1/articles", 200)).Where(a => a.Text("ref") is null).ToDictionary(a => a.Id(), a => a.Text("headline")!);
        Assert.Equal(acknowledged.OrderBy(a => a.Key), articles.OrderBy(a => a.Key));
        var audit = await client.Read("/v1/audit/verify");
        Assert.True((bool)audit["ok"]!);
        return articles.Count;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Process.DisposeAsync();
    }

    internal sealed record Refused(int Status, string Slug, string? RetryAfter);
}
