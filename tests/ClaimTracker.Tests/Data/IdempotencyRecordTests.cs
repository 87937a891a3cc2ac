using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Tests.Data;

/// <summary>The answer kept for a retry stands in the same savepoint as the change: both or neither.</summary>
public sealed class IdempotencyRecordTests
{
    private static readonly byte[] Fingerprint = [1, 2, 3];

    [Fact]
    public async Task The_answer_is_kept_with_the_change()
    {
        using var record = new Record();
        await record.Write(tx => Record.Note(tx, "one"), Retryable("k1", result => new StoredAnswer(201, $"/notes/{result}", "\"1\"", [7])));
        using var outside = record.Outside();
        Assert.Equal("5 k1 010203 201 /notes/1 \"1\" 07", outside.Value(
            "SELECT concat_ws(' ', principal_id, key, hex(fingerprint), status, location, etag, hex(body)) FROM idempotency"));
        Assert.Equal(["one"], outside.Notes());
    }

    [Fact]
    public async Task A_refused_command_keeps_no_answer()
    {
        using var record = new Record();
        await Assert.ThrowsAsync<ProblemException>(() => record.Write<int>(_ => throw ProblemException.Busy("no"), Retryable("k1", Created)));
        using var outside = record.Outside();
        Assert.Equal(0, outside.Count("SELECT count(*) FROM idempotency"));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_made_undoes_the_change()
    {
        using var record = new Record();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => record.Write(tx => Record.Note(tx, "one"), Retryable("k1", _ => throw new InvalidTimeZoneException())));
        using var outside = record.Outside();
        Assert.Empty(outside.Notes());
        await record.Write("two");
        Assert.Null(outside.FirstBroken());
    }

    [Fact]
    public async Task A_second_command_with_the_same_key_changes_nothing()
    {
        using var record = new Record();
        await record.Write(tx => Record.Note(tx, "one"), Retryable("k1", Created));
        await Assert.ThrowsAnyAsync<Exception>(() => record.Write(tx => Record.Note(tx, "two"), Retryable("k1", Created)));
        using var outside = record.Outside();
        Assert.Equal(["one"], outside.Notes());
    }

    [Fact]
    public async Task A_retry_after_a_restart_gets_the_first_answer_and_has_no_second_effect()
    {
        await using var app = await App.Start();
        var key = await app.Key(Role.Contributor);
        var (first, wasReplayed) = await Post();
        await app.Restart();
        var (second, isReplayed) = await Post();
        Assert.Equal((first, false, true), (second, wasReplayed, isReplayed));
        using var outside = Sqlite.Open(app.DatabasePath);
        Assert.Equal(1, outside.Count("SELECT count(*) FROM claimant"));
        Assert.Equal(1, outside.Count("SELECT count(*) FROM event WHERE action = 'claimant.recorded'"));

        async Task<(string Body, bool IsReplay)> Post()
        {
            using var client = new HttpClient { BaseAddress = app.Address };
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            client.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
            using var answer = await client.Post("/v1/claimants", new { name = "Ada", type = "person" });
            Assert.Equal(201, (int)answer.StatusCode);
            return (await answer.Content.ReadAsStringAsync(), answer.Headers.Contains("Idempotency-Replayed"));
        }
    }

    private static StoredAnswer Created(object result) => new(201, null, null, []);

    private static Caller Retryable(string key, Func<object, StoredAnswer> answer) =>
        new() { Actor = new Actor(5, "Ada", Role.Contributor), Patience = Timeout.InfiniteTimeSpan, Retryable = new RetryableRequest(key, Fingerprint, answer) };
}
