using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace ClaimTracker.Tests.Operations;

/// <summary>Metrics and traces, as a collector gets them.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_collector_gets_requests_by_their_route_the_steps_of_a_change_and_the_meters()
    {
        using var folder = new Folder();
        using var collector = new Collector();
        var key = (await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "contributor", "--name", "Ada")).Output.Trim();
        await using var service = await Claimtracker.Serve(folder.Path, ["--telemetry", collector.Url, "--log-level", "warning"], [("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=newsroom")]);
        using (var client = service.Client(key))
        {
            client.DefaultRequestHeaders.UserAgent.ParseAdd("canary-agent/1.0");
            await client.Post("/v1/claimants", new { name = "canary body", type = "person" }).Json(201);
            await client.Read("/v1/claimants/987654", 404);
            await client.Read("/v1/claims?limit=canary", 400);
            await client.Read("/health/ready");
        }

        var ended = await service.Terminate();   // what is not sent yet is sent before the end
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        var traces = collector.Got("/v1/traces");
        Assert.All(
            ["claimtracker", "0.1.0", "POST /v1/claimants", "GET /v1/claimants/{id:id}", "AddClaimant", "GetClaimant", "write wait", "write commit", "http.response.status_code"],
            name => Assert.Contains(name, traces, StringComparison.Ordinal));
        Assert.All(["canary", "987654", "SELECT", "INSERT", "/health", key], secret => Assert.DoesNotContain(secret, traces, StringComparison.OrdinalIgnoreCase));

        var metrics = collector.Got("/v1/metrics");
        Assert.All(
            ["claimtracker", "http.server.request.duration", "/v1/claimants/{id:id}", "kestrel.active_connections", "dotnet.gc.collections"],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.All(["canary", "987654", key], secret => Assert.DoesNotContain(secret, metrics, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("newsroom", collector.Tenant);
    }

    [Fact]
    public async Task The_standard_variable_turns_it_on()
    {
        using var folder = new Folder();
        using var collector = new Collector();
        await using var service = await Claimtracker.Serve(folder.Path, [], [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_SERVICE_NAME", "desk")]);
        using (var client = service.Client())
        {
            await client.Read("/v1/claims");
        }

        await service.Terminate();
        Assert.Contains("GET /v1/claims", collector.Got("/v1/traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_neither_hinders_the_service_nor_its_stop()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.Path, ["--telemetry", "http://127.0.0.1:1", "--log-level", "warning"]);
        using (var client = service.Client())
        {
            await client.Read("/v1/claims");
        }

        Assert.Equal(0, (await service.Terminate()).Code);
    }

    [Fact]
    public async Task Where_it_is_off_nothing_of_it_is_loaded()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("What a process has loaded is read from /proc; it is not seen here.");
        }

        using var folder = new Folder();
        await using var off = await Claimtracker.Serve(folder.File("off"));
        using (var client = off.Client())
        {
            await client.Read("/v1/claims");
        }

        Assert.DoesNotContain("OpenTelemetry", await File.ReadAllTextAsync($"/proc/{off.Id}/maps", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await using var on = await Claimtracker.Serve(folder.File("on"), ["--telemetry", "http://127.0.0.1:1"]);
        Assert.Contains("OpenTelemetry", await File.ReadAllTextAsync($"/proc/{on.Id}/maps", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Takes what an OTLP exporter sends over HTTP. Names stand in it as they are: no more of the format need be known here.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly ConcurrentQueue<(string Path, string Body)> got = [];

        public Collector()
        {
            Url = $"http://127.0.0.1:{FreePort()}";
            listener.Prefixes.Add($"{Url}/");
            listener.Start();
            _ = Take();
        }

        public string Url { get; }

        public string? Tenant { get; private set; }

        public string Got(string path) => string.Concat(got.Where(message => message.Path == path).Select(message => message.Body));

        public void Dispose() => listener.Close();

        private static int FreePort()
        {
            using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            socket.Start();
            return ((IPEndPoint)socket.LocalEndpoint).Port;
        }

        private async Task Take()
        {
            while (listener.IsListening)
            {
                try
                {
                    var context = await listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    Tenant = context.Request.Headers["x-tenant"];
                    got.Enqueue((context.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray())));
                    context.Response.ContentType = "application/x-protobuf";
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;   // the test is over
                }
            }
        }
    }
}
