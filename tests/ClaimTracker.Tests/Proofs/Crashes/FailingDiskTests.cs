using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// One call to the disk fails: the n-th write or sync of the record, with EIO or ENOSPC. Then the process is killed, started again and killed again, and the power
/// cut. Never is a change answered that is not there afterwards. CLAIMTRACKER_CRASH_ROUNDS says how many calls are tried of each kind.
/// </summary>
[Trait("Report", "crash")]
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    private const int Changes = 12;
    private const int MostRefusals = 4;
    private const int InputOutputError = 5;
    private const int NoSpace = 28;

    [Fact]
    public async Task A_sync_that_fails_is_not_tried_again_and_nothing_more_is_written()
    {
        var rounds = CrashSize.Rounds(2);
        for (var n = 1; n <= rounds; n++)
        {
            var (log, refusals) = await Fail($"serve:sync:{n}:{InputOutputError}", writers: 8, n % 2 == 0 ? Stop : service => service.Kill());
            var failed = log.Steps.ToList().FindIndex(s => s.Kind == 'F');
            if (failed < 0)
            {
                output.WriteLine($"there are fewer than {n} syncs");
                break;
            }

            Assert.NotEmpty(refusals);
            Assert.All(refusals, slug => Assert.Equal("storage-damaged", slug));
            var files = log.Steps.Where(s => s.Kind == 'O' && s.Text.StartsWith("claimtracker.db", StringComparison.Ordinal)).Select(s => s.File).ToHashSet();
            var rest = log.Steps.Skip(failed + 1).TakeWhile(s => s.Kind != 'I');
            Assert.DoesNotContain(rest, s => s.Kind is 'W' or 'T' or 'B' && files.Contains(s.File));
        }

        output.WriteLine($"syncs that fail (EIO): {rounds} tried, each latches, nothing written behind it, lost 0");
    }

    [Theory]
    [InlineData(InputOutputError, "EIO")]
    [InlineData(NoSpace, "ENOSPC")]
    public async Task A_write_that_fails_is_refused_and_nothing_that_was_answered_is_lost(int error, string name)
    {
        var told = new List<string>();
        foreach (var n in CrashSize.Calls(small: 2, most: 150))
        {
            var (log, refusals) = await Fail($"serve:write:{n}:{error}", writers: 1, service => service.Kill());
            if (log.Steps.All(s => s.Kind != 'F'))
            {
                Assert.NotEmpty(told);
                told.Add($"there are fewer than {n} writes");
                break;
            }

            Assert.All(refusals, slug => Assert.Contains(slug, new[] { "insufficient-storage", "storage-damaged" }));
            told.Add($"{n}: {string.Join(' ', refusals)}");
        }

        output.WriteLine($"writes that fail ({name}), seed {CrashSize.Seed}: {told.Count} tried, lost 0\n  {string.Join("\n  ", told)}");
    }

    [Theory]
    [InlineData("write", NoSpace)]
    [InlineData("sync", InputOutputError)]
    public async Task A_start_on_a_disk_that_fails_ends_with_a_sentence_and_the_next_works(string call, int error)
    {
        var (rounds, random, refused) = (CrashSize.Rounds(2), new Random(CrashSize.Seed), 0);
        for (var i = 0; i < rounds; i++)
        {
            using var folder = new Folder();
            using var logs = new Folder();
            var n = call == "sync" ? random.Next(1, 12) : random.Next(1, 200);
            try
            {
                await using var failing = await Claimtracker.Serve(folder.Path, Shim.Over(folder.Path, logs.File("log"), $"start:{call}:{n}:{error}"));
                await failing.Kill();
            }
            catch (InvalidOperationException ended)
            {
                Assert.DoesNotContain("   at ", ended.Message, StringComparison.Ordinal);
                refused++;
            }

            await using var next = await Claimtracker.Serve(folder.Path);
            Assert.Equal(0, (await next.Terminate()).Code);
            Assert.Empty(Checking.Findings(folder.Database));
        }

        output.WriteLine($"starts with a {call} that fails, seed {CrashSize.Seed}: {rounds} tried, {refused} ended with a sentence, every next start works");
    }

    /// <summary>A service that writes no more stops all the same, and says why it could not close its record in order.</summary>
    private static async Task Stop(Claimtracker service)
    {
        var ended = await service.Terminate();
        Assert.Equal(1, ended.Code);
        Assert.Contains("The database file is damaged. Nothing more is written.", ended.Errors, StringComparison.Ordinal);
    }

    /// <summary>Writes over a disk of which one call fails, ends, starts again without the fault, settles, writes on, and cuts the power.</summary>
    private static async Task<(DiskLog Log, string[] Refusals)> Fail(string fault, int writers, Func<Claimtracker, Task> end)
    {
        using var newsroom = await Newsroom.Open(writers);
        using var logs = new Folder();
        using var before = new Folder();
        File.Copy(newsroom.Database, before.Database);
        string[] refusals;
        await using (var failing = await Claimtracker.Serve(newsroom.Path, Shim.Over(newsroom.Path, logs.File("log"), fault)))
        {
            refusals = await Write(failing, newsroom);
            using var client = failing.Client();
            await client.Read("/health/live");
            await client.Read("/health/ready", refusals.Contains("storage-damaged") ? 503 : 200);
            await Task.WhenAll(newsroom.Writers.Select(writer => writer.ReadBack(failing.Address)));
            await end(failing);
        }

        await using (var next = await Claimtracker.Serve(newsroom.Path, Shim.Over(newsroom.Path, logs.File("log"))))
        {
            await newsroom.Verify(next, retries: 4, new Random(CrashSize.Seed));
            Assert.Empty(await Write(next, newsroom));
            await next.Kill();
        }

        var log = DiskLog.Read(logs.File("log"));
        var disk = new Disk(log).Holding(before.Path);
        disk.Play(log.Steps.Count);
        foreach (var cut in new[] { Cut.Dropped, Cut.Torn })
        {
            using var left = new Folder();
            disk.Leave(left.Path, cut, new Random(CrashSize.Seed));
            var lost = Recovery.Lost(left.Path, log.Acknowledgements);
            Assert.True(lost.Count == 0, $"{fault}, {cut}, seed {CrashSize.Seed}: {lost.Count} answers are lost, first {lost.FirstOrDefault()}");
        }

        return (log, refusals);
    }

    private static async Task<string[]> Write(Claimtracker service, Newsroom newsroom) =>
        [.. (await Task.WhenAll(newsroom.Writers.Select(writer => Write(service, writer)))).SelectMany(refusals => refusals)];

    /// <summary>Writes some changes, each sent again with its key where it is refused.</summary>
    /// <returns>Why it was refused, each time.</returns>
    private static async Task<List<string>> Write(Claimtracker service, Writer writer)
    {
        var refusals = new List<string>();
        using var client = writer.Client(service.Address);
        for (var done = 0; done < Changes && refusals.Count < MostRefusals;)
        {
            try
            {
                await writer.Step(client, isRetry: refusals.Count > 0);
                done++;
            }
            catch (RefusedException refused)
            {
                refusals.Add(refused.Slug);
            }
        }

        return refusals;
    }
}
