using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Operations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimTracker.Tests.Behaviour;

/// <summary>A service with a few facts on record, which the rows of the table name in braces: <c>{claim}</c>, <c>{etag}</c>, <c>{contributor}</c>.</summary>
public sealed class BehaviourService : IAsyncLifetime
{
    private readonly Dictionary<string, string> names = [];

    internal App App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var clock = new Clock { Ahead = TimeSpan.FromHours(-2) };
        App = await App.Start(clock: clock);
        names["expired"] = await Make(new CreateKey("Test", Role.Admin, clock.GetUtcNow().AddHours(1)));
        clock.Ahead = TimeSpan.Zero;
        foreach (var role in Enum.GetValues<Role>())
        {
            names[Names.Of(role)] = await App.Key(role);
        }

        names["other"] = await App.Key(Role.Contributor, "Other");
        names["elsewhere"] = await Make(new CreateKey("Test", Role.Admin, AllowedNetworks: ["10.0.0.0/8"]));
        names["unknown"] = KeyText.New().ToString();
        names["mistyped"] = names["admin"][..^1] + (names["admin"][^1] == 'a' ? 'b' : 'a');
        names["foreign"] = names["admin"].Replace("ct_live", "ct_test", StringComparison.Ordinal);
        names["host"] = App.Address.Authority;
        using var admin = await App.Client(Role.Admin);
        var revoked = await admin.Post("/v1/keys", new { name = "Test", role = "admin" }).Json(201);
        await admin.Post($"/v1/keys/{revoked["id"]}/revoke", new { reason = "Lost." }).Json();
        names["revoked"] = (string)revoked["key"]!;

        using var recorder = new HttpClient { BaseAddress = App.Address, DefaultRequestHeaders = { { "Authorization", $"Bearer {names["contributor"]}" } } };
        names["article"] = Id(await Given.Article(recorder));
        names["claim"] = Id(await Given.Claim(recorder, "Sixteen people were killed.", key: "c1"));
        names["left"] = Id(await Given.Claim(recorder, "Eighteen people were killed."));
        names["right"] = Id(await Given.Claim(recorder, "Twenty people were killed."));
        names["link"] = Id(await recorder.Post("/v1/links", new { from = long.Parse(names["left"], CultureInfo.InvariantCulture), toRef = "c1", type = "discrepancy", facet = "quantity", explanation = "Two counts." }).Json(201));
        await recorder.Post("/v1/links", new { from = Number("left"), to = Number("right"), type = "contradicts", facet = "quantity", explanation = "Two counts." }).Json(201);
        await recorder.Post("/v1/questions", new { text = "How many were there?", answerType = "quantity" }).Json(201);
        foreach (var value in (int[])[1, 2])
        {
            var counting = await Given.Claim(recorder, $"They were {value}.");
            await admin.Post($"/v1/claims/{counting.Id()}/answers", new { questionId = 1, value = new { qualifier = "exact", value } }).Json(201);
        }

        await recorder.Post($"/v1/claims/{names["right"]}/evidence", new { stance = "refutes", tier = "primary", citation = new { title = "A count" } }).Json(201);
        await recorder.Post("/v1/reviews", new { claimIds = new[] { long.Parse(names["right"], CultureInfo.InvariantCulture) }, verdict = "refuted" }).Json(201);

        using var claim = await recorder.GetAsync($"/v1/claims/{names["claim"]}");
        names["etag"] = claim.Headers.ETag!.Tag;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    internal string Fill(string text) => names.Aggregate(new StringBuilder(text), (filled, name) => filled.Replace($"{{{name.Key}}}", name.Value)).ToString();

    internal Task<RawAnswer?> Send(Message message) => RawHttp.Exchange(App.Address, message.ToBytes(Fill));

    /// <summary>How many changes were ever made.</summary>
    internal Task<long> Events() => App.Events();

    private static string Id(JsonNode resource) => resource["id"]!.ToJsonString();

    private long Number(string name) => long.Parse(names[name], CultureInfo.InvariantCulture);

    private async Task<string> Make(CreateKey key)
    {
        await using var services = CommandLine.Messages(App.Database);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Actor = Actor.CommandLine;
        return (await scope.ServiceProvider.GetRequiredService<ISender>().Send(key)).Key!;
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}

internal static class RecordExtensions
{
    /// <summary>How many changes were ever made to a record.</summary>
    public static Task<long> Events(this App app) => app.Database.Read(sql => sql.First<long>("SELECT count(*) FROM event"), CancellationToken.None);

    /// <summary>Holds the writer until what is returned is disposed: every change waits.</summary>
    public static async Task<IDisposable> HoldWriter(this App app)
    {
        var held = new TaskCompletionSource();
        var release = new ManualResetEventSlim();
        _ = app.Database.Write(new Caller { Patience = Timeout.InfiniteTimeSpan }, _ =>
        {
            held.SetResult();
            release.Wait();
            return 0;
        }, CancellationToken.None);
        await held.Task;
        return new Release(release);
    }

    private sealed class Release(ManualResetEventSlim release) : IDisposable
    {
        public void Dispose() => release.Set();
    }
}
