using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Tests.Data;

public sealed class LaneTests
{
    private const string Notes = "SELECT count(*) FROM event";
    private const string Endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT count(*) FROM n";

    /// <summary>More than read at a time and wait.</summary>
    private static readonly int Many = 100 * Environment.ProcessorCount;

    [Fact]
    public async Task While_the_heavy_lane_is_full_point_reads_and_writes_are_served()
    {
        using var record = new Record();
        using var release = new ManualResetEventSlim();
        var heavy = Enumerable.Range(0, Many).Select(_ => Heavy(record, sql => Held(sql, release))).ToList();
        for (var i = 1; i <= 20; i++)
        {
            await record.Write($"note {i}");
            Assert.Equal(i, await record.Read(sql => sql.First<long>(Notes)));
        }

        release.Set();
        var answers = new List<Exception?>();
        foreach (var query in heavy)
        {
            answers.Add(await Xunit.Record.ExceptionAsync(() => query));
        }

        Assert.Contains(answers, answer => answer is null);
        Assert.All(answers, answer => Assert.True(answer is null or ProblemException { Kind.Slug: "busy", RetryAfter: 1 }, $"{answer}"));
    }

    [Fact]
    public async Task Who_finds_the_heavy_lane_full_is_refused_at_once_and_later_served()
    {
        using var record = new Record();
        using var release = new ManualResetEventSlim();
        var heavy = Enumerable.Range(0, Many).Select(_ => Heavy(record, sql => Held(sql, release))).ToList();
        var refused = await Assert.ThrowsAsync<ProblemException>(() => Heavy(record, sql => sql.First<long>(Notes)));
        Assert.Equal(("busy", 503, 1), (refused.Kind.Slug, refused.Kind.Status, refused.RetryAfter));

        release.Set();
        await Task.WhenAll(heavy).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(0, await Heavy(record, sql => sql.First<long>(Notes)));
    }

    [Fact]
    public async Task Who_has_waited_long_for_the_heavy_lane_is_refused_when_the_turn_comes()
    {
        using var record = new Record();
        var places = Math.Max(1, Environment.ProcessorCount - 1);
        var before = Enumerable.Range(0, places)
            .Select(_ => record.Database.Read(sql => sql.First<long>(Endless), CancellationToken.None, TimeSpan.FromMilliseconds(400), Lane.Heavy)).ToList();
        var late = Heavy(record, sql => sql.First<long>(Notes));
        var patient = record.Database.Read(sql => sql.First<long>(Notes), CancellationToken.None, lane: Lane.Heavy, isPatient: true);

        Assert.Equal("busy", (await Assert.ThrowsAsync<ProblemException>(() => late)).Kind.Slug);
        Assert.Equal(0, await patient);
        foreach (var query in before)
        {
            Assert.Equal("query-too-expensive", (await Assert.ThrowsAsync<ProblemException>(() => query)).Kind.Slug);
        }
    }

    [Fact]
    public async Task What_is_patient_waits_until_there_is_room()
    {
        using var record = new Record();
        using var release = new ManualResetEventSlim();
        var heavy = Enumerable.Range(0, Many).Select(_ => Heavy(record, sql => Held(sql, release))).ToList();
        var patient = record.Database.Read(sql => sql.First<long>(Notes), CancellationToken.None, lane: Lane.Heavy, isPatient: true);
        Assert.False(patient.IsCompleted);
        release.Set();
        Assert.Equal(0, await patient);
        await Task.WhenAll(heavy).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_heavy_query_takes_no_thread_of_the_pool()
    {
        using var record = new Record();
        Assert.False(await Heavy(record, _ => Thread.CurrentThread.IsThreadPoolThread));
    }

    [Theory]
    [InlineData(nameof(Lane.Quick))]
    [InlineData(nameof(Lane.Heavy))]
    public async Task Many_short_statements_end_at_the_deadline_of_one_long_one(string lane)
    {
        using var record = new Record();
        var query = record.Database.Read(
            sql =>
            {
                while (sql.First<long>("SELECT 1") == 1)
                {
                }

                return 0;
            },
            CancellationToken.None,
            TimeSpan.FromMilliseconds(50),
            Enum.Parse<Lane>(lane));
        Assert.Equal("query-too-expensive", (await Assert.ThrowsAsync<ProblemException>(() => query)).Kind.Slug);
    }

    [Fact]
    public async Task A_heavy_query_past_its_deadline_is_stopped_and_the_lane_works_again()
    {
        using var record = new Record();
        for (var i = 0; i < 3 * Environment.ProcessorCount; i++)
        {
            var refused = await Assert.ThrowsAsync<ProblemException>(() =>
                record.Database.Read(sql => sql.First<long>(Endless), CancellationToken.None, TimeSpan.FromMilliseconds(20), Lane.Heavy));
            Assert.Equal(("query-too-expensive", 503, 5), (refused.Kind.Slug, refused.Kind.Status, refused.RetryAfter));
        }

        Assert.Equal(0, await Heavy(record, sql => sql.First<long>(Notes)));
    }

    [Fact]
    public async Task A_heavy_query_whose_caller_goes_is_stopped_and_one_that_waits_does_not_begin()
    {
        using var record = new Record();
        using var caller = new CancellationTokenSource();
        var (began, ran) = (new TaskCompletionSource(), false);
        var running = record.Database.Read(
            sql =>
            {
                began.TrySetResult();
                return sql.First<long>(Endless);
            },
            caller.Token, TimeSpan.FromHours(1), Lane.Heavy);
        await began.Task;
        var waiting = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => record.Database.Read(sql => sql.First<long>(Endless), caller.Token, TimeSpan.FromHours(1), Lane.Heavy)).ToList();
        var last = record.Database.Read(_ => ran = true, caller.Token, lane: Lane.Heavy);
        await caller.CancelAsync();
        foreach (var query in waiting.Append(running).Append<Task>(last))
        {
            Assert.True(await Xunit.Record.ExceptionAsync(() => query) is OperationCanceledException or ProblemException { Kind.Slug: "busy" });
        }

        Assert.False(ran && Environment.ProcessorCount <= 2);
        Assert.Equal(0, await Heavy(record, sql => sql.First<long>(Notes)));
    }

    private static Task<T> Heavy<T>(Record record, Func<Sql, T> query) => record.Database.Read(query, CancellationToken.None, lane: Lane.Heavy);

    private static long Held(Sql sql, ManualResetEventSlim release)
    {
        release.Wait();
        return sql.First<long>(Notes);
    }
}
