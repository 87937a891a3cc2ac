using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ClaimTracker.Auth;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Auth;

public sealed class KeysTests
{
    [Fact]
    public async Task A_key_is_shown_once_and_works_with_its_role()
    {
        await using var app = await App.Start();
        var admin = await app.Client(Role.Admin, "Root");

        var created = await admin.Post("/v1/keys", new { name = "Ana", role = "contributor" }).Json(201);

        var text = created.Text("key")!;
        Assert.Matches("^ct_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}$", text);
        Assert.Equal(("Ana", "contributor", text.Split('_')[2]), (created.Text("name"), created.Text("role"), created.Text("kid")));
        Assert.Equal(201, await Post(app, text));
        Assert.Null((await admin.Read($"/v1/keys/{created.Id()}"))["key"]);
        Assert.DoesNotContain(text.Split('_')[3], (await admin.Read("/v1/keys")).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["Ana", "Root"], (await admin.All("/v1/keys", limit: 1)).Select(k => k.Text("name")));
        Assert.Equal(["Ana"], (await admin.Read("/v1/keys?role=contributor")).Items().Select(k => k.Text("name")));
        var told = Assert.Single(app.Events("key", created["id"]));
        Assert.Equal(("key.created", "Root"), (told.Action, told.Actor));
    }

