using System.Diagnostics;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Stops with work in flight, and a second instance beside it.</summary>
[Trait("Report", "crash")]
public sealed class StopTests(ITestOutputHelper output)
{
    private const int Writers = 8;
    private const int Changes = 60;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("TERM")]
    [InlineData("TERM", "TERM")]
    public async Task SIGTERM_under_load_once_or_twice_closes_the_record_in_order_and_loses_nothing(params string[] signals)
    {
        using var newsroom = await Newsroom.Open(Writers);
        var took = TimeSpan.Zero;
        await using (var service = await Claimtracker.Serve(newsroom.Path))
        {
            await newsroom.WriteUntil(service, Changes, async () =>
            {
                var clock = Stopwatch.StartNew();
                foreach (var signal in signals)
                {
                    await service.Signal(signal);
                }

                var ended = await service.End();
                took = clock.Elapsed;
                Assert.Equal((0, ""), (ended.Code, ended.Errors));
            });
            Assert.InRange(took, TimeSpan.Zero, Longest);
            using var client = service.Client();
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health/live"));
        }

        Assert.False(File.Exists(newsroom.Database + "-wal"));
        using (var sqlite = Connections.Probe(newsroom.Database))
        {
            Assert.Equal("1", sqlite.Value("SELECT value FROM meta WHERE key = 'clean'"));
        }

        await VerifyOnce(newsroom);
        output.WriteLine($"{string.Join(" and ", signals)} under load: ended in {took.TotalMilliseconds:F0} ms, {newsroom.Ledger.Count} changes acknowledged, {newsroom.Ledger.CutOff} requests refused or cut off, lost 0");
    }

    [Fact]
    public async Task SIGKILL_in_the_middle_of_a_stop_loses_nothing()
    {
        using var newsroom = await Newsroom.Open(Writers);
        await using (var service = await Claimtracker.Serve(newsroom.Path))
        {
            await newsroom.WriteUntil(service, Changes, async () =>
            {
                await service.Signal("TERM");
                await service.Kill();
            });
        }

        await VerifyOnce(newsroom);
        output.WriteLine($"TERM and KILL under load: {newsroom.Ledger.Count} changes acknowledged, {newsroom.Ledger.CutOff} requests cut off, lost 0");
    }

    [Fact]
    public async Task A_second_instance_is_refused_and_the_first_goes_on()
    {
        using var newsroom = await Newsroom.Open(Writers);
        await using (var first = await Claimtracker.Serve(newsroom.Path))
        {
            await newsroom.WriteUntil(first, Changes, async () =>
            {
                var refused = await Claimtracker.Run("serve", "--data", newsroom.Path, "--urls", "http://127.0.0.1:0");
                Assert.Equal((4, ""), (refused.Code, refused.Output));
                Assert.Equal($"{newsroom.Database} is in use by process {first.Id}. Stop it, or name another folder with --data.", refused.Errors.Trim());
                await newsroom.Ledger.Reach(Changes);
                Assert.Equal(0, (await first.Terminate()).Code);
            });
        }

        await VerifyOnce(newsroom);
    }

    private static async Task VerifyOnce(Newsroom newsroom)
    {
        await using var next = await Claimtracker.Serve(newsroom.Path);
        await newsroom.Verify(next, retries: 2, new Random(CrashSize.Seed));
        Assert.Equal(0, (await next.Terminate()).Code);
    }
}
