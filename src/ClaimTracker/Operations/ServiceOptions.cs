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
}
