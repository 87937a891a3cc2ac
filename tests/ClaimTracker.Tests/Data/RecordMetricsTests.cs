using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Tests.Data;

public sealed class RecordMetricsTests
{
    [Fact]
    public void Every_instrument_says_its_unit()
    {
        using var record = new Record();
        using var metering = new Metering(record.Database);
        Assert.Equal(
            [
                "claimtracker.event.chain.length {event}", "claimtracker.read.interrupts {query}", "claimtracker.read.queue.wait s", "claimtracker.read.refusals {query}",
                "claimtracker.storage.busy_errors {error}", "claimtracker.wal.checkpoint.duration s", "claimtracker.wal.size By", "claimtracker.write.commit.duration s",
                "claimtracker.write.group.size {command}", "claimtracker.write.queue.depth {command}", "claimtracker.write.queue.wait s",
            ],
            metering.Units.Select(unit => $"{unit.Key} {unit.Value}"));
    }

    [Fact]
    public async Task Writing_tells_how_many_wait_and_are_committed_together()
    {
        using var record = new Record();
        using var metering = new Metering(record.Database);
        var hold = await record.HoldWriter();
        var notes = Enumerable.Range(1, 3).Select(i => record.Write($"note {i}")).ToList();
        Assert.Equal(3, metering.Now("claimtracker.write.queue.depth"));
        await hold.LetGo();
        await Task.WhenAll(notes);
        await record.Write("last");

        Assert.Equal(0, metering.Now("claimtracker.write.queue.depth"));
        Assert.Equal(4, metering.Now("claimtracker.event.chain.length"));
        Assert.True(metering.Now("claimtracker.wal.size") > 0);
        Assert.Equal(5, metering.Of("claimtracker.write.queue.wait").Length);
        Assert.Equal(5, metering.Of("claimtracker.write.group.size").Sum());
        Assert.Equal(metering.Of("claimtracker.write.group.size").Length, metering.Of("claimtracker.write.commit.duration").Length);
    }

    [Fact]
    public async Task Reading_tells_of_its_lane_how_long_it_waited_and_what_was_stopped_or_refused()
    {
        const string Endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT count(*) FROM n";
        using var record = new Record();
        using var metering = new Metering(record.Database);
        await record.Read(sql => sql.First<long>("SELECT 1"));
        await Assert.ThrowsAsync<ProblemException>(() => record.Database.Read(sql => sql.First<long>(Endless), CancellationToken.None, TimeSpan.FromMilliseconds(20), Lane.Heavy));
        using var release = new ManualResetEventSlim();
        var full = Enumerable.Range(0, 100 * Environment.ProcessorCount).Select(_ => record.Database.Read(
            _ =>
            {
                release.Wait();
                return 0;
            },
            CancellationToken.None, lane: Lane.Heavy)).ToList();
        var refused = full.Count(query => query.IsFaulted);
        release.Set();

        Assert.Single(metering.Of("claimtracker.read.queue.wait quick"));
        Assert.Equal([1], metering.Of("claimtracker.read.interrupts heavy deadline"));
        Assert.True(refused > 0);
        Assert.True(metering.Of("claimtracker.read.refusals heavy").Length >= refused);
        await Task.WhenAll(full).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_write_lock_that_another_process_holds_is_counted()
    {
        using var record = new Record();
        using var metering = new Metering(record.Database);
        await record.Write("first");
        await record.Write(tx => tx.Sql.Pragma("busy_timeout = 1"));
        using var outside = record.Outside();
        outside.Run("BEGIN IMMEDIATE");
        await Assert.ThrowsAsync<ProblemException>(() => record.Write("second"));
        Assert.Equal([1], metering.Of("claimtracker.storage.busy_errors"));
        outside.Run("ROLLBACK");
    }

    [Fact]
    public async Task Records_of_one_process_measure_each_for_itself()
    {
        using var record = new Record();
        using var other = new Record();
        using var metering = new Metering(record.Database);
        await other.Write("note");
        await other.Read(sql => sql.First<long>("SELECT 1"));
        Assert.Empty(metering.Of("claimtracker.write.group.size"));
        Assert.Empty(metering.Of("claimtracker.read.queue.wait quick"));
        Assert.Equal(0, metering.Now("claimtracker.event.chain.length"));
    }
}
