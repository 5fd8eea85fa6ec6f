using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Tasks;
using Becs.Persistence.Commit;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>A server whose work can be interrupted between its steps, with workflows that ask a person.</summary>
public sealed class MigrationServer : ChangeServer
{
    private readonly Interruptions _interruptions;

    public MigrationServer()
        : this(new Interruptions())
    {
    }

    private MigrationServer(Interruptions interruptions)
        : base(new FakeTimeProvider(new DateTimeOffset(2027, 6, 9, 8, 0, 0, TimeSpan.Zero)), services => services.AddSingleton<IFailPoints>(interruptions)) =>
        _interruptions = interruptions;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A task, an hour, and a step that says a text.</summary>
    public static JsonObject Asking(string id, string text = "one") => Definition(id, text, """
        { "id": "First", "type": "Becs.HumanTask", "version": 1,
          "titleKey": { "typeName": "String", "expression": { "type": "Literal", "value": "Task.Look" } },
          "formKey": { "typeName": "String", "expression": { "type": "Literal", "value": "own" } },
          "permission": { "typeName": "String", "expression": { "type": "Literal", "value": "tests.enter" } },
          "escalateAfter": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "08:00:00" } },
          "outcomes": { "typeName": "Object", "expression": { "type": "Object", "value": "[\"Done\"]" } } }
        """);

    /// <summary>Happens once, the next time this step is reached.</summary>
    public void Once(string step, Action what) => _interruptions.Next = (step, what);

    /// <summary>Two approved versions of such a workflow; instances that wait on the first.</summary>
    public async Task<(Guid Change, string Source, string Target, List<Guid> Instances)> TwoVersionsAsync(string definition, int instances)
    {
        await SaveAsync("own1", Asking(definition));
        var first = await ApproveDraftAsync("own1", definition);
        var waiting = new List<Guid>();
        for (var i = 0; i < instances; i++)
        {
            waiting.Add(Guid.Parse((await StartAsync(definition)).Id));
        }

        await BeginAsync("own1", definition);
        await EditAsync("own1", definition, "two");
        var second = await ApproveDraftAsync("own1", definition);
        return (Id(second), Text(first, "packageHash"), Text(second, "packageHash"), waiting);
    }

    /// <summary>Proposes, reviews and approves a plan.</summary>
    public async Task<Guid> PlanAsync(Guid change, object plan)
    {
        var proposal = await SendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans/proposal", plan);
        var hash = Text(proposal, "signedHash");
        var id = Id(await SendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans",
            new { plan, comment = "The new text for all", signature = Sign("own1", "authored", hash) }, HttpStatusCode.Created));
        await SendAsync("val1", HttpMethod.Post, $"/api/changes/{change:D}/plans/{id:D}/accept", new { signature = Sign("val1", "reviewed", hash) });
        await SendAsync("qa1", HttpMethod.Post, $"/api/changes/{change:D}/plans/{id:D}/approve", new { signature = Sign("qa1", "approved", hash) });
        return id;
    }

    public Task<JsonElement> RunAsync(Guid change, Guid plan, Guid? after = null, int limit = 100) =>
        SendAsync("qa1", HttpMethod.Post, $"/api/changes/{change:D}/plans/{plan:D}/run", new { after, limit });

    public async Task<WorkTask> TaskOfAsync(Guid instance)
    {
        await using var scope = Services.CreateAsyncScope();
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<ITasks>().OpenOfInstanceAsync(instance, Stop));
    }

    public async Task<HttpResponseMessage> CompleteAsync(WorkTask task) => await (await AsAsync("lab1")).PostAsJsonAsync(
        $"/api/tasks/{task.Id.Value:D}/complete", new { operationId = Guid.CreateVersion7(), expectedRevision = task.Revision, outcome = "Done" }, Stop);

    public async Task<List<string>> JournalAsync(Guid instance)
    {
        await using var scope = Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<IJournal>().ReadAsync(instance.ToString("D"), 0, 100, Stop))
            .Select(j => $"{j.Sequence} {j.Stimulus} {j.PackageHash[..8]}")];
    }

    private sealed class Interruptions : IFailPoints
    {
        private (string Step, Action What)? _next;

        public (string Step, Action What)? Next { set => _next = value; }

        public void Hit(string step)
        {
            if (_next is { } next && next.Step == step)
            {
                _next = null;
                next.What();
            }
        }
    }
}
