using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Operations;

/// <summary>
/// The service is killed (SIGKILL) while 16 clients write, again and again over the same record. Whatever was acknowledged must be there afterwards with its
/// content, and of whatever was not, all or nothing. CLAIMTRACKER_CRASH_ROUNDS says how often.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Clients = 16;
    private const int FewestAcks = 100;
    private const int MostAcks = 400;

    private const string Halves = """
        SELECT
          (SELECT count(*) FROM claim c WHERE NOT EXISTS (SELECT 1 FROM appearance a WHERE a.claim_id = c.id))
        + (SELECT count(*) FROM claim c WHERE (SELECT max(revision) FROM event e WHERE e.entity = 'claim' AND e.entity_id = c.id) IS NOT c.revision)
        + (SELECT count(*) FROM claim c WHERE (SELECT count(*) FROM event e WHERE e.entity = 'claim' AND e.entity_id = c.id) <> c.revision)
        + (SELECT count(*) FROM appearance a WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.entity = 'appearance' AND e.entity_id = a.id))
        + (SELECT count(*) FROM link l WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.entity = 'link' AND e.entity_id = l.id))
        + (SELECT count(*) FROM event e WHERE e.entity = 'claim' AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.id = e.entity_id))
        + (SELECT count(*) FROM event e WHERE e.entity = 'appearance' AND NOT EXISTS (SELECT 1 FROM appearance a WHERE a.id = e.entity_id))
        + (SELECT count(*) FROM event e WHERE e.entity = 'link' AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = e.entity_id))
        + (SELECT count(*) FROM appearance a LEFT JOIN claim c ON c.id = a.claim_id WHERE c.id IS NULL)
        """;

    private static readonly int Rounds =
        Environment.GetEnvironmentVariable("CLAIMTRACKER_CRASH_ROUNDS") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : 3;

    [Fact]
    public async Task No_acknowledged_write_is_lost_and_none_is_there_by_half()
    {
        using var folder = new Folder();
        var key = (await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "reviewer", "--name", "Writer")).Output.Trim();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var ledger = new Ledger();
        for (var round = 0; round < Rounds; round++)
        {
            await using var service = await Claimtracker.Serve(folder.Path);
            if (round == 0)
            {
                using var client = service.Client(key);
                await Given.Article(client);
            }

            await Verify(service, key, ledger, folder.Database);
            await WriteUntilKilled(service, key, ledger, round, ledger.Count + random.Next(FewestAcks, MostAcks));
        }

        await using (var last = await Claimtracker.Serve(folder.Path))
        {
            await Verify(last, key, ledger, folder.Database);
            Assert.Equal(0, (await last.Terminate()).Code);
        }

        output.WriteLine(
            $"{Rounds} kills, seed {seed}: {ledger.Claims.Count} claims, {ledger.Amended.Count} amendments and {ledger.Links.Count} links acknowledged, {ledger.Unanswered} requests cut off, 0 lost");
        Assert.True(ledger.Count >= Rounds * FewestAcks && !ledger.Amended.IsEmpty && !ledger.Links.IsEmpty);
    }

    private static async Task WriteUntilKilled(Claimtracker service, string key, Ledger ledger, int round, int acks)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = service.Client(key);
        var writers = Enumerable.Range(0, Clients).Select(number => Write(client, ledger, $"Round {round}, client {number}", () =>
        {
            if (ledger.Count >= acks)
            {
                enough.TrySetResult();
            }
        })).ToArray();
        var writing = Task.WhenAll(writers);
        Assert.Same(enough.Task, await Task.WhenAny(enough.Task, writing));
        await service.Kill();
        await writing;
    }

    /// <summary>Writes until the service is gone: claims, and for every fourth an amendment and a link to the one before.</summary>
    private static async Task Write(HttpClient client, Ledger ledger, string who, Action acknowledged)
    {
        try
        {
            long? before = null;
            for (var i = 0; ; i++)
            {
                var statement = $"{who} states number {i}.";
                var id = (long)(await client.Post("/v1/claims", Given.OwnVoice(statement)).Json(201))["id"]!;
                Assert.True(ledger.Claims.TryAdd(id, statement), $"The id {id} was given twice.");
                acknowledged();
                if (i % 4 == 3)
                {
                    await client.Patch($"/v1/claims/{id}", new { topics = new[] { "amended" }, reason = "A topic was missing." }, "\"1\"").Json();
                    ledger.Amended[id] = true;
                    acknowledged();
                    var link = await client.Post("/v1/links", new { from = id, to = before, type = "supports", explanation = statement }).Json(201);
                    ledger.Links[(long)link["id"]!] = statement;
                    acknowledged();
                }

                before = id;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Interlocked.Increment(ref ledger.Unanswered);
        }
    }

    private static async Task Verify(Claimtracker service, string key, Ledger ledger, string database)
    {
        using var client = service.Client(key);
        await client.Read("/health/ready");
        foreach (var (id, statement) in ledger.Claims)
        {
            var claim = await client.Read($"/v1/claims/{id}");
            Assert.Equal(statement, (string)claim["statement"]!);
            Assert.Single(claim["appearances"]!.AsArray());
            if (ledger.Amended.ContainsKey(id))
            {
                Assert.Equal("amended", (string)Assert.Single(claim["topics"]!.AsArray())!);
            }
        }

        foreach (var (id, explanation) in ledger.Links)
        {
            JsonNode link = await client.Read($"/v1/links/{id}");
            Assert.Equal(explanation, (string)link["explanation"]!);
        }

        using var sqlite = Connections.Probe(database);
        Assert.Equal("ok", sqlite.Value("PRAGMA integrity_check"));
        Assert.Null(sqlite.Value("PRAGMA foreign_key_check"));
        Assert.Null(sqlite.FirstBroken());
        Assert.Equal(0, sqlite.Count(Halves));
    }

    /// <summary>What the service has acknowledged.</summary>
    private sealed class Ledger
    {
        public int Unanswered;

        public ConcurrentDictionary<long, string> Claims { get; } = [];

        public ConcurrentDictionary<long, bool> Amended { get; } = [];

        public ConcurrentDictionary<long, string> Links { get; } = [];

        public int Count => Claims.Count + Amended.Count + Links.Count;
    }
}
