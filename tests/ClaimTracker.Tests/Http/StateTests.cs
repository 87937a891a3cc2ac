using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Tests.Behaviour;

/// <summary>Answers that depend on how the service is: its keys, its queue, its disk, its faults.</summary>
public sealed class StateTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Admin);
        await Given.Article(client);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_last_admin_key_stays()
    {
        var before = await app.Events();
        var refused = await client.Post("/v1/keys/1/revoke", new { reason = "Gone." }).Json(409);
        Assert.Equal("/problems/last-admin", (string?)refused["type"]);
        Assert.Equal(before, await app.Events());
    }

    [Fact]
    public async Task A_full_queue_is_told_at_once_and_writes_nothing()
    {
        using (await app.HoldWriter())
        {
            FillQueue();
            using var response = await client.Post("/v1/claims", Given.OwnVoice("Sixteen people died."));
            Assert.Equal("1", response.Headers.RetryAfter!.ToString());
            Assert.Equal("/problems/busy", (string?)(await Task.FromResult(response).Json(503))["type"]);
        }

        Assert.Empty((await client.Read("/v1/claims"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_500_that_tells_nothing_of_the_inside()
    {
        await app.Database.Write(new Caller(), tx => tx.Sql.Execute("ALTER TABLE link RENAME TO lost"), CancellationToken.None);
        var problem = await client.Read("/v1/links", 500);
        Assert.Equal("/problems/internal", (string?)problem["type"]);
        Assert.DoesNotContain("link", problem.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SQL", problem.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_full_disk_refuses_changes_and_goes_on_reading()
    {
        await app.Database.Write(new Caller(), tx => tx.Sql.Pragma($"max_page_count = {tx.Sql.Pragma("page_count")}"), CancellationToken.None);
        var before = await app.Events();

        JsonNode problem = await client.Post("/v1/articles", new { headline = "Long", text = new string('x', 500_000) }).Json(507);

        Assert.Equal("/problems/insufficient-storage", (string?)problem["type"]);
        Assert.Equal(before, await app.Events());
        Assert.Single((await client.Read("/v1/articles"))["items"]!.AsArray());
    }

    private void FillQueue()
    {
        Task<int> refused;
        do
        {
            refused = app.Database.Write(new Caller { Patience = Timeout.InfiniteTimeSpan }, _ => 0, CancellationToken.None);
        }
        while (!refused.IsFaulted);

        Assert.Equal(ProblemKind.Busy, Assert.IsType<ProblemException>(refused.Exception!.InnerException).Kind);
    }
}
