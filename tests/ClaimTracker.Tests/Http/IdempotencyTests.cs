using ClaimTracker.Data;

namespace ClaimTracker.Tests.Behaviour;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;
    private string key = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Contributor);
        key = client.DefaultRequestHeaders.Authorization!.Parameter!;
        await Given.Article(client);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_with_one_effect()
    {
        var first = await Record("k1");
        var before = await app.Events();

        var again = await Record("k1");

        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Null(first.Header("Idempotency-Replayed"));
        AssertSame(first, again);
        Assert.Equal(before, await app.Events());
    }

    [Fact]
    public async Task A_key_in_quotes_is_the_same_key()
    {
        await Record("k1");
        Assert.Equal("true", (await Record("\"k1\"")).Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_key_that_stands_for_another_request_is_refused()
    {
        await Record("k1");
        var before = await app.Events();

        var otherBody = await Record("k1", "Something else.");
        var otherPath = await Send(Message.Post("/v1/claimants", """{"name":"x","type":"person"}""", "Idempotency-Key: k1"));

        foreach (var answer in (RawAnswer[])[otherBody, otherPath])
        {
            Assert.Equal(422, answer.Status);
            Assert.Equal("/problems/idempotency-key-reuse", (string?)answer.Json["type"]);
        }

        Assert.Equal(before, await app.Events());
    }

    [Fact]
    public async Task A_request_that_was_refused_leaves_its_key_free()
    {
        var refused = await Send(Message.Post("/v1/claims", """{"statement":"x","kind":"fact","appearance":{"articleRef":"none","mode":"own_voice"} }""", "Idempotency-Key: k1"));
        Assert.Equal(422, refused.Status);

        var recorded = await Record("k1");

        Assert.Equal(201, recorded.Status);
        Assert.Null(recorded.Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_request_whose_first_is_still_under_way_is_told_to_wait()
    {
        var writer = await app.HoldWriter();
        var both = new List<Task<RawAnswer>> { Record("k1"), Record("k1") };
        var refused = await Task.WhenAny(both);
        writer.Dispose();
        both.Remove(refused);

        Assert.Equal(409, (await refused).Status);
        Assert.Equal("/problems/idempotency-in-progress", (string?)(await refused).Json["type"]);
        Assert.Equal("1", (await refused).Header("Retry-After"));
        Assert.Equal(201, (await both.Single()).Status);
        AssertSame(await both.Single(), await Record("k1"));
    }

    [Fact]
    public async Task Keys_of_two_principals_have_nothing_to_do_with_each_other()
    {
        await Record("k1", "Sixteen people died.");
        key = await app.Key(Role.Contributor, "Another");

        var other = await Record("k1", "Eighteen people died.");

        Assert.Equal(201, other.Status);
        Assert.Null(other.Header("Idempotency-Replayed"));
        Assert.Equal("Eighteen people died.", (string?)other.Json["statement"]);
    }

    [Fact]
    public async Task A_retry_after_a_restart_gets_the_answer_of_the_first()
    {
        var first = await Record("k1");
        var before = await app.Events();
        await app.Restart();

        var again = await Record("k1");

        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        AssertSame(first, again);
        Assert.Equal(before, await app.Events());
    }

    /// <summary>Equal byte for byte, but for the date and the mark of the replay.</summary>
    private static void AssertSame(RawAnswer first, RawAnswer again)
    {
        Assert.Equal(201, first.Status);
        Assert.Equal(first.StatusLine, again.StatusLine);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(Comparable(first), Comparable(again));

        static IEnumerable<(string, string)> Comparable(RawAnswer answer) => answer.Headers.Where(h => h.Name is not ("Date" or "Idempotency-Replayed")).Order();
    }

    private Task<RawAnswer> Record(string idempotencyKey, string statement = "Sixteen people died.") =>
        Send(Message.Post("/v1/claims", $$"""{"statement":"{{statement}}","kind":"fact","appearance":{"articleRef":"a1","mode":"own_voice"} }""", $"Idempotency-Key: {idempotencyKey}"));

    private async Task<RawAnswer> Send(Message message) =>
        (await RawHttp.Exchange(app.Address, message.As(key).ToBytes(text => text.Replace("{host}", app.Address.Authority, StringComparison.Ordinal))))!;
}
