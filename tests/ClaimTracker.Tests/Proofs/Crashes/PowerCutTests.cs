using System.Collections.Frozen;
using System.Diagnostics;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// Power cuts, made from the log of what a process really wrote, synced and answered. After each, the record is opened as the service opens it and checked as
/// <c>claimtracker check</c> does. CLAIMTRACKER_CRASH_ROUNDS says how many cuts of each kind, CLAIMTRACKER_SEED where they fall.
/// </summary>
[Trait("Report", "crash")]
public sealed class PowerCutTests(LoggedLoad load, ITestOutputHelper output) : IClassFixture<LoggedLoad>
{
    [Fact]
    public async Task A_power_cut_under_load_loses_nothing_that_was_answered()
    {
        var log = await load.Log();
        var clock = Stopwatch.StartNew();
        var (rounds, answers) = (CrashSize.Rounds(10), 0L);
        foreach (var cut in new[] { Cut.Dropped, Cut.Torn, Cut.Killed })
        {
            var disk = new Disk(log).Holding(load.Before);
            foreach (var (at, random) in Moments(log, rounds))
            {
                answers += Lost(disk, log, at, cut, random, lost => Assert.True(lost.Count == 0, $"{cut} at {at}, seed {CrashSize.Seed}: {lost.Count} answers are lost, first {lost.FirstOrDefault()}"));
            }
        }

        output.WriteLine($"""
            power cuts under load, seed {CrashSize.Seed}; a log of {log.Steps.Count} steps, {log.Acknowledgements.Count} answers
              unsynced writes dropped     {rounds} cuts
              unsynced sectors torn       {rounds} cuts
              process killed alone        {rounds} cuts
              answers looked for {answers}, lost 0, {clock.Elapsed.TotalMilliseconds / (3 * rounds):F0} ms per start and check
            """);
        Assert.True(answers > 0);
    }

    [Fact]
    public async Task With_the_syncs_of_NORMAL_the_same_cuts_lose_answers()
    {
        var log = await load.Log();
        var omitted = log.SyncsThatNormalOmits();
        var (rounds, losing, lostInAll) = (CrashSize.Rounds(10), 0, 0);
        foreach (var cut in new[] { Cut.Dropped, Cut.Torn })
        {
            var disk = new Disk(log, omitted).Holding(load.Before);
            foreach (var (at, random) in Moments(log, rounds))
            {
                Lost(disk, log, at, cut, random, lost =>
                {
                    losing += lost.Count > 0 ? 1 : 0;
                    lostInAll += lost.Count;
                });
            }
        }

        output.WriteLine($"the control, synchronous=NORMAL, seed {CrashSize.Seed}: {omitted.Count} syncs left out, {losing} of {2 * rounds} cuts lose answers, {lostInAll} in all");
        Assert.True(losing > rounds, $"Only {losing} of {2 * rounds} cuts lose answers: these proofs would not see a loss.");
    }

    [Fact]
    public async Task No_answer_is_sent_before_its_change_is_synced()
    {
        var log = await load.Log();
        Assert.Empty(log.AnsweredTooEarly(a => Writer.MarkOf(a.Body), FrozenSet<int>.Empty));
        var early = log.AnsweredTooEarly(a => Writer.MarkOf(a.Body), log.SyncsThatNormalOmits());
        output.WriteLine($"{log.Acknowledgements.Count} answers, each sent after a sync that covers its change; the control, synchronous=NORMAL, sends {early.Count} too early");
        Assert.True(early.Count > log.Acknowledgements.Count / 2);
    }

    [Fact]
    public async Task A_first_start_that_is_cut_short_is_made_up_for_by_the_next()
    {
        using var folder = new Folder();
        using var logs = new Folder();
        await using (var first = await Claimtracker.Serve(folder.File("new"), Shim.Over(folder.Path, logs.File("log"))))
        {
            await first.Kill();
        }

        var log = DiskLog.Read(logs.File("log"));
        CutStarts(log, new Disk(log), "new", _ => { });
    }

