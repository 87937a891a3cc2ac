using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Operations;

/// <summary>The options of the service, on the command line and in the environment.</summary>
public sealed class ServeOptionsTests
{
    private static readonly string[] Wrong =
    [
        "'ftp://127.0.0.1:5080' cannot be listened on: an address is like http://127.0.0.1:5080. Name another address with --urls.",
        "--reading is one of loopback, closed, open, not 'nobody'.",
        "--behind-proxy: near is not an IP address.",
        "--behind-proxy: far is not an IP address.",
        "--requests-per-key is a whole number from 0 to 10000000, not '-5'.",
        "--log is one of json, text, not 'xml'.",
        "--telemetry is an http or https address, not 'collector'.",
        "--stop-timeout is a whole number from 1 to 3600, not '0'.",
        "CLAIMTRACKER_READNG is no setting. Did you mean CLAIMTRACKER_READING?",
    ];

    [Fact]
    public async Task All_faults_are_told_at_once_wherever_they_stand_and_nothing_is_touched()
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run(
            [("CLAIMTRACKER_BEHIND_PROXY", "near, far"), ("CLAIMTRACKER_LOG", "xml"), ("CLAIMTRACKER_READNG", "closed")],
            "serve", "--data", folder.File("data"), "--urls", "ftp://127.0.0.1:5080", "--reading", "nobody", "--requests-per-key", "-5", "--telemetry", "collector", "--stop-timeout", "0");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Equal(Wrong.Order(), refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.False(Directory.Exists(folder.File("data")));
    }

    [Fact]
    public async Task A_variable_holds_where_the_command_line_says_nothing_and_yields_where_it_does()
    {
        using var folder = new Folder();
        (string, string)[] closed = [("CLAIMTRACKER_READING", "closed"), ("CLAIMTRACKER_LOG_LEVEL", "warning"), ("CLAIMTRACKER_NO_SWAGGER", "1")];
        await using (var service = await Claimtracker.Serve(folder.Path, [], closed))
        {
            using var client = service.Client();
            await client.Read("/v1/claims", 401);
            var ended = await service.Terminate();
            Assert.Equal((0, ""), (ended.Code, ended.Errors));
        }

        await using var open = await Claimtracker.Serve(folder.Path, ["--reading", "open"], closed);
        using var reader = open.Client();
        await reader.Read("/v1/claims");
    }

    [Theory]
    [InlineData("--urls")]
    [InlineData("--requests-per-key")]
    [InlineData("--behind-proxy")]
    public async Task An_option_without_its_value_is_refused_in_a_sentence(string option)
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, option);
        Assert.Equal((2, "", $"Required argument missing for option: '{option}'."), (refused.Code, refused.Output, refused.Errors.Trim()));
    }

    [Theory]
    [InlineData("CLAIMTRACKER_SERVICE_HOST", "10.0.0.1")]
    [InlineData("CLAIMTRACKER_PORT", "tcp://10.0.0.1:5080")]
    [InlineData("CLAIMTRACKER_PORT_5080_TCP_ADDR", "10.0.0.1")]
    public async Task The_variables_that_an_orchestrator_makes_are_let_be(string name, string value)
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run([(name, value)], "serve", "--data", folder.Path, "--urls", "http://192.0.2.1:5080", "--behind-proxy", "192.0.2.2");
        Assert.DoesNotContain(name, refused.Errors, StringComparison.Ordinal);
        Assert.Contains("There is no key on record.", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standard_variable_of_the_collector_is_held_to_the_same_rule()
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run([("OTEL_EXPORTER_OTLP_ENDPOINT", "file:///tmp")], "serve", "--data", folder.Path);
        Assert.Equal((2, "", "--telemetry is an http or https address, not 'file:///tmp'."), (refused.Code, refused.Output, refused.Errors.Trim()));
    }

    [Fact]
    public async Task The_help_tells_every_option_and_that_variables_hold_too()
    {
        var help = await Claimtracker.Run("serve", "--help");
        Assert.Equal(0, help.Code);
        Assert.All(
            ["--data", "--urls", "--reading", "--behind-proxy", "--no-swagger", "--requests-per-key", "--requests-per-address", "--failed-sign-ins", "--log", "--log-level", "--telemetry", "--keep-free", "--stop-delay", "--stop-timeout"],
            option => Assert.Contains($"  {option} ", help.Output, StringComparison.Ordinal));
        Assert.Contains("CLAIMTRACKER_REQUESTS_PER_KEY", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_is_refused_for_its_port_leaves_the_record_closed_in_order()
    {
        using var folder = new Folder();
        await using var first = await Claimtracker.Serve(folder.File("first"));
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", first.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(2, refused.Code);
        Assert.Contains("cannot be listened on: another program listens there. Name another address with --urls.", refused.Errors, StringComparison.Ordinal);
        using var record = Connections.Probe(folder.Database);
        Assert.Equal("1", record.Value("SELECT value FROM meta WHERE key = 'clean'"));
    }
}
