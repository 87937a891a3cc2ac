using ClaimTracker.Problems;

namespace ClaimTracker.Tests.Data;

public sealed class QuickReadersTests
{
    /// <summary>Minutes of work for SQLite, and not one row before its end.</summary>
    private const string Endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT count(*) FROM n";

    private const string Notes = "SELECT count(*) FROM event";
    private const int MoreThanThereAre = 9;

    [Fact]
    public async Task A_query_past_its_deadline_is_stopped_and_the_slot_works_again()
    {
        using var record = new Record();
        for (var i = 0; i < MoreThanThereAre; i++)
        {
            var refused = await Assert.ThrowsAsync<ProblemException>(() => record.Read(sql => sql.First<long>(Endless), TimeSpan.FromMilliseconds(20)));
            Assert.Equal(("query-too-expensive", 503, 5), (refused.Kind.Slug, refused.Kind.Status, refused.RetryAfter));
        }

        Assert.Equal(0, await record.Read(sql => sql.First<long>(Notes)));
    }

    [Fact]
    public async Task The_deadline_of_one_query_is_not_that_of_the_next()
    {
        using var record = new Record();
        for (var i = 0; i < MoreThanThereAre; i++)
        {
            await Assert.ThrowsAsync<ProblemException>(() => record.Read(sql => sql.First<long>(Endless), TimeSpan.Zero));
        }

        const string ManySteps = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT count(*) FROM n";
        Assert.Equal(20_000, await record.Read(sql => sql.First<long>(ManySteps), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_query_whose_caller_goes_is_stopped_and_the_slot_works_again()
    {
        using var record = new Record();
        for (var i = 0; i < MoreThanThereAre; i++)
        {
            using var caller = new CancellationTokenSource();
            var query = record.Database.Read(
                sql =>
                {
                    caller.Cancel();
                    return sql.First<long>(Endless);
                },
                caller.Token,
                TimeSpan.FromHours(1));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        }

        Assert.Equal(0, await record.Read(sql => sql.First<long>(Notes)));
    }

    [Fact]
    public async Task A_caller_who_has_gone_already_is_not_served()
    {
        using var record = new Record();
        var ran = false;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => record.Database.Read(_ => ran = true, new CancellationToken(canceled: true)));
        Assert.False(ran);
    }

    [Fact]
    public async Task A_query_sees_one_state_from_its_first_row_to_its_last()
    {
        using var record = new Record();
        await record.Write("before");
        var (first, second) = await record.Read(sql =>
        {
            var first = sql.First<long>(Notes);
            record.Write("while it reads").GetAwaiter().GetResult();
            return (first, sql.First<long>(Notes));
        });
        Assert.Equal((1, 1), (first, second));
        Assert.Equal(2, await record.Read(sql => sql.First<long>(Notes)));
    }

    [Fact]
    public async Task What_is_acknowledged_is_read_by_every_slot()
    {
        using var record = new Record();
        for (var i = 1; i <= MoreThanThereAre; i++)
        {
            await record.Write($"note {i}");
            Assert.Equal(i, await record.Read(sql => sql.First<long>(Notes)));
        }
    }

    [Fact]
    public async Task A_query_that_throws_gives_its_slot_back()
    {
        using var record = new Record();
        for (var i = 0; i < MoreThanThereAre; i++)
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => record.Read<int>(_ => throw new InvalidTimeZoneException()));
        }

        Assert.Equal(0, await record.Read(sql => sql.First<long>(Notes)));
    }

    [Fact]
    public async Task While_all_slots_are_taken_a_query_is_refused_as_busy_and_later_served()
    {
        using var record = new Record();
        using var release = new ManualResetEventSlim();
        var queries = Enumerable.Range(0, MoreThanThereAre).Select(_ => Task.Factory.StartNew(
            () => record.Read(
                sql =>
                {
                    release.Wait(CancellationToken.None);
                    return sql.First<long>(Notes);
                },
                TimeSpan.FromHours(1)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToList();

        var first = await Task.WhenAny(queries);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => first);
        Assert.Equal(("busy", 503, 1), (refused.Kind.Slug, refused.Kind.Status, refused.RetryAfter));

        release.Set();
        Assert.Equal(0, await record.Read(sql => sql.First<long>(Notes)));
        foreach (var query in queries)
        {
            Assert.True(await Record(query) is null or ProblemException { Kind.Slug: "busy" });
        }

        static async Task<Exception?> Record(Task query) => await Xunit.Record.ExceptionAsync(() => query);
    }
}