    [Fact]
    public async Task The_first_key_of_a_new_record_outlives_a_power_cut_once_it_is_told()
    {
        using var folder = new Folder();
        using var logs = new Folder();
        string[] create = ["keys", "create", "--data", folder.File("new"), "--role", "admin", "--name", "Ada"];
        using var creating = Claimtracker.Start(create, Shim.Over(folder.Path, logs.File("log")));
        await creating.WaitForExitAsync();
        Assert.Equal(0, creating.ExitCode);
        var log = DiskLog.Read(logs.File("log"));
        var disk = new Disk(log);
        disk.Play(log.Steps.Count);
        foreach (var cut in new[] { Cut.Dropped, Cut.Torn, Cut.Torn })
        {
            using var left = new Folder();
            disk.Leave(left.Path, cut, new Random(CrashSize.Seed));
            Assert.Empty(Recovery.Lost(left.File("new"), []));
            using var sqlite = Connections.Probe(left.File("new/claimtracker.db"));
            Assert.Equal("Ada", sqlite.Value("SELECT name FROM api_key"));
        }
    }

    [Fact]
    public async Task A_migration_that_is_cut_short_is_made_up_for_by_the_next_start()
    {
        using var folder = new Folder();
        using var before = new Folder();
        using var logs = new Folder();
        OldRecord.Make(folder.Database, schema: 4);
        File.Copy(folder.Database, before.Database);
        await using (var first = await Claimtracker.Serve(folder.Path, Shim.Over(folder.Path, logs.File("log"))))
        {
            await first.Kill();
        }

        var log = DiskLog.Read(logs.File("log"));
        CutStarts(log, new Disk(log).Holding(before.Path), "", database =>
        {
            using var sqlite = Connections.Probe(database);
            Assert.Equal(OldRecord.Note, sqlite.Value("SELECT value FROM meta WHERE key = 'note'"));
        });
    }

    /// <summary>Moments of a log: any, and right after an answer, by turns and in order.</summary>
    private static IEnumerable<(int At, Random Random)> Moments(DiskLog log, int count)
    {
        var random = new Random(CrashSize.Seed);
        return Enumerable.Range(0, count)
            .Select(i => i % 2 == 0 ? random.Next(log.Steps.Count + 1) : log.Acknowledgements[random.Next(log.Acknowledgements.Count)].At + 1)
            .Order()
            .Select(at => (at, new Random(CrashSize.Seed ^ at)));
    }

    /// <returns>How many answers were looked for.</returns>
    private static int Lost(Disk disk, DiskLog log, int at, Cut cut, Random random, Action<List<Acknowledgement>> found)
    {
        using var folder = new Folder();
        disk.Play(at);
        disk.Leave(folder.Path, cut, random);
        var answered = log.Acknowledgements.Where(a => a.At < at).ToList();
        found(Recovery.Lost(folder.Path, answered));
        return answered.Count;
    }

    /// <summary>
    /// Cuts a start at moments spread over all of it, every other one right after a name was made or taken away or a sync began or ended; the next start then makes
    /// the record whole.
    /// </summary>
    private void CutStarts(DiskLog log, Disk disk, string below, Action<string> verify)
    {
        var (rounds, random, clock) = (CrashSize.Rounds(6), new Random(CrashSize.Seed), Stopwatch.StartNew());
        var turns = Enumerable.Range(0, log.Steps.Count).Where(i => log.Steps[i].Kind is 'O' or 'M' or 'U' or 'B' or 'E').ToList();
        foreach (var at in Enumerable.Range(0, rounds).Select(i => i % 2 == 0 ? turns[random.Next(turns.Count)] + 1 : random.Next(log.Steps.Count + 1)).Order())
        {
            disk.Play(at);
            foreach (var cut in Enum.GetValues<Cut>())
            {
                using var folder = new Folder();
                disk.Leave(folder.Path, cut, new Random(CrashSize.Seed ^ at));
                var data = Path.Combine(folder.Path, below);
                try
                {
                    Assert.Empty(Recovery.Lost(data, []));
                    verify(new DataDirectory(data).DatabasePath);
                }
                catch (StartRefusal refusal)
                {
                    Assert.Fail($"{cut} at {at} of {log.Steps.Count}, seed {CrashSize.Seed}: {refusal.Message}");
                }
            }
        }

        output.WriteLine($"starts cut short, seed {CrashSize.Seed}: {rounds} moments of {log.Steps.Count}, each killed, dropped and torn; every next start works, {clock.Elapsed.TotalMilliseconds / (3 * rounds):F0} ms per start and check");
    }
}
