using System.Diagnostics;
using System.Text.Json;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// The service is killed (SIGKILL) while 16 clients write, again and again over the same record. Whatever was acknowledged must be there afterwards, and whatever
/// was not is sent again with its idempotency key: exactly one effect each. CLAIMTRACKER_CRASH_ROUNDS says how often, CLAIMTRACKER_CRASH_RETRIES how many requests
/// that had their answer are sent again by each client in each round.
/// </summary>
[Trait("Report", "crash")]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Clients = 16;
    private const int FewestChanges = 100;
    private const int MostChanges = 300;
    private const int MostImports = 30;

    [Fact]
    public async Task No_acknowledged_write_is_lost_by_a_kill_and_every_key_has_one_effect()
    {
        using var newsroom = await Newsroom.Open(Clients);
        var (rounds, retries, random, slowest) = (CrashSize.Rounds(3), CrashSize.Retries, new Random(CrashSize.Seed), TimeSpan.Zero);
        for (var round = 0; round <= rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await using var service = await Claimtracker.Serve(newsroom.Path);
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
            await newsroom.Verify(service, retries, random);
            if (round < rounds)
            {
                await newsroom.WriteUntil(service, random.Next(FewestChanges, MostChanges), service.Kill);
            }
            else
            {
                Assert.Equal(0, (await service.Terminate()).Code);
            }
        }

        var ledger = newsroom.Ledger;
        output.WriteLine($"""
            kills under load, seed {CrashSize.Seed}: {rounds} kills, {ledger.Count} changes acknowledged, {ledger.CutOff} requests cut off
              lost 0; {ledger.Retries} requests sent again, {ledger.HadStood} of them had been on record without an answer; effects of a key: 1 each
              slowest start after a kill {slowest.TotalMilliseconds:F0} ms
            """);
        Assert.True(ledger.Count >= rounds * FewestChanges && ledger.CutOff >= rounds);
    }

    [Fact]
    public async Task An_import_that_is_killed_beside_a_service_that_is_killed_is_finished_by_the_same_import()
    {
        const int Rows = 3_000;
        using var newsroom = await Newsroom.Open(4);
        using var files = new Folder();
        var rows = Enumerable.Range(0, Rows).Select(i => JsonSerializer.Serialize(
            new { claim = new { @ref = $"i{i}", statement = $"Imported is number {i}.", kind = "fact", appearance = new { articleRef = "a1", mode = "own_voice" } } })).ToList();
        await File.WriteAllLinesAsync(files.File("rows.ndjson"), rows);
        var random = new Random(CrashSize.Seed);
        var (rounds, found) = (Math.Min(CrashSize.Rounds(2), MostImports), new List<long>());
        for (var round = 0; round < rounds; round++)
        {
            await using var service = await Claimtracker.Serve(newsroom.Path);
            await Settle(newsroom, service);
            using var importing = Claimtracker.Start(["import", "-", "--data", newsroom.Path], []);
            var enough = Math.Min(found.LastOrDefault() + random.Next(1, Rows / rounds), Rows - 1);
            await newsroom.WriteUntil(service, changes: 1, async () =>
            {
                var feeding = Feed(importing.StandardInput, rows[..^1]);   // all but the last, for which it waits
                while (Imported(newsroom.Database) < enough)
                {
                    await Task.Yield();
                }

                importing.Kill();
                await service.Kill();
                await feeding;
            });
            await importing.WaitForExitAsync();
            found.Add(Imported(newsroom.Database));
        }

        await using (var last = await Claimtracker.Serve(newsroom.Path))
        {
            await Settle(newsroom, last);
            Assert.Equal(0, (await Claimtracker.Run("import", files.File("rows.ndjson"), "--data", newsroom.Path)).Code);
            Assert.Equal(0, (await last.Terminate()).Code);
        }

        Assert.Equal(Rows, Imported(newsroom.Database));
        Assert.InRange(found[0], 1, Rows - 1);
        newsroom.Ledger.IsIn(newsroom.Database);
        output.WriteLine($"imports killed beside a killed service, seed {CrashSize.Seed}: {rounds} rounds, {string.Join(", ", found)} of {Rows} rows then on record, {Rows} after the last; lost 0 of {newsroom.Ledger.Count} changes");
    }

    private static async Task Settle(Newsroom newsroom, Claimtracker service)
    {
        newsroom.Ledger.IsIn(newsroom.Database);
        await Task.WhenAll(newsroom.Writers.Select(writer => writer.Settle(service.Address)));
    }

    /// <summary>Gives a process lines to read until it is gone.</summary>
    private static async Task Feed(StreamWriter input, IEnumerable<string> lines)
    {
        try
        {
            foreach (var line in lines)
            {
                await input.WriteLineAsync(line);
            }

            await input.FlushAsync();
        }
        catch (IOException)
        {
            // It was killed before it had read all.
        }
    }

    private static long Imported(string database)
    {
        using var sqlite = Connections.Probe(database);
        return sqlite.Count("SELECT count(*) FROM claim WHERE ref LIKE 'i%'");
    }
}
