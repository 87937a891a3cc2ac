using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ClaimTracker.Operations;

/// <summary>
/// Where the service listens on loopback only, it answers only to loopback names: a page in the operator's browser that points a name of its own at 127.0.0.1
/// (DNS rebinding) would else read the record.
/// </summary>
internal static class KnownHosts
{
    public static void AddKnownHosts(this IServiceCollection services, ServiceOptions options)
    {
        // The framework's own would stand outside UseManners and answer without a body and without security headers.
        services.Remove(services.Single(s => s.ImplementationType?.Name == "HostFilteringStartupFilter"));
        services.AddHostFiltering(filter =>
        {
            filter.AllowedHosts = options.Urls.Split(';').All(IsLoopback) && options.BehindProxy is [] ? ["localhost", "127.0.0.1", "[::1]"] : ["*"];
            filter.IncludeFailureMessage = false;
        });
    }

    /// <summary>Takes the caller's address and scheme from the proxies that the operator has named, and from nobody else.</summary>
    public static void UseProxies(this WebApplication app, ServiceOptions options)
    {
        if (options.BehindProxy is not [_, ..] proxies)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            forwarded.KnownProxies.Add(proxy);
        }

        app.UseForwardedHeaders(forwarded);
    }

    /// <summary>Whether only this machine reaches who listens there.</summary>
    public static bool IsLoopback(string url) => BindingAddress.Parse(url) is { Host: var host }
        && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
