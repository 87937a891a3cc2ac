using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using Microsoft.AspNetCore.Builder;

namespace ClaimTracker.Tests.Http;

/// <summary>What takes too long, as a client sees it. The service has two endpoints more here, which never come to an end by themselves.</summary>
public sealed class DeadlineTests
{
    private const string Endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT count(*) FROM n";

    public static TheoryData<string> Lanes => ["Quick", "Heavy"];

    public static TheoryData<string> Reads =>
    [
        "/v1/search?q=bridge", "/v1/claims/1", "/v1/claims/1?expand=history", "/v1/claims?kind=fact", "/v1/claims", "/v1/claims/1/graph", "/v1/claims/1/timeline", "/v1/claims/1/history",
        "/v1/disputes", "/v1/disputes/1", "/v1/disputes/1/graph", "/v1/contradictions", "/v1/questions?q=bridge", "/v1/articles/1", "/v1/topics?prefix=a",
    ];

    [Theory]
    [MemberData(nameof(Lanes))]
    public async Task A_statement_without_end_is_answered_503(string lane)
    {
        await using var app = await App.Start(App.Options, plant: service => AddEndless(service));
        using var client = await app.Client();
        using var answer = await client.Get($"/endless/{lane}");
        Assert.Equal((503, "5"), ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        Assert.Equal("query-too-expensive", (await Task.FromResult(answer).Json(503)).Slug());
        await client.Read("/v1/claims");
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public async Task A_statement_ends_when_its_client_goes(string lane)
    {
        var began = new TaskCompletionSource();
        await using var app = await App.Start(App.Options, plant: service => AddEndless(service, TimeSpan.FromHours(1), began.SetResult));
        using var metering = new Metering(app.Database);
        var stopped = metering.Next($"claimtracker.read.interrupts {lane.ToLowerInvariant()} caller");
        using (var client = await app.Client())
        {
            var asking = client.Get($"/endless/{lane}");
            await began.Task;
            client.CancelPendingRequests();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        await stopped;
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Every_read_is_under_the_deadline(string path)
    {
        await using var app = await App.Start();
        app.Database.Deadline = TimeSpan.Zero;
        using var client = await app.Client();
        using var answer = await client.Get(path);
        Assert.Equal("5", answer.Headers.RetryAfter?.ToString());
        Assert.Equal("query-too-expensive", (await Task.FromResult(answer).Json(503)).Slug());
    }

    private static void AddEndless(WebApplication service, TimeSpan? deadline = null, Action? began = null) =>
        service.MapGet("/endless/{lane}", (Lane lane, Database database, CancellationToken cancellation) => database.Read(
            sql =>
            {
                began?.Invoke();
                return sql.First<long>(Endless);
            },
            cancellation, deadline, lane)).AllowAnonymous();
}
