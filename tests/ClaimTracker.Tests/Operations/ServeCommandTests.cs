using System.Net.Sockets;
using System.Text;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Operations;

public sealed class ServeCommandTests
{
    private const string Clean = "SELECT value FROM meta WHERE key = 'clean'";

    [Fact]
    public async Task While_it_serves_the_record_is_marked_as_in_use_and_after_SIGTERM_as_closed_in_order()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.Path);
        using (var client = service.Client())
        {
            await client.Read("/health/ready");
        }

        using (var outside = Connections.Probe(folder.Database))
        {
            Assert.Equal("0", outside.Value(Clean));
        }

        var ended = await service.Terminate();
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.False(File.Exists(folder.Database + "-wal"));
        using var after = Connections.Probe(folder.Database);
        Assert.Equal("1", after.Value(Clean));
    }

    [Fact]
    public async Task A_request_that_is_under_way_at_SIGTERM_is_answered_however_slow_its_client_is()
    {
        using var folder = new Folder();
        var key = (await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "contributor", "--name", "Slow")).Output.Trim();
        await using var service = await Claimtracker.Serve(folder.Path);
        using var socket = new TcpClient();
        await socket.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        const string Body = """{"name":"Ada","type":"person"}""";
        await Send($"POST /v1/claimants HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n");
        var buffer = new byte[1024];
        var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 100 ", Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);

        var ending = service.Terminate();
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);   // what makes the client slow
        await Send(Body);
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 201 ", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await ending).Code);
        using var after = Connections.Probe(folder.Database);
        Assert.Equal("1", after.Value(Clean));
        Assert.Equal(1, after.Count("SELECT count(*) FROM claimant WHERE name = 'Ada'"));

        async Task Send(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
    }
}
