using System.Globalization;
using System.Text.Json;
using ClaimTracker.Data;
using ClaimTracker.Tests.Behaviour;
using ClaimTracker.Tests.Verification;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Retries of requests of every kind, at once and later: each Idempotency-Key has exactly one effect, and everybody who is answered is answered the same.</summary>
[Trait("Report", "histories")]
public sealed class RetryTests(ITestOutputHelper report)
{
    private const int AtOnce = 5;

    [Fact]
    public async Task Each_key_has_exactly_one_effect_however_often_and_at_once_it_is_sent_and_after_a_restart()
    {
        await using var app = await App.Start();
        var key = await app.Key(Role.Editor);
        var client = Client(app, key);
        await Given.Article(client);
        var first = await Given.Claim(client, "The first statement.");
        var (sent, waited) = (new List<(string Path, string Body, string Key, Reply Reply)>(), 0);
        for (var i = 0; i < HistorySettings.Retries; i++)
        {
            var (path, body, events) = await Request(client, i);
            var before = await app.Events();
            var replies = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => Send(client, path, body, $"k{i}"))));

            Assert.Equal(before + events, await app.Events());
            var answered = replies.Where(r => r.Status < 300).ToList();
            Assert.All(replies.Except(answered), r => Assert.Equal((409, "1"), (r.Status, r.RetryAfter)));
            Assert.Single(answered, r => !r.IsReplay);
            Assert.Single(answered.Select(r => (r.Status, r.Body)).Distinct());
            sent.Add((path, body, $"k{i}", answered[0]));
            waited += AtOnce - answered.Count;
        }

        var effects = await app.Events();
        await AreReplayed(client);
        await app.Restart();
        await AreReplayed(Client(app, key));
        Assert.Equal(effects, await app.Events());
        Assert.Equal(1, first.Id());
        report.WriteLine($"Retries: {sent.Count} keys, each sent {AtOnce} times at once ({waited} told to wait), once more, and once after a restart; one effect each.");

        async Task AreReplayed(HttpClient by)
        {
            foreach (var (path, body, name, reply) in sent)
            {
                var again = await Send(by, path, body, name);
                Assert.Equal((reply.Status, reply.Body, true), (again.Status, again.Body, again.IsReplay));
            }
        }
    }

    [Fact]
    public async Task Of_two_bodies_with_one_key_at_once_one_has_an_effect_and_the_other_is_refused()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        for (var i = 0; i < HistorySettings.Retries / 2; i++)
        {
            var before = await app.Events();
            var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(j => Task.Run(() => Send(client, "/v1/claimants", Claimant($"Person {i} {j}"), $"k{i}"))));

            Assert.Equal(before + 1, await app.Events());
            Assert.Single(replies, r => r.Status == 201);
            Assert.All(replies.Where(r => r.Status != 201), r => Assert.Contains(r.Status, (int[])[409, 422]));
        }
    }

    [Fact]
    public async Task Of_two_principals_with_one_key_at_once_each_has_its_own_effect()
    {
        await using var app = await App.Start();
        var clients = new[] { await app.Client(Role.Contributor, "One"), await app.Client(Role.Contributor, "Two") };
        for (var i = 0; i < HistorySettings.Retries / 2; i++)
        {
            var replies = await Task.WhenAll(clients.Select((client, j) => Task.Run(() => Send(client, "/v1/claimants", Claimant($"Person {i} {j}"), $"k{i}"))));
            Assert.All(replies, r => Assert.Equal((201, false), (r.Status, r.IsReplay)));
        }
    }

    [Fact]
    public async Task A_key_is_kept_for_a_day_and_free_afterwards()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var app = await App.Start(clock: clock);
        var client = await app.Client(Role.Contributor);
        var first = await Send(client, "/v1/claimants", Claimant("Ada"), "k");

        clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal((201, first.Body, true), await Sent(Claimant("Ada")));
        Assert.Equal(422, (await Send(client, "/v1/claimants", Claimant("Bo"), "k")).Status);

        clock.Advance(TimeSpan.FromSeconds(1));
        var (status, body, isReplay) = await Sent(Claimant("Bo"));
        Assert.Equal((201, false), (status, isReplay));
        Assert.Equal((201, body, true), await Sent(Claimant("Bo")));

        async Task<(int Status, string Body, bool IsReplay)> Sent(string claimant)
        {
            var reply = await Send(client, "/v1/claimants", claimant, "k");
            return (reply.Status, reply.Body, reply.IsReplay);
        }
    }

    /// <summary>A request of one of several kinds, and how many events it raises.</summary>
    private static async Task<(string Path, string Body, int Events)> Request(HttpClient client, int i)
    {
        switch (i % 7)
        {
            case 0:
                return ("/v1/claims", Json(Given.OwnVoice($"Statement {i}.")), 2);
            case 1:
                return ("/v1/claimants", Claimant($"Person {i}"), 1);
            case 2:
                return ("/v1/claims/1/evidence", Checked.Cited(new { note = $"Note {i}." }).ToJsonString(), 1);
            case 3:
                var other = await Given.Claim(client, $"Other statement {i}.");
                return ("/v1/links", Json(new { from = 1, to = other.Id(), type = "supports", explanation = "x" }), 1);
            case 4:
                var claim = await Given.Claim(client, $"Withdrawn statement {i}.");
                return ($"/v1/claims/{claim.Id()}/withdraw", """{"reason":"x"}""", 1);
            case 5:
                return ("/v1/articles/1/snapshots", Json(new { text = string.Create(CultureInfo.InvariantCulture, $"Other words {i}.") }), 2);
            default:
                return ("/v1/questions", Json(new { text = $"Is {i} so?", answerType = "yes_no" }), 1);
        }
    }

    private static async Task<Reply> Send(HttpClient client, string path, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        return new Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Contains("Idempotency-Replayed"), answer.Headers.RetryAfter?.ToString());
    }

    private static HttpClient Client(App app, string key) => new() { BaseAddress = app.Address, DefaultRequestHeaders = { { "Authorization", $"Bearer {key}" } } };

    private static string Claimant(string name) => Json(new { name, type = "person" });

    private static string Json(object body) => JsonSerializer.Serialize(body);

    private sealed record Reply(int Status, string Body, bool IsReplay, string? RetryAfter);
}