    [Fact]
    public async Task The_secret_of_a_key_is_nowhere_in_the_record()
    {
        await using var app = await App.Start();
        var admin = await app.Client(Role.Admin);
        var created = (await admin.Post("/v1/keys", new { name = "Ana", role = "reader" }).Json(201)).Text("key")!;
        var rotated = (await admin.Post("/v1/keys/2/rotate", new { reason = "x" }).Json(201)).Text("key")!;
        Assert.Equal("Idempotency-Key not_taken", Assert.Single(await WithIdempotencyKey(admin).Faults(400)));
        await app.Restart();

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(app.DatabasePath)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            Assert.All([created, rotated], key => Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key.Split('_')[3])) < 0, Path.GetFileName(file)));
        }

        Assert.Contains(created.Split('_')[2], Encoding.ASCII.GetString(await File.ReadAllBytesAsync(app.DatabasePath, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_key_that_is_not_good_gets_the_same_answer()
    {
        var clock = new MovedClock();
        await using var app = await App.Start(clock: clock);
        var admin = await app.Client(Role.Admin);
        var good = (await admin.Post("/v1/keys", new { name = "Good", role = "contributor" }).Json(201)).Text("key")!;
        var revoked = await admin.Post("/v1/keys", new { name = "Revoked", role = "contributor" }).Json(201);
        await admin.Post($"/v1/keys/{revoked.Id()}/revoke", new { reason = "Lost." }).Json();
        var expired = await admin.Post("/v1/keys", new { name = "Expired", role = "contributor", expiresAt = clock.GetUtcNow().AddMinutes(30) }).Json(201);
        var elsewhere = await admin.Post("/v1/keys", new { name = "Elsewhere", role = "contributor", allowedNetworks = new[] { "10.2.0.0/16", "2001:db8::/32" } }).Json(201);
        Assert.Equal(201, await Post(app, expired.Text("key")!));
        clock.Ahead = TimeSpan.FromHours(1);

        var parts = good.Split('_');
        string[] bad =
        [
            revoked.Text("key")!, expired.Text("key")!, elsewhere.Text("key")!,
            $"{good[..^1]}{(good[^1] == '0' ? '1' : '0')}", KeyText.New().ToString(), new KeyText(parts[2], new string('a', 32)).ToString(), "nonsense",
        ];

        var answers = new HashSet<string>();
        foreach (var authorization in bad.Select(key => $"Bearer {key}").Append($"Basic {good}").Append("Bearer"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/claims");
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            var answer = (await (await app.Client()).SendAsync(request, TestContext.Current.CancellationToken).Json(401)).AsObject();
            Assert.True(answer.Remove("instance") && answer.Remove("traceId"));
            answers.Add(answer.ToJsonString());
        }

        Assert.Equal("invalid-credentials", JsonNode.Parse(Assert.Single(answers))!.Slug());
        Assert.Equal(200, await Post(app, good));
    }

    [Fact]
    public async Task A_key_is_good_from_the_networks_it_is_allowed_from()
    {
        await using var app = await App.Start();
        var admin = await app.Client(Role.Admin);

        var here = await admin.Post("/v1/keys", new { name = "Here", role = "contributor", allowedNetworks = new[] { "10.0.0.0/8", "127.0.0.0/8" } }).Json(201);

        Assert.Equal(201, await Post(app, here.Text("key")!));
        Assert.Equal(["#/allowedNetworks/1 invalid_network", "#/expiresAt in_past"],
            await admin.Post("/v1/keys", new { name = "x", role = "reader", allowedNetworks = new[] { "10.0.0.0/8", "10.0.0.0/99" }, expiresAt = "2020-01-01T00:00:00Z" }).Faults(422));
    }

    [Fact]
    public async Task A_rotated_key_stays_good_for_the_overlap_and_the_new_one_is_the_same_holder()
    {
        var clock = new MovedClock();
        await using var app = await App.Start(clock: clock);
        var admin = await app.Client(Role.Admin);
        var old = await admin.Post("/v1/keys", new { name = "Ana", role = "contributor", allowedNetworks = new[] { "127.0.0.0/8" } }).Json(201);
        Assert.Equal(201, await Post(app, old.Text("key")!));

        var rotated = await admin.Post($"/v1/keys/{old.Id()}/rotate", new { reason = "Yearly.", overlapHours = 2 }).Json(201);

        Assert.Equal((old.Text("name"), "contributor", (long)old["principalId"]!, old["allowedNetworks"]!.ToJsonString()),
            (rotated.Text("name"), rotated.Text("role"), (long)rotated["principalId"]!, rotated["allowedNetworks"]!.ToJsonString()));
        Assert.Equal(200, await Post(app, old.Text("key")!));
        var client = Client(app, rotated.Text("key")!);
        await client.Post("/v1/articles/1/withdraw", new { reason = "Mine." }).Json();
        await client.Post("/v1/articles/1/restore", new { reason = "Mine." }).Json();
        clock.Ahead = TimeSpan.FromHours(3);
        Assert.Equal(401, await Post(app, old.Text("key")!));
        Assert.Equal(200, await Post(app, rotated.Text("key")!));
        Assert.Equal("illegal-transition", (await admin.Post($"/v1/keys/{old.Id()}/rotate", new { reason = "x" }).Json(409)).Slug());
        Assert.Equal([("key.created", null), ("key.rotated", "Yearly.")], app.Events("key", old["id"]).Select(e => (e.Action, e.Reason)));
    }

    [Fact]
    public async Task Without_an_overlap_the_old_key_is_refused_at_once()
    {
        await using var app = await App.Start();
        var admin = await app.Client(Role.Admin);
        var old = await admin.Post("/v1/keys", new { name = "Ana", role = "contributor" }).Json(201);

        var rotated = await admin.Post($"/v1/keys/{old.Id()}/rotate", new { reason = "Leaked.", overlapHours = 0 }).Json(201);

        Assert.Equal((401, 201), (await Post(app, old.Text("key")!), await Post(app, rotated.Text("key")!)));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_from_then_on_and_is_not_revoked_twice()
    {
        await using var app = await App.Start();
        var admin = await app.Client(Role.Admin, "Root");
        var key = await admin.Post("/v1/keys", new { name = "Ana", role = "contributor" }).Json(201);

        Assert.Equal(["#/reason required"], await admin.Post($"/v1/keys/{key.Id()}/revoke", new { }).Faults(400));
        Assert.Equal("precondition-failed", (await admin.Send(HttpMethod.Post, $"/v1/keys/{key.Id()}/revoke", new { reason = "Left us." }, "application/json", "\"99\"").Json(412)).Slug());
        var revoked = await admin.Post($"/v1/keys/{key.Id()}/revoke", new { reason = "Left us." }).Json();

        Assert.NotNull(revoked["revokedAt"]);
        Assert.Equal(401, await Post(app, key.Text("key")!));
        Assert.Equal("illegal-transition", (await admin.Post($"/v1/keys/{key.Id()}/revoke", new { reason = "x" }).Json(409)).Slug());
        var told = app.Events("key", key["id"])[^1];
        Assert.Equal(("key.revoked", "Root", "Left us."), (told.Action, told.Actor, told.Reason));
    }

    [Fact]
    public async Task The_last_admin_key_cannot_be_revoked()
    {
        await using var app = await App.Start();
        var admin = await app.Client(Role.Admin);

        Assert.Equal("last-admin", (await admin.Post("/v1/keys/1/revoke", new { reason = "x" }).Json(409)).Slug());
        var other = await admin.Post("/v1/keys", new { name = "Other", role = "admin" }).Json(201);
        await Client(app, other.Text("key")!).Post("/v1/keys/1/revoke", new { reason = "x" }).Json();
        Assert.Equal("last-admin", (await Client(app, other.Text("key")!).Post($"/v1/keys/{other.Id()}/revoke", new { reason = "x" }).Json(409)).Slug());
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    public async Task A_request_that_a_proxy_passed_on_is_not_from_this_machine(string header, string value)
    {
        await using var app = await App.Start();
        var (nobody, reader) = (await app.Client(), await app.Client(Role.Reader));
        Assert.Equal(200, (int)(await nobody.Get("/v1/claims")).StatusCode);
        nobody.DefaultRequestHeaders.Add(header, value);
        reader.DefaultRequestHeaders.Add(header, value);

        Assert.Equal("unauthenticated", (await nobody.Read("/v1/claims", 401)).Slug());
        await reader.Read("/v1/claims");
    }

    private static HttpClient Client(App app, string key)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task<int> Post(App app, string key) => (int)(await Client(app, key).Post("/v1/articles", new { @ref = "a1" })).StatusCode;

    private static async Task<HttpResponseMessage> WithIdempotencyKey(HttpClient admin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/keys") { Content = new StringContent("""{ "name": "x", "role": "reader" }""", Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "once");
        return await admin.SendAsync(request);
    }

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
