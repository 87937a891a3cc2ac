using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Operations;

/// <summary>How the service stops when it is asked to.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task During_the_delay_it_says_that_it_stops_and_serves_on()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.Path, ["--stop-delay", "3", "--log-level", "warning"]);
        using var client = service.Client();
        await service.Signal();
        JsonNode report;
        do
        {
            using var answer = await client.GetAsync("/health/ready");
            report = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        }
        while ((string?)report["status"] == "ready");

        Assert.Equal("stopping", (string?)report["status"]);
        await client.Read("/health/live");
        await client.Read("/v1/claims");
        await Stopped(service, folder);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health/live"));
    }

    [Fact]
    public async Task A_client_that_hangs_holds_it_no_longer_than_the_limit()
    {
        using var folder = new Folder();
        var key = (await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "contributor", "--name", "Slow")).Output.Trim();
        await using var service = await Claimtracker.Serve(folder.Path, ["--stop-timeout", "1", "--log-level", "warning", "--log", "json"]);
        using var hanging = new TcpClient();
        await hanging.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
        await hanging.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/claimants HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 40\r\nExpect: 100-continue\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = new byte[1024];
        var length = await hanging.GetStream().ReadAsync(answer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 100 ", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        using var idle = new TcpClient();
        await idle.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);

        await service.Signal();
        var ended = await service.End();
        Assert.Equal(0, ended.Code);
        Assert.Contains("Requests that were not done in 1 s were cut off", ended.Errors, StringComparison.Ordinal);
        IsClosed(folder);
    }

    [Fact]
    public async Task A_second_signal_loses_nothing()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.Path, ["--stop-delay", "1", "--log-level", "warning"]);
        await service.Signal();
        await service.Signal();
        await service.Signal();
        await Stopped(service, folder);
    }

    private static async Task Stopped(Claimtracker service, Folder folder)
    {
        var ended = await service.End();
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        IsClosed(folder);
    }

    private static void IsClosed(Folder folder)
    {
        Assert.False(File.Exists(folder.Database + "-wal"));
        using var record = Connections.Probe(folder.Database);
        Assert.Equal("1", record.Value("SELECT value FROM meta WHERE key = 'clean'"));
    }
}
