using System.Diagnostics;
using System.Globalization;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>
/// The service under requests that are made from its API document alone. CLAIMTRACKER_FUZZ_REQUESTS says how many, CLAIMTRACKER_SEED which: a finding names the seed,
/// the worker and the request that show it again.
/// </summary>
[Trait("Report", "fuzz")]
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>Each has a service of its own, so that a seed always leads to the same requests; they wait for the disk in turn.</summary>
    private const int Workers = 4;

    private static readonly int Requests = Environment.GetEnvironmentVariable("CLAIMTRACKER_FUZZ_REQUESTS") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : 10_000;

    private static readonly ulong Seed = Environment.GetEnvironmentVariable("CLAIMTRACKER_SEED") is { Length: > 0 } set ? ulong.Parse(set, CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();

    [Fact]
    public async Task Every_answer_is_one_that_the_API_document_promises()
    {
        var services = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => FuzzedService.Start()));
        try
        {
            var report = new FuzzReport(services[0].Contract, Seed);
            var started = Stopwatch.StartNew();
            await Task.WhenAll(services.Select((service, worker) => Task.Run(async () =>
            {
                using var fuzzer = service.Fuzzer(Seed, worker);
                await fuzzer.Run(Requests / Workers, report);
            })));
            report.Duration = started.Elapsed;
            output.WriteLine($"{report}");

            Assert.Empty(report.Findings);
            Assert.Empty(report.Unreached);
            Assert.All(services, service => Assert.Empty(Checking.Findings(service.DatabasePath)));
        }
        finally
        {
            foreach (var service in services)
            {
                await service.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_requests()
    {
        var runs = new List<string[]>();
        for (var run = 0; run < 2; run++)
        {
            await using var service = await FuzzedService.Start();
            var sent = new List<string>();
            using var fuzzer = service.Fuzzer(Seed, worker: 0, sending: request => sent.Add($"{request.Kind} {request.Method} {WithoutCursor(request.Target)} {Convert.ToHexString(request.Body ?? [])}"));
            await fuzzer.Run(400, new FuzzReport(service.Contract, Seed));
            runs.Add([.. sent]);
        }

        Assert.Equal(400, runs[0].Length);
        Assert.Equal(runs[0], runs[1]);
    }

    /// <summary>Cursors are signed with a key of the record, which is another one in each.</summary>
    private static string WithoutCursor(string target) => System.Text.RegularExpressions.Regex.Replace(target, "cursor=[^&]*", "cursor");
}
