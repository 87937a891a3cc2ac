using System.Diagnostics;
using System.Text;
using ClaimTracker.Data;
using ClaimTracker.Operations;
using ClaimTracker.Tests.Behaviour;
using Microsoft.Extensions.Logging;

namespace ClaimTracker.Tests.Operations;

/// <summary>The log of the service: one line for one thing, readable by programs, with nothing in it that a stranger may have put there.</summary>
public sealed class LogTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_request_is_one_line_with_its_route_its_answer_and_whose_key_it_was()
    {
        var output = new Written();
        await using (var app = await App.Start(Logging(output)))
        {
            using var ada = await app.Client(Role.Contributor, "Ada Çelik");
            await Given.Article(ada);
            using var anyone = await app.Client();
            await anyone.Read("/v1/articles/1");
            await anyone.Read("/v1/articles/999999", 404);
            await anyone.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/articles?limit=1"));
            await anyone.Read("/health/ready");
        }

        var lines = output.Lines().Where(line => (string?)line["source"] == "ClaimTracker.Requests").ToList();
        Assert.Equal(
            ["POST /v1/articles 201 Ada Çelik", "GET /v1/articles/{id:id} 200 ", "GET /v1/articles/{id:id} 404 ", "HEAD /v1/articles 200 "],
            lines.Select(line => $"{line["method"]} {line["route"]} {line["status"]} {line["keyName"]}"));
        Assert.All(lines, line =>
        {
            Assert.Equal("information", (string?)line["level"]);
            Assert.Matches("^[0-9a-f]{32}$", (string)line["traceId"]!);
            Assert.True((double)line["milliseconds"]! > 0);
            Assert.True(DateTimeOffset.TryParse((string)line["time"]!, out _));
        });
        Assert.True((long)lines[1]["bytes"]! > 100);
        Assert.Equal(0, (long)lines[3]["bytes"]!);
    }

    [Fact]
    public async Task Nothing_that_a_client_sends_in_path_query_header_or_body_gets_into_the_log()
    {
        var output = new Written();
        var secrets = new List<string>();
        await using (var app = await App.Start(Logging(output) with { LogLevel = LogLevel.Trace }))
        {
            using var client = await app.Client(Role.Admin);
            secrets.Add(client.DefaultRequestHeaders.Authorization!.Parameter!);
            client.DefaultRequestHeaders.Add("X-Canary", "canary-header");
            client.DefaultRequestHeaders.UserAgent.ParseAdd("canary-agent/1.0");
            foreach (var path in new[] { "/canary%0d%0a%1b[2Jpath%e2%80%a8", "/v1/claims?canary=%0d%0a%1b%e2%80%a8", "/v1/search?q=canary%0a", "/v1/claims/canary%0a", "/v1/claims?limit=canary" })
            {
                using var answer = await client.GetAsync(path);
            }

            await client.Post("/v1/claimants", """{"name":"canary-body"}""");
            await client.Post("/v1/claimants", """{"canary":""");
            secrets.Add((string)(await client.Post("/v1/keys", new { name = "Bob", role = "reader" }).Json(201))["key"]!);
            await RawHttp.Exchange(app.Address, Encoding.ASCII.GetBytes($"CANARY /v1/claims HTTP/1.1\r\nHost: {app.Address.Authority}\r\nConnection: close\r\n\r\n"));
            await app.Database.Write(new Caller(), tx => tx.Sql.Execute("ALTER TABLE link RENAME TO lost"), CancellationToken.None);
            await client.Read("/v1/links", 500);
        }

        Assert.All([.. secrets, "canary"], secret => Assert.DoesNotContain(secret, output.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(output.Lines(), line => (string?)line["method"] == "_OTHER" && (int)line["status"]! == 405);
        Assert.Single(output.Lines(), line => line["exception"] is not null && (string?)line["level"] == "error");
    }

    [Theory]
    [InlineData(LogFormat.Json)]
    [InlineData(LogFormat.Text)]
    internal void A_text_that_would_forge_a_line_or_steer_a_terminal_stays_one_line(LogFormat format)
    {
        var output = new Written();
        using (var lines = new LogLines(format, output, TimeProvider.System))
        {
            lines.CreateLogger("ClaimTracker.Test").LogError(new InvalidOperationException("first\n2026-01-01T00:00:00.000Z information forged\r\n\u001b[2J"), "One {Text}", "a\r\nb\u001b[31m\u2028\u0085\u202ec\u007fÇ");
        }

        Assert.DoesNotContain(output.Text, character => character != '\n' && (char.IsControl(character) || character is '\u2028' or '\u202e'));
        Assert.Contains("Ç", output.Text, StringComparison.Ordinal);
        var begun = output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("    ", StringComparison.Ordinal));
        Assert.Single(begun);
    }

    [Fact]
    public async Task A_reader_that_is_stuck_holds_nobody_up_and_is_told_how_much_it_has_missed()
    {
        using var output = new Stuck();
        using var lines = new LogLines(LogFormat.Json, output, TimeProvider.System);
        var log = lines.CreateLogger("ClaimTracker.Test");
        log.LogInformation("First");
        Assert.True(output.Entered.Wait(Guard));
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < LogPipe.Capacity + 25; i++)
            {
                log.LogInformation("Line {Number}", i);
            }
        });
        Assert.Same(writing, await Task.WhenAny(writing, Task.Delay(Guard)));
        output.Release.Set();
        Assert.True(SpinWait.SpinUntil(() => output.Text.Contains("lost", StringComparison.Ordinal), Guard));
        var told = Written.Read(output.Text).Single(line => line["lost"] is not null);
        Assert.Equal((25, "warning"), ((int)told["lost"]!, (string?)told["level"]));
    }

    [Fact]
    public async Task A_reader_that_is_stuck_does_not_stop_the_service()
    {
        using var output = new Stuck();
        await using (var app = await App.Start(Logging(output)))
        {
            using var client = await app.Client();
            await client.Read("/v1/claims");
            Assert.True(output.Entered.Wait(Guard));
            for (var i = 0; i < 50; i++)
            {
                await client.Read("/v1/claims");
            }
        }

        Assert.False(output.Release.IsSet);
    }

    [Fact]
    public async Task A_client_that_has_gone_is_logged_as_499()
    {
        var output = new Written();
        await using var app = await App.Start(Logging(output));
        var key = await app.Key(Role.Contributor);
        var writer = await app.HoldWriter();
        using (var connection = await RawHttp.Connect(app.Address))
        {
            const string Body = """{"name":"Ada","type":"person"}""";
            await connection.Send(Encoding.ASCII.GetBytes($"POST /v1/claimants HTTP/1.1\r\nHost: {app.Address.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));
            Assert.True(SpinWait.SpinUntil(() => app.Database.Writer.Waiting > 1, Guard));   // the note of the key's use, and the change
            connection.HangUp();
        }

        using var watching = await app.Client();
        var since = Stopwatch.GetTimestamp();
        writer.Dispose();
        while (!output.Text.Contains("\"status\":499", StringComparison.Ordinal) && Stopwatch.GetElapsedTime(since) < Guard)
        {
            await Task.Delay(10);
        }

        var line = Assert.Single(output.Lines(), line => (string?)line["source"] == "ClaimTracker.Requests");
        Assert.Equal((499, "/v1/claimants"), ((int)line["status"]!, (string?)line["route"]));
    }

    [Fact]
    public async Task What_is_for_people_goes_to_standard_output_and_the_log_to_standard_error()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.Path, options: []);
        using (var client = service.Client())
        {
            await client.Read("/v1/claims");
        }

        var ended = await service.Terminate();
        Assert.DoesNotContain("{", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Stop with Ctrl+C.", ended.Output, StringComparison.Ordinal);
        var lines = Written.Read(ended.Errors).Select(line => (string)line["message"]!).ToList();
        Assert.Equal(4, lines.Count);
        Assert.Matches($"^ClaimTracker .* listens on {service.Address.GetLeftPart(UriPartial.Authority)}, over {folder.Database}$", lines[0]);
        Assert.Single(lines, line => line.StartsWith("GET /v1/claims 200 in ", StringComparison.Ordinal));   // written when the answer is under way: perhaps after the next line
        Assert.Single(lines, line => line.StartsWith("Stopping: ", StringComparison.Ordinal));
        Assert.Equal($"Stopped: {folder.Database} is closed in order", lines[3]);
    }

    [Fact]
    public async Task For_people_a_line_is_a_sentence()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.Path, ["--log", "text", "--log-level", "debug"]);
        using (var client = service.Client())
        {
            await client.Read("/health/live");
        }

        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z debug       GET /health/live 200 in \d+\.\d ms$", (await service.Terminate()).Errors);
    }

    private static ServiceOptions Logging(Stream output) => App.Options with { Log = LogFormat.Json, LogLevel = LogLevel.Information, LogOutput = output };

    /// <summary>A pipe whose reader takes nothing until it is released.</summary>
    private sealed class Stuck : Written
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Release { get; } = new();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Entered.Set();
            Release.Wait();
            base.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            Release.Set();
            base.Dispose(disposing);
        }
    }
}
