using ClaimTracker.Data;

namespace ClaimTracker.Tests.Data;

/// <summary>The log under readers that overlap: each lets go of its snapshot when the next has taken one, or at its deadline.</summary>
public sealed class WriteAheadLogTests
{
    private const int NoteSize = 512 * 1024;
    private const string Truncated = "claimtracker.wal.checkpoint.duration truncate complete";
    private static readonly string Text = new('a', NoteSize);

    [Theory]
    [InlineData("Quick")]
    [InlineData("Quick Heavy")]
    public async Task While_long_readers_overlap_the_log_stays_within_its_bound(string lanes)
    {
        using var record = new Record();
        using var metering = new Metering(record.Database);
        using var done = new CancellationTokenSource();
        var reading = Overlap(record, [.. lanes.Split(' ').Select(Enum.Parse<Lane>)], done.Token);
        var longest = await Write(record, WriteAheadLog.Bound * 3 / 2);
        await done.CancelAsync();
        await reading;

        Assert.InRange(longest, WriteAheadLog.Bound / 4, WriteAheadLog.Bound);
        Assert.NotEmpty(metering.Of(Truncated));
        await record.Write("after");
    }

    [Fact]
    public async Task While_another_process_reads_for_long_all_goes_on_and_afterwards_the_log_is_short_again()
    {
        using var record = new Record();
        using var metering = new Metering(record.Database);
        using var outside = record.Outside();
        await record.Write("before");
        outside.Run("BEGIN");
        Assert.Equal(1, outside.Count("SELECT count(*) FROM event"));
        var held = metering.Next("claimtracker.wal.checkpoint.duration truncate busy");
        var longest = await Write(record, WriteAheadLog.Bound * 5 / 4);
        await held;
        Assert.True(longest > WriteAheadLog.Bound, "The log is not held.");
        Assert.True(await record.Read(sql => sql.First<long>("SELECT count(*) FROM event")) > 1);
        Assert.True(await record.Database.Read(sql => sql.First<long>("SELECT count(*) FROM event"), CancellationToken.None, lane: Lane.Heavy, isPatient: true) > 1);
        Assert.Equal(1, outside.Count("SELECT count(*) FROM event"));

        var shortened = metering.Next(Truncated);
        outside.Run("COMMIT");
        await shortened;
        Assert.Equal(0, Length(record));
    }

    [Fact]
    public async Task Without_long_readers_the_log_is_begun_anew_without_being_cut_off()
    {
        using var record = new Record();
        using var metering = new Metering(record.Database);
        Assert.InRange(await Write(record, WriteAheadLog.Bound), 1, WriteAheadLog.Bound / 2);
        Assert.NotEmpty(metering.Of("claimtracker.wal.checkpoint.duration passive complete"));
        Assert.Empty(metering.Of(Truncated));
    }

    private static async Task Overlap(Record record, Lane[] lanes, CancellationToken done)
    {
        var (readers, release) = (new List<Task>(), new ManualResetEventSlim());
        for (var i = 0; !done.IsCancellationRequested; i++)
        {
            var (lane, begun, end) = (lanes[i % lanes.Length], new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ManualResetEventSlim());
            readers.Add(Task.Factory.StartNew(
                () => record.Database.Read(
                    sql =>
                    {
                        sql.First<long>("SELECT count(*) FROM event");
                        begun.SetResult();
                        return end.Wait(record.Database.Deadline, CancellationToken.None);
                    },
                    CancellationToken.None, lane: lane, isPatient: true),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
            await begun.Task;
            release.Set();
            release = end;
        }

        release.Set();
        await Task.WhenAll(readers);
    }

    /// <summary>Writes so many bytes at full speed.</summary>
    /// <returns>How long the log became.</returns>
    private static async Task<long> Write(Record record, long bytes)
    {
        var longest = 0L;
        var left = (int)(bytes / NoteSize);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = Interlocked.Decrement(ref left); i >= 0; i = Interlocked.Decrement(ref left))
            {
                await record.Write(tx => Record.Note(tx, $"note {i}", Text));
                longest = Math.Max(longest, Length(record));
            }
        }));
        return longest;
    }

    private static long Length(Record record) => new FileInfo(record.Path + "-wal").Length;
}
