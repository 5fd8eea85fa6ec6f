using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Becs.Workflows.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Hosting;

/// <summary>The figures an operator watches are there under their names, and move.</summary>
public class MetricsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_WhenWorkIsDone_ThenBurstsLatencyTasksOutboxTimersAndIncidentsMove()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        var before = await ReadAsync(server);
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Becs",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await server.PlaceHoldAsync();
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
        await server.AcceptAsync(FaultServer.Definition("test-late", ("Wait", "Elsa.Delay", FaultServer.Literal("timeSpan", "TimeSpan", "00:00:00"))));
        await server.AcceptAsync(FaultServer.Definition("test-broken", ("Say", "Elsa.WriteLine", """
            "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "null.broken" } }
            """)));
        foreach (var definition in new[] { "test-late", "test-broken" })
        {
            await server.RunAsync("test.start", (scope, token) =>
                server.Services.GetRequiredService<BurstRunner>().StartAsync(scope, definition, new BurstStimulus.Start(), token));
        }

        var after = await ReadAsync(server);

        Assert.True(after["becs_open_tasks"] > before["becs_open_tasks"]);
        Assert.True(after["becs_outbox_depth"] > before["becs_outbox_depth"]);
        Assert.True(after["becs_open_incidents"] > before["becs_open_incidents"]);
        Assert.True(after["becs_timer_lag_seconds"] > 0);
        foreach (var name in new[] { "becs_bursts_total", "becs_burst_duration_seconds_count", "becs_operation_duration_seconds_count",
            "becs_incidents_total" })
        {
            Assert.True(after[name] > before.GetValueOrDefault(name), name);
        }

        Assert.All(
            new[] { "becs_outbox_set_aside", "becs_signals_waiting" },
            name => Assert.Contains(name, after.Keys));

        // Servers of other tests write spans in this process too, and may not have come to their commit.
        Assert.Contains(
            spans, burst => burst.OperationName == "burst" && Equals(burst.GetTagItem("becs.definition"), "quarantine")
                && burst.Parent?.OperationName == "operation" && spans.Any(s => s.OperationName == "commit" && s.TraceId == burst.TraceId));
    }

    /// <summary>Each figure under its name, whatever its labels.</summary>
    private static async Task<Dictionary<string, double>> ReadAsync(BecsServer server)
    {
        var text = await (await server.AsAsync("adm1")).GetStringAsync("/metrics", Stop);
        return text.Split('\n').Where(l => l.StartsWith("becs_", StringComparison.Ordinal)).Select(l => l[(l.IndexOf('}') + 1)..] is var rest ? new[] { l.Split('{', ' ')[0], rest.Trim().Split(' ')[l.Contains('}') ? 0 : 1] } : [])
            .GroupBy(l => l[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(l => double.Parse(l[1], CultureInfo.InvariantCulture)), StringComparer.Ordinal);
    }
}
