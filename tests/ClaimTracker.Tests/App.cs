using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Operations;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimTracker.Tests;

/// <summary>The whole service over a record of its own: real Kestrel on a free port, real SQLite in a folder that goes with it.</summary>
public sealed class App : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-test-");
    private WebApplication? app;
    private Action<WebApplication>? plant;

    private App()
    {
    }

    /// <summary>How the service runs here: without limits of rate, as a test asks faster than people do.</summary>
    internal static ServiceOptions Options { get; } = new("http://127.0.0.1:0") { Rates = RateLimits.None };

    internal Database Database { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public string DatabasePath => Path.Combine(folder.FullName, "claimtracker.db");

    internal static Task<App> Start(Reading reading = Reading.Loopback, TimeProvider? clock = null) =>
        Start(Options with { Reading = reading }, clock);

    /// <summary>Starts the service as it runs with these options, on a free port.</summary>
    /// <param name="options">The options.</param>
    /// <param name="clock">The time there.</param>
    /// <param name="plant">Puts something between the authorization and the operations.</param>
    internal static async Task<App> Start(ServiceOptions options, TimeProvider? clock = null, Action<WebApplication>? plant = null)
    {
        var started = new App { plant = plant };
        await started.Open(options, clock ?? TimeProvider.System);
        return started;
    }

    /// <summary>A client with a fresh key of this role; without a role, without a key.</summary>
    public async Task<HttpClient> Client(Role? role = null, string name = "Test")
    {
        var client = new HttpClient { BaseAddress = Address };
        if (role is { } given)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Key(given, name));
        }

        return client;
    }

    public async Task<string> Key(Role role, string name = "Test")
    {
        await using var services = CommandLine.Messages(Database);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Actor = Actor.CommandLine;
        return (await scope.ServiceProvider.GetRequiredService<ISender>().Send(new CreateKey(name, role))).Key!;
    }

    /// <summary>Stops the service and starts it over the same file.</summary>
    public async Task Restart()
    {
        await Close();
        await Open(Options, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        folder.Delete(recursive: true);
    }

    private async Task Open(ServiceOptions options, TimeProvider clock)
    {
        Database = Database.Open(DatabasePath, clock);
        app = Service.Build(Database, options);
        plant?.Invoke(app);
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    private async Task Close()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        Database.Dispose();
    }
}

/// <summary>HTTP with JSON in one line.</summary>
public static class Requests
{
    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object body) => client.Send(HttpMethod.Post, path, body, "application/json");

    public static Task<HttpResponseMessage> Patch(this HttpClient client, string path, object body, string? ifMatch = null) =>
        client.Send(HttpMethod.Patch, path, body, "application/merge-patch+json", ifMatch);

    public static async Task<HttpResponseMessage> Send(this HttpClient client, HttpMethod method, string path, object body, string contentType, string? ifMatch = null)
    {
        var json = body as string ?? System.Text.Json.JsonSerializer.Serialize(body);
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request);
    }

    /// <summary>The JSON of an answer that must have this status.</summary>
    public static async Task<JsonNode> Json(this Task<HttpResponseMessage> answering, int status = 200)
    {
        using var response = await answering;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"Expected {status}, got {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    public static Task<JsonNode> Read(this HttpClient client, string path, int status = 200) => client.GetAsync(path).Json(status);

    /// <summary>The codes of a refusal's faults with their places, in order: "#/statement required".</summary>
    public static async Task<string[]> Faults(this Task<HttpResponseMessage> answering, int status)
    {
        var problem = await answering.Json(status);
        return [.. problem["errors"]!.AsArray().Select(e => $"{e!["pointer"] ?? e["parameter"] ?? e["header"]} {e["code"]}")];
    }
}
