using System.Net;
using ClaimTracker.Auth;
using ClaimTracker.Http;

namespace ClaimTracker.Operations;

/// <summary>How the service runs.</summary>
/// <param name="Urls">Where it listens, separated by semicolons.</param>
internal sealed record ServiceOptions(string Urls)
{
    /// <summary>Who may read without a key.</summary>
    public Reading Reading { get; init; } = Reading.Loopback;

    /// <summary>Whether Swagger UI is shown.</summary>
    public bool Swagger { get; init; } = true;

    /// <summary>The addresses of the proxies in front of it; empty where there is none.</summary>
    public IReadOnlyList<IPAddress> BehindProxy { get; init; } = [];

    /// <summary>How many requests a caller may make.</summary>
    public RateLimits Rates { get; init; } = RateLimits.Default;

    /// <summary>How lines of the log are written.</summary>
    public LogFormat Log { get; init; } = LogFormat.Text;

    /// <summary>The least level that is logged; every request is one line at Information.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Where the log is written to; null for standard error.</summary>
    public Stream? LogOutput { get; init; }

    /// <summary>The OpenTelemetry collector that is sent metrics and traces; null where there is none.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>The free space of the disk, in bytes, below which the service says that it is not ready; null for what is usual.</summary>
    public long? KeepFree { get; init; }

    /// <summary>How long it goes on serving after it has said that it is not ready any more: a balancer needs time to see it.</summary>
    public TimeSpan StopDelay { get; init; } = TimeSpan.Zero;

    /// <summary>How long requests under way may take at the stop before they are cut off.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
