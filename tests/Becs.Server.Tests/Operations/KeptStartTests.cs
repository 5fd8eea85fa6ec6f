using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Sites;
using Becs.Server.Operations;
using Becs.Server.Tests.ChangeControl;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>A case whose start failed is tried again later: it begins on what starts cases then, or not at all.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed class KeptStartTests(KeptStartTests.Server server) : IClassFixture<KeptStartTests.Server>
{
    private const string Broken = """
        "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "null.broken" } }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retry_WhenAnotherVersionIsEffective_ThenTheCaseBeginsOnThatAndTheTrailSaysSo()
    {
        var first = await AcceptAsync("start-replaced", 1, Broken);
        var (incident, instance) = await FailAsync("start-replaced");
        var second = await AcceptAsync("start-replaced", 2, FaultServer.Literal("text", "String", "Here"));

        using var skipped = await TryAsync(incident, "skip", new { signature = ChangeServer.Sign("qa1", "reviewed", await HashAsync(incident)) });
        Assert.Equal("WFL-412", await skipped.CodeAsync()); // the step that was looked at is one of the other version
        using var retried = await TryAsync(incident, "retry", new { reason = "again" });

        Assert.True(retried.StatusCode == HttpStatusCode.OK, await retried.Content.ReadAsStringAsync(Stop));
        await using var scope = server.Services.CreateAsyncScope();
        var begun = (await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>().FindAsync(instance.ToString("D"), Stop))!;
        Assert.Equal((second, 2), (begun.PackageHash, begun.Version));
        var trail = await (await server.AsAsync("aud1")).GetStringAsync("/api/audit?what=incident.begins-on&pageSize=50", Stop);
        Assert.Contains(first, trail, StringComparison.Ordinal);
        Assert.Contains(second, trail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_WhenTheWorkflowIsRetired_ThenNothingBeginsAndTheIncidentStays()
    {
        var hash = await AcceptAsync("start-retired", 1, Broken);
        var (incident, instance) = await FailAsync("start-retired");
        using var retired = await PostAsync("/api/workflows/start-retired/retire", new { signature = ChangeServer.Sign("qa1", "retired", hash) });
        Assert.Equal(HttpStatusCode.OK, retired.StatusCode);

        using var retried = await TryAsync(incident, "retry", new { reason = "again" });

        Assert.Equal((HttpStatusCode.Conflict, "WFL-412"), (retried.StatusCode, await retried.CodeAsync()));
        await using var scope = server.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>().FindAsync(instance.ToString("D"), Stop));
        Assert.Contains(await OpenAsync(), i => i.GetProperty("id").GetGuid() == incident);
        using var cancelled = await TryAsync(incident, "cancel", new { signature = ChangeServer.Sign("qa1", "reviewed", await HashAsync(incident)) });
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
    }

    private Task<string> AcceptAsync(string definition, int version, string text) => server.AcceptAsync(
        FaultServer.Definition(definition, ("Say", "Elsa.WriteLine", text)).Replace(
            $"\"name\": \"{definition}\", \"version\": 1", $"\"name\": \"{definition}\", \"version\": {version}", StringComparison.Ordinal),
        replaces: version > 1);

    private async Task<(Guid Incident, Guid Instance)> FailAsync(string definition)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var site = (await scope.ServiceProvider.GetRequiredService<ISites>().AllAsync(Stop)).Single(s => s.Code == "NOR").Id.Value;
        var answer = await server.Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(Guid.CreateVersion7(), "test.start", site),
            (own, token) => server.Services.GetRequiredService<BurstRunner>().StartAsync(own, definition, new BurstStimulus.Start(), token), Stop);
        var incident = (await OpenAsync()).Single(i => i.GetProperty("id").GetGuid() == answer.IncidentId);
        return (answer.IncidentId!.Value, incident.GetProperty("instanceId").GetGuid());
    }

    private async Task<string> HashAsync(Guid incident) =>
        (await OpenAsync()).Single(i => i.GetProperty("id").GetGuid() == incident).GetProperty("signedHash").GetString()!;

    private async Task<IReadOnlyList<JsonElement>> OpenAsync()
    {
        using var answer = await (await server.AsAsync("qa1")).GetAsync("/api/incidents", Stop);
        return [.. (await answer.JsonAsync()).GetProperty("items").EnumerateArray()];
    }

    private Task<HttpResponseMessage> TryAsync(Guid incident, string act, object body) => PostAsync($"/api/incidents/{incident:D}/{act}", body);

    private async Task<HttpResponseMessage> PostAsync(string address, object body) =>
        await (await server.AsAsync("qa1")).PostAsJsonAsync(address, body, Stop);

    public sealed class Server() : BecsServer(null, null, ("Becs:Roles", "web"));
}
