using System.Diagnostics;
using System.Diagnostics.Metrics;
using Becs.Persistence;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Becs.Server.Hosting;

/// <summary>Traces and metrics. They carry routes, codes and counts: no query strings, no names, no ids of persons.</summary>
public static class Telemetry
{
    public const string SourceName = "Becs";

    private const string ServiceName = "becs";

    private const string BusSource = "MassTransit";

    public static readonly ActivitySource Source = new(SourceName);

    public static readonly Meter Meter = new(SourceName);

    public static readonly Histogram<double> OperationSeconds =
        Meter.CreateHistogram<double>("becs_operation_duration", "s", "Operations, from the door to the commit.");

    public static readonly Counter<long> Refusals = Meter.CreateCounter<long>("becs_refusals", description: "Operations refused, by code.");

    public static readonly Counter<long> Incidents = Meter.CreateCounter<long>("becs_incidents", description: "Bursts that failed.");

    public static readonly Counter<long> Bursts = Meter.CreateCounter<long>(
        "becs_bursts", description: "Moves of workflow instances, by what moved them and how it ended.");

    public static readonly Histogram<double> BurstSeconds =
        Meter.CreateHistogram<double>("becs_burst_duration", "s", "Bursts in memory, without loading and commit.");

    public static readonly Counter<long> EventsPublished = Meter.CreateCounter<long>("becs_events_published", description: "Events given to the bus.");

    public static IServiceCollection AddTelemetry(this IServiceCollection services, BecsSettings settings)
    {
        services.AddSingleton<WaitingGauges>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceInstanceId: Environment.MachineName))
            .WithTracing(tracing =>
            {
                tracing.AddSource(SourceName, DatabaseTraces.Source, BusSource).AddAspNetCoreInstrumentation(http =>
                {
                    http.Filter = context => !context.Request.Path.StartsWithSegments("/health");
                    http.EnrichWithHttpRequest = (activity, _) =>
                    {
                        // The route stays; what people typed into an address does not.
                        activity.SetTag("url.path", null);
                        activity.SetTag("url.query", null);
                    };
                });
                if (settings.TraceCollector is { } collector)
                {
                    tracing.AddOtlpExporter(otlp =>
                    {
                        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
                        otlp.Endpoint = new Uri($"{collector.AbsoluteUri.TrimEnd('/')}/v1/traces");
                    });
                }
            })
            .WithMetrics(metrics => metrics.AddMeter(SourceName).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation()
                // Each scrape shows what is true now: an answer kept for a moment would hide what happened since.
                .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0));
        return services;
    }
}
