using System.Net;
using System.Text;
using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace Becs.Server.Tests.Hosting;

/// <summary>Traces reach the collector an operator names.</summary>
public class TraceExportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_WhenACollectorIsNamed_ThenItGetsTheRequestTheBurstAndTheStatements()
    {
        var got = new MemoryStream();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            var body = new MemoryStream();
            await request.Body.CopyToAsync(body, Stop);
            lock (got)
            {
                body.WriteTo(got);
            }
        });
        await collector.StartAsync(Stop);

        await using (var server = new BecsServer(null, null, ("Becs:Roles", "web"), ("Becs:Telemetry:OtlpEndpoint", collector.Urls.Single())))
        {
            await server.PlaceHoldAsync();
            Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
            Assert.Equal(HttpStatusCode.OK, (await (await server.AsAsync("qa1")).GetAsync("/api/holds", Stop)).StatusCode);
            Assert.True(server.Services.GetRequiredService<TracerProvider>().ForceFlush());
        }

        var text = Encoding.Latin1.GetString(got.ToArray());
        Assert.All(new[] { "becs", "api/holds", "operation", "burst", "commit" }, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }
}
