using System.CommandLine;
using System.Globalization;
using System.Net;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Operations;

/// <summary>The options of <c>serve</c>: all are read, and all their faults told, before the record is touched.</summary>
internal sealed class ServeOptions
{
    private const int MaxRate = 10_000_000;
    private const int MaxSeconds = 3_600;
    private const int MaxFree = 1_000_000_000;

    private readonly Setting<string> urls = Urls();
    private readonly Setting<Reading> reading = Choice("--reading", Reading.Loopback, "Who may read without a key: loopback (whoever asks from this machine), closed (nobody), open (everybody). Default: loopback.");
    private readonly ManySettings<IPAddress> proxies = new("--behind-proxy", "an IP address", IPAddress.TryParse!)
    {
        Description = "The addresses of the proxies in front of the service, which take care of TLS.",
        HelpName = "ADDRESS",
    };

    private readonly Switch noSwagger = new("--no-swagger") { Description = "Do not show Swagger UI." };
    private readonly Setting<int> perKey = Rate("--requests-per-key", RateLimits.Default.PerKey, "Requests a minute with one key; 0: no limit.");
    private readonly Setting<int> perAddress = Rate("--requests-per-address", RateLimits.Default.PerAddress, "Requests a minute without a key from one address; 0: no limit.");
    private readonly Setting<int> failedSignIns = Rate("--failed-sign-ins", RateLimits.Default.FailedSignIns, "Requests a minute with keys that are not good from one address; 0: no limit.");

    private readonly Setting<LogFormat> log = Choice(
        "--log", Console.IsErrorRedirected ? LogFormat.Json : LogFormat.Text, "The log on standard error: json, or text for people. Default: text at a terminal, else json.");

    private readonly Setting<LogLevel> logLevel = Choice("--log-level", LogLevel.Information, "The least level of the log: debug (every message, health checks), information (a line a request), warning, error. Default: information.",
        LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error);

    private readonly Setting<Uri?> telemetry = new("--telemetry", null, "an http or https address", TryCollector)
    {
        Description = $"Send metrics and traces to this OpenTelemetry collector (OTLP), such as http://127.0.0.1:4318. Default: {Telemetry.Variable}, else off.",
        HelpName = "URL",
        StandardVariable = Telemetry.Variable,
    };

    private readonly Setting<int?> keepFree = new("--keep-free", null, $"a whole number from 0 to {MaxFree}", static (text, out value) => (value = Whole(text, 0, MaxFree)) is not null)
    {
        Description = "Free space of the disk, in MiB, below which /health/ready says full. Default: 256, of a small disk a tenth.",
        HelpName = "MIB",
    };

    private readonly Setting<int> stopDelay = Number("--stop-delay", 0, 0, MaxSeconds, "SECONDS", "At the stop, go on serving for this long after /health/ready has changed; 5 behind a balancer.");
    private readonly Setting<int> stopTimeout = Number("--stop-timeout", 30, 1, MaxSeconds, "SECONDS", "At the stop, the longest that requests under way may take.");

    /// <summary>Adds them to a command, with the rules that stand between them.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { urls, reading, proxies, noSwagger, perKey, perAddress, failedSignIns, log, logLevel, telemetry, keepFree, stopDelay, stopTimeout })
        {
            command.Options.Add(option);
        }

        urls.Validators.Add(given =>
        {
            if (given.Tokens is [.., { Value: var addresses }] && IsWrong(addresses) is null && given.GetResult(proxies) is null
                && addresses.Split(';').Where(url => !KnownHosts.IsLoopback(url) && !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)).ToList() is { Count: > 0 } exposed)
            {
                given.AddError($"{string.Join(", ", exposed)} can be reached from other machines. Keys would travel in the clear. Listen on https, or say which proxy takes care of TLS: {proxies.Name} ADDRESS.");
            }
        });
    }

    /// <summary>How the service runs, as the options say.</summary>
    public ServiceOptions Of(ParseResult parsed) => new(urls.Of(parsed))
    {
        Reading = reading.Of(parsed),
        Swagger = !parsed.GetValue(noSwagger),
        BehindProxy = parsed.GetValue(proxies) ?? [],
        Rates = new RateLimits(Limit(perKey.Of(parsed)), Limit(perAddress.Of(parsed)), Limit(failedSignIns.Of(parsed))),
        Log = log.Of(parsed),
        LogLevel = logLevel.Of(parsed),
        Telemetry = telemetry.Of(parsed),
        KeepFree = (long?)keepFree.Of(parsed) << 20,
        StopDelay = TimeSpan.FromSeconds(stopDelay.Of(parsed)),
        StopTimeout = TimeSpan.FromSeconds(stopTimeout.Of(parsed)),
    };

    /// <summary>Where a service listens: also of the commands that start one in another way, or ask one.</summary>
    public static Setting<string> Urls()
    {
        var urls = new Setting<string>("--urls", "http://127.0.0.1:5080", "", static (text, out value) => (value = text) is not null)
        {
            Description = "Where to listen, separated by semicolons. Default: http://127.0.0.1:5080.",
            HelpName = "URLS",
        };
        urls.Validators.Add(given =>
        {
            if (given.Tokens is [.., { Value: var text }] && IsWrong(text) is { } wrong)
            {
                given.AddError($"'{wrong}' cannot be listened on: an address is like http://127.0.0.1:5080. Name another address with --urls.");
            }
        });
        return urls;
    }

    /// <summary>The first of several addresses that is none; null where all are good.</summary>
    private static string? IsWrong(string urls) => urls.Split(';').FirstOrDefault(url =>
    {
        try
        {
            return BindingAddress.Parse(url) is not { Scheme: "http" or "https", PathBase: "", Port: >= 0 and <= ushort.MaxValue } address
                || (!address.IsUnixPipe && !address.IsNamedPipe && address.Host.Trim('[', ']').Contains(':', StringComparison.Ordinal) && !IPAddress.TryParse(address.Host, out _));
        }
        catch (FormatException)
        {
            return true;
        }
    });

    private static int? Limit(int given) => given == 0 ? null : given;

    private static Setting<int> Rate(string name, int? otherwise, string description) => Number(name, otherwise ?? 0, 0, MaxRate, "COUNT", description);

    private static Setting<int> Number(string name, int otherwise, int least, int most, string unit, string description) => new(
        name, otherwise, $"a whole number from {least} to {most}",
        (text, out value) =>
        {
            var read = Whole(text, least, most);
            value = read ?? otherwise;
            return read is not null;
        })
    {
        Description = $"{description} Default: {otherwise}.",
        HelpName = unit,
    };

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static Setting<T> Choice<T>(string name, T otherwise, string description, params T[] among)
        where T : struct, Enum
    {
        var names = (among is [] ? Enum.GetValues<T>() : among).ToDictionary(value => Names.Of(value), StringComparer.Ordinal);
        return new Setting<T>(name, otherwise, $"one of {string.Join(", ", names.Keys)}", (text, out value) => names.TryGetValue(text, out value))
        {
            Description = description,
            HelpName = string.Join('|', names.Keys),
        };
    }

    private static bool TryCollector(string text, out Uri? collector) =>
        Uri.TryCreate(text, UriKind.Absolute, out collector) && collector is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" };
}
