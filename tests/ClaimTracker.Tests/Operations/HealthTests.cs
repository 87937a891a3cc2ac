using System.Diagnostics;
using System.Text.Json.Nodes;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Tests.Behaviour;

namespace ClaimTracker.Tests.Operations;

/// <summary>What the service says of itself to machines that watch it.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Anybody_may_ask_and_is_told_one_word(string path, string word)
    {
        await using var app = await App.Start(Reading.Closed);
        using var client = await app.Client();
        using var answer = await client.GetAsync(path);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal($$"""{"status":"{{word}}"}""", await answer.Content.ReadAsStringAsync());
        Assert.True(answer.Headers.CacheControl!.NoStore);

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task It_is_answered_while_every_reader_is_at_work_and_the_writer_too()
    {
        await using var app = await App.Start();
        using var client = await app.Client();
        using var release = new ManualResetEventSlim();
        using var held = await app.HoldWriter();
        var readers = Enumerable.Range(0, 64).Select(_ => Task.Factory.StartNew(() => app.Database.Read(_ =>
        {
            release.Wait();
            return 0;
        }, CancellationToken.None).Wait(), TaskCreationOptions.LongRunning)).ToList();
        try
        {
            await client.Read("/v1/claims", 503);   // no reader is free
            Assert.Equal("ready", (string?)(await client.Read("/health/ready"))["status"]);
            Assert.Equal("live", (string?)(await client.Read("/health/live"))["status"]);
        }
        finally
        {
            release.Set();
            await Task.WhenAll(readers.Select(reader => reader.ContinueWith(_ => { }, TaskScheduler.Default)));
        }
    }

    [Fact]
    public async Task A_queue_that_is_nearly_full_is_not_ready_until_it_is_shorter()
    {
        await using var app = await App.Start();
        using var client = await app.Client();
        using (await app.HoldWriter())
        {
            for (var i = 0; i < 850; i++)
            {
                _ = app.Database.Write(new Caller { Patience = Timeout.InfiniteTimeSpan }, _ => 0, CancellationToken.None);
            }

            await Becomes(client, "busy", 503);
        }

        await Becomes(client, "ready", 200);
    }

    [Fact]
    public async Task A_disk_with_less_room_than_is_to_be_kept_is_told_and_serving_goes_on()
    {
        using var log = new Written();
        await using var app = await App.Start(App.Options with { KeepFree = long.MaxValue, LogOutput = log });
        using var client = await app.Client();
        Assert.Equal("full", (string?)(await client.Read("/health/ready"))["status"]);
        Assert.True(SpinWait.SpinUntil(() => log.Text.Contains("The service was starting and is full now", StringComparison.Ordinal), TimeSpan.FromSeconds(30)));
        Assert.Equal("live", (string?)(await client.Read("/health/live"))["status"]);
    }

    [Fact]
    public async Task A_record_that_another_version_has_changed_is_not_ready()
    {
        await using var app = await App.Start();
        using var client = await app.Client();
        await app.Database.Write(new Caller(), tx => tx.Sql.Pragma($"user_version = {Migrator.Newest + 1}"), CancellationToken.None);
        await Becomes(client, "schema", 503);
    }

    [Fact]
    public async Task The_command_asks_as_a_container_does_that_has_no_other_program()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.Path);
        var urls = service.Address.GetLeftPart(UriPartial.Authority);
        var ready = await Claimtracker.Run([("CLAIMTRACKER_URLS", urls.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal))], "health");
        Assert.Equal((0, "ready", ""), (ready.Code, ready.Output.Trim(), ready.Errors));
        var live = await Claimtracker.Run("health", "--live", "--urls", urls);
        Assert.Equal((0, "live", ""), (live.Code, live.Output.Trim(), live.Errors));

        await service.Terminate();
        var gone = await Claimtracker.Run("health", "--urls", urls);
        Assert.Equal((1, ""), (gone.Code, gone.Output));
        Assert.StartsWith($"{urls}/health/ready does not answer as a ClaimTracker does", gone.Errors, StringComparison.Ordinal);
    }

    /// <summary>What is seen once a second becomes what is told; how long that takes is no matter here.</summary>
    private static async Task Becomes(HttpClient client, string word, int status)
    {
        var since = Stopwatch.GetTimestamp();
        JsonNode report;
        do
        {
            using var answer = await client.GetAsync("/health/ready");
            report = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            if ((string?)report["status"] == word)
            {
                Assert.Equal(status, (int)answer.StatusCode);
                return;
            }

            await Task.Delay(20);
        }
        while (Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30));

        Assert.Fail($"It did not become {word}: {report.ToJsonString()}");
    }
}
