using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Becs.Workflows;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>A workflow asks another system, over HTTP or by a task: after the commit, once in effect, and only where it may.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class HttpRequestLoopTests
{
    private const string Definition = """
        {"id":"x","definitionId":"test-http","name":"Http","version":1,"variables":[{"id":"r","name":"R","typeName":"Object"}],
         "root":{"id":"F","type":"Elsa.Flowchart","version":1,"connections":[
           {"source":{"activity":"H","port":"200"},"target":{"activity":"A","port":"In"}},
           {"source":{"activity":"H","port":"Failed to connect"},"target":{"activity":"B","port":"In"}}],
          "activities":[
           {"id":"H","type":"Elsa.FlowSendHttpRequest","version":1,
            "url":{"typeName":"Uri","expression":{"type":"Literal","value":"https://lab.example.org/orders"}},
            "method":{"typeName":"String","expression":{"type":"Literal","value":"POST"}},
            "content":{"typeName":"Object","expression":{"type":"JavaScript","value":"({ din: 'G1' })"}},
            "expectedStatusCodes":{"typeName":"List","expression":{"type":"Object","value":"[200]"}},
            "parsedContent":{"typeName":"Object","memoryReference":{"id":"r"}}},
           {"id":"A","type":"Elsa.Correlate","version":1,"correlationId":{"typeName":"String","expression":{"type":"JavaScript","value":"getR().verdict"}}},
           {"id":"B","type":"Elsa.Correlate","version":1,"correlationId":{"typeName":"String","expression":{"type":"Literal","value":"nobody"}}}]}}
        """;

    private const string TaskDefinition = """
        {"id":"y","definitionId":"test-task","name":"Task","version":1,"variables":[{"id":"r","name":"R","typeName":"Object"}],
         "root":{"id":"S","type":"Elsa.Sequence","version":1,"activities":[
           {"id":"T","type":"Elsa.RunTask","version":1,
            "taskName":{"typeName":"String","expression":{"type":"Literal","value":"Sequence the virus"}},
            "result":{"typeName":"Object","memoryReference":{"id":"r"}}},
           {"id":"C","type":"Elsa.Correlate","version":1,"correlationId":{"typeName":"String","expression":{"type":"Variable","value":"R"}}}]}}
        """;

    private readonly Laboratory _laboratory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_WhenServed_ThenEachInstanceGoesOnWithWhatCameOfIt()
    {
        await using var server = Server();
        await LoadAsync(server);
        await AnsweredAsync(server);
        await NobodyThereAsync(server);
        await CancelledMeanwhileAsync(server);
        await TaskAnsweredAsync(server);
    }

    private async Task AnsweredAsync(BecsServer server)
    {
        var instance = await StartAsync(server);
        Assert.Empty(_laboratory.Asked); // nothing leaves inside the burst
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
        Assert.Empty(_laboratory.Asked); // the pump of signals leaves it to its own loop

        Assert.Equal(1, await SendAsync(server));

        var asked = Assert.Single(_laboratory.Asked);
        Assert.Equal(("POST", "{\"din\":\"G1\"}", "Bearer for the laboratory"), (asked.Method, asked.Content, asked.Authorization));
        Assert.True(Guid.TryParse(asked.Key, out _));
        Assert.Equal((WorkflowStatus.Finished, "negative"), await StateAsync(server, instance));
        Assert.Equal(0, await SendAsync(server));
    }

    private async Task NobodyThereAsync(BecsServer server)
    {
        _laboratory.Asked.Clear();
        _laboratory.IsDown = true;
        var instance = await StartAsync(server);

        await SendAsync(server);

        Assert.Equal(3, _laboratory.Asked.Count);
        Assert.Single(_laboratory.Asked.Select(a => a.Key).Distinct());
        Assert.Equal((WorkflowStatus.Finished, "nobody"), await StateAsync(server, instance));
    }

    private async Task CancelledMeanwhileAsync(BecsServer server)
    {
        _laboratory.Asked.Clear();
        var instance = await StartAsync(server);
        await server.Services.GetRequiredService<OperationRunner>().RunAsync(Operation(server, "test.cancel"), async (scope, token) =>
            (await server.Services.GetRequiredService<BurstRunner>().ResumeAsync(
                scope, instance.ToString("D"), new BurstStimulus.Cancel("test"), token)).InstanceId, Stop);

        Assert.Equal(1, await SendAsync(server));

        Assert.Empty(_laboratory.Asked);
        Assert.Equal(0, await SendAsync(server));
    }

    /// <summary>RunTask: asked by an event, answered at a door, once.</summary>
    private static async Task TaskAnsweredAsync(BecsServer server)
    {
        await LoadAsync(server, TaskDefinition);
        var instance = await StartAsync(server, "test-task");
        string task;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var waits = await scope.ServiceProvider.GetRequiredService<IBookmarks>().ListByInstanceAsync(instance.ToString("D"), Stop);
            task = Assert.Single(waits).Bookmark.Payload!.Value.GetProperty("taskId").GetString()!;
        }

        var lab = await server.AsAsync("lab1");
        var path = $"/api/workflow-instances/{instance:D}/requested-task";
        var operation = Guid.CreateVersion7();
        var unknown = await lab.PostAsJsonAsync(path, new { taskId = "nobody", result = "x" }, Stop);
        var first = await lab.PostAsJsonAsync(path, new { taskId = task, result = "ready", operationId = operation }, Stop);
        var repeated = await lab.PostAsJsonAsync(path, new { taskId = task, result = "ready", operationId = operation }, Stop);
        var late = await lab.PostAsJsonAsync(path, new { taskId = task, result = "again" }, Stop);

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound],
            new[] { unknown, first, repeated, late }.Select(a => a.StatusCode));
        Assert.Equal((WorkflowStatus.Finished, "ready"), await StateAsync(server, instance));
    }

    private static Task<int> SendAsync(BecsServer server) => server.Services.GetRequiredService<HttpRequestLoop>().SendAsync(Stop);

    private BecsServer Server() => new(
        null,
        services => services.AddHttpClient(HttpRequestLoop.Client).ConfigurePrimaryHttpMessageHandler(() => _laboratory),
        ("Becs:Roles", "web"), ("Becs:Http:AllowedHosts", "lab.example.org"),
        ("Becs:Http:Credentials", "lab.example.org=Bearer for the laboratory"));

    private static OperationRequest Operation(BecsServer server, string action) =>
        OperationRequest.System(server.Services.GetRequiredService<IIdGenerator>().New(), action);

    private static async Task LoadAsync(BecsServer server, string definition = Definition)
    {
        var package = server.Services.GetRequiredService<PackageBuilder>().Build(Encoding.UTF8.GetBytes(definition));
        var runner = server.Services.GetRequiredService<OperationRunner>();
        await runner.RunAsync(Operation(server, "test.load"), (scope, _) =>
        {
            scope.GetRequiredService<IPackageRecords>().Add(
                new PackageRecord(server.Services.GetRequiredService<IIdGenerator>().New(), PackageRecord.Workflow, package.DefinitionId,
                    package.Version, package.Name, package.PackageHash, package.BehaviourHash, package.Bytes.ToArray(),
                    scope.GetRequiredService<ICurrentOperation>().Context.NowAt),
                []);
            return Task.FromResult(true);
        }, Stop);
        await Signed.AcceptAsync(server, package.PackageHash, Stop);
    }

    private static async Task<Guid> StartAsync(BecsServer server, string definitionId = "test-http") =>
        (await server.Services.GetRequiredService<OperationRunner>().RunAsync(Operation(server, "test.start"), (scope, token) =>
            server.Services.GetRequiredService<BurstRunner>().StartAsync(scope, definitionId, new BurstStimulus.Start(), token), Stop)).Value;

    private static async Task<(WorkflowStatus, string?)> StateAsync(BecsServer server, Guid instance)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var stored = (await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>().FindAsync(instance.ToString("D"), Stop))!;
        return (stored.Status, stored.CorrelationId);
    }

    private sealed class Laboratory : HttpMessageHandler
    {
        public ConcurrentQueue<(string Method, string? Content, string? Authorization, string? Key)> Asked { get; } = new();

        public bool IsDown { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Enqueue((request.Method.Method, request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken),
                request.Headers.Authorization?.ToString(), request.Headers.GetValues(HttpRequestLoop.KeyHeader).SingleOrDefault()));
            return IsDown
                ? throw new HttpRequestException("nobody is there")
                : new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("{\"verdict\":\"negative\"}", Encoding.UTF8, "application/json"),
                };
        }
    }
}
