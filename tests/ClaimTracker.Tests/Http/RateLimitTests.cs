using System.Net;
using System.Net.Http.Headers;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using Microsoft.AspNetCore.Http;

namespace ClaimTracker.Tests.Behaviour;

/// <summary>How many requests a caller may make, and what those that are too many are told.</summary>
public sealed class RateLimitTests
{
    private readonly ManualClock clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task One_request_too_many_gets_429_with_the_time_to_go_on_and_is_not_made()
    {
        await using var app = await Start(new RateLimits(PerKey: 3, null, null));
        using var client = await app.Client(Role.Contributor);
        var before = await app.Events();
        for (var left = 2; left >= 0; left--)
        {
            using var answer = await client.GetAsync("/v1/claims");
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal($"\"key\";r={left};t=60", Header(answer, "RateLimit"));
            Assert.Equal("\"key\";q=3;w=60", Header(answer, "RateLimit-Policy"));
        }

        clock.Advance(TimeSpan.FromSeconds(20.5));
        using var refused = await client.Post("/v1/articles", new { headline = "One more" });
        Assert.Equal("40", refused.Headers.RetryAfter!.ToString());
        Assert.Equal("\"key\";r=0;t=40", Header(refused, "RateLimit"));
        Assert.Equal("\"key\";q=3;w=60", Header(refused, "RateLimit-Policy"));
        var problem = await Task.FromResult(refused).Json(429);
        Assert.Equal("/problems/rate-limited", (string?)problem["type"]);
        Assert.Equal(3, (int)problem["limit"]!);
        Assert.Equal(before, await app.Events());

        clock.Advance(TimeSpan.FromSeconds(40));
        await client.Post("/v1/articles", new { headline = "One more" }).Json(201);
    }

    [Fact]
    public async Task Each_key_and_each_address_without_one_has_a_window_of_its_own()
    {
        await using var app = await Start(new RateLimits(PerKey: 1, PerAddress: 2, null));
        using var one = await app.Client(Role.Reader);
        using var other = await app.Client(Role.Reader);
        using var nobody = await app.Client();

        await one.Read("/v1/claims");
        await one.Read("/v1/claims", 429);
        await other.Read("/v1/claims");
        await nobody.Read("/v1/claims");
        await nobody.Read("/v1/claims");
        await nobody.Read("/v1/claims", 429);
    }

    [Fact]
    public async Task The_keys_of_one_holder_count_together()
    {
        await using var app = await Start(new RateLimits(PerKey: 2, null, null));
        using var client = await app.Client(Role.Admin);
        var rotated = await client.Post("/v1/keys/1/rotate", new { reason = "It is time." }).Json(201);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", rotated.Text("key"));

        await client.Read("/v1/claims");
        await client.Read("/v1/claims", 429);
    }

    [Fact]
    public async Task Keys_that_are_not_good_are_told_so_a_few_times_and_hold_up_no_good_one()
    {
        await using var app = await Start(new RateLimits(null, null, FailedSignIns: 2));
        using var good = await app.Client(Role.Reader);
        using var bad = await app.Client();
        bad.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyText.New().ToString());

        await bad.Read("/v1/claims", 401);
        await bad.Read("/v1/claims", 401);
        using var refused = await bad.GetAsync("/v1/claims");
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("60", refused.Headers.RetryAfter!.ToString());
        Assert.Equal("\"sign-in\";r=0;t=60", Header(refused, "RateLimit"));
        await good.Read("/v1/claims");

        clock.Advance(TimeSpan.FromMinutes(1));
        await bad.Read("/v1/claims", 401);
    }

    [Fact]
    public async Task A_missing_path_a_missing_key_and_a_role_that_is_too_low_are_told_before_the_rate()
    {
        await using var app = await App.Start(App.Options with { Reading = Reading.Closed, Rates = new RateLimits(PerKey: 1, PerAddress: 1, null) }, clock);
        using var client = await app.Client(Role.Reader);
        using var nobody = await app.Client();
        await client.Read("/v1/claims");
        await client.Read("/v1/claims", 429);

        await client.Read("/v1/nothing", 404);
        await client.Post("/v1/articles", "{}").Json(403);
        await nobody.Read("/v1/claims", 401);
        await client.Post("/v1/search", "{}").Json(405);
    }

    [Fact]
    public async Task Whether_the_service_is_well_can_always_be_asked()
    {
        await using var app = await Start(new RateLimits(PerKey: 1, PerAddress: 1, null));
        using var nobody = await app.Client();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await nobody.GetAsync("/health/live");
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.False(answer.Headers.Contains("RateLimit"));
        }
    }

    [Fact]
    public async Task A_page_that_is_asked_for_too_often_is_refused_in_words()
    {
        await using var app = await Start(new RateLimits(null, PerAddress: 1, null));
        using var nobody = await app.Client();
        nobody.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var page = await nobody.GetAsync("/");
        using var refused = await nobody.GetAsync("/");
        Assert.Equal((200, 429), ((int)page.StatusCode, (int)refused.StatusCode));
        Assert.Equal("text/html", refused.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Go on in 60 seconds", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void A_site_is_an_IPv4_address_or_the_first_half_of_an_IPv6_address(string first, string second, bool isOne)
    {
        var limiter = new RateLimiter(new RateLimits(null, PerAddress: 1, null), clock);
        limiter.Count(From(first), Actor.Anonymous);
        Assert.Equal(isOne, Record.Exception(() => limiter.Count(From(second), Actor.Anonymous)) is ProblemException);
    }

    [Fact]
    public void A_flood_of_addresses_shares_one_window_until_the_minute_is_over()
    {
        var limiter = new RateLimiter(new RateLimits(null, PerAddress: 1, null), clock);
        for (var i = 0; i < 100_000; i++)
        {
            limiter.Count(From($"2001:db8:{i / 65_536:x}:{i % 65_536:x}::1"), Actor.Anonymous);
        }

        limiter.Count(From("192.0.2.1"), Actor.Anonymous);
        Assert.Throws<ProblemException>(() => limiter.Count(From("192.0.2.2"), Actor.Anonymous));
        clock.Advance(TimeSpan.FromMinutes(1));
        limiter.Count(From("192.0.2.3"), Actor.Anonymous);
        limiter.Count(From("192.0.2.4"), Actor.Anonymous);
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private Task<App> Start(RateLimits rates) => App.Start(App.Options with { Rates = rates }, clock);

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
