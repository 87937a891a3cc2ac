using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using ClaimTracker.Data;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace ClaimTracker.Operations;

/// <summary>
/// Metrics and traces for an OpenTelemetry collector, off unless an address is given. Then nothing of OpenTelemetry is loaded: what names its types stands in
/// a method of its own, which is not reached. A trace has the request by its route, the message, and the change's wait, work and commit; no paths, no
/// queries, no headers, no bodies, no SQL.
/// </summary>
internal static class Telemetry
{
    /// <summary>The standard variable for the collector's address. All others of its kind hold too.</summary>
    public const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    public static void AddTelemetry(this WebApplicationBuilder builder, ServiceOptions options)
    {
        if (options.Telemetry is { } collector)
        {
            AddExporter(builder, collector);
        }
    }

    public static void UseTelemetry(this WebApplication app, ServiceOptions options)
    {
        if (options.Telemetry is null)
        {
            return;
        }

        app.Use(async (context, next) =>
        {
            var method = RequestLog.MethodOf(context.Request);
            try
            {
                await next(context);
            }
            finally
            {
                if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
                {
                    Describe(activity, context, method);
                }
            }
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddExporter(WebApplicationBuilder builder, Uri collector)
    {
        // The exporter reads its settings from the configuration, which holds the environment: all standard variables hold, but for the address given here.
        builder.Configuration[Variable] = collector.ToString();
        builder.Configuration[Protocol] ??= "http/protobuf";
        var version = typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("claimtracker", serviceVersion: version))
            .WithMetrics(metrics => metrics.AddMeter(Tracing.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"))
            .WithTracing(traces => traces.AddSource(Tracing.Name, "Microsoft.AspNetCore"))
            .UseOtlpExporter();
    }

    private static void Describe(Activity activity, HttpContext context, string method)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<HealthCheck>() is not null)
        {
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        var (route, status) = (RequestLog.RouteOf(context), context.Response.StatusCode);
        activity.DisplayName = route is null ? method : $"{method} {route}";
        activity.SetTag("http.request.method", method);
        activity.SetTag("http.route", route);
        activity.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
