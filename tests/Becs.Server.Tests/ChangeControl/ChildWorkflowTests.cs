using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Running;
using Becs.Workflows;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>A child workflow runs as an instance of its own, under the package its parent's package pins, whatever became effective since.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class ChildWorkflowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_WhenANewerChildIsEffectiveOnSqlite_ThenThePinnedOneRunsAndItsOutputReachesTheParent()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        await RunAsync(server);
    }

    [Fact]
    public async Task Execute_WhenANewerChildIsEffectiveOnPostgres_ThenThePinnedOneRunsAndItsOutputReachesTheParent()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_child");
        await using var server = new BecsServer(
            null, null, ("Becs:Roles", "web"), ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await RunAsync(server);
    }

    [Fact]
    public async Task Accept_WhenThePinnedChildIsNotAccepted_ThenTheParentIsRefused()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        var child = await LoadAsync(server, Child(1), accept: false);

        var refused = await Assert.ThrowsAsync<ConflictException>(() => LoadAsync(server, Parent(), accept: true, child));

        Assert.Equal("PKG-410", refused.Code);
        await Signed.AcceptAsync(server, child, Stop);
        await LoadAsync(server, Parent(2), accept: true, child);
    }

    private static async Task RunAsync(BecsServer server)
    {
        var first = await LoadAsync(server, Child(1), accept: true);
        await LoadAsync(server, Parent(), accept: true, first);
        var second = await LoadAsync(server, Child(2), accept: false);
        await Signed.ReplaceAsync(server, second, Stop);

        var parent = await StartAsync(server, "test-parent");
        Assert.Equal(WorkflowStatus.Running, (await FindAsync(server, parent)).Status);
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));

        var row = Assert.Single(await ChildrenAsync(server, parent));
        var child = await FindAsync(server, row.Id);
        Assert.Equal((first, parent.ToString("D"), WorkflowStatus.Finished), (child.PackageHash, child.ParentInstanceId, child.Status));
        var ended = await FindAsync(server, parent);
        Assert.Equal(WorkflowStatus.Finished, ended.Status);
        Assert.Contains("\"answer\":1", ended.StateJson.Replace(" ", "", StringComparison.Ordinal).Replace("\\u0022", "\"", StringComparison.Ordinal));

        // Asked for by name, the newer child is what starts.
        Assert.Equal(second, (await FindAsync(server, await StartAsync(server, "test-child"))).PackageHash);
    }

    private static async Task<string> LoadAsync(BecsServer server, string definition, bool accept, string? child = null)
    {
        var services = server.Services;
        var ids = services.GetRequiredService<IIdGenerator>();
        var package = services.GetRequiredService<PackageBuilder>().Build(
            System.Text.Encoding.UTF8.GetBytes(definition),
            children: child is null ? null : new Dictionary<string, string> { ["test-child"] = child });
        var runner = services.GetRequiredService<OperationRunner>();
        await runner.RunAsync(OperationRequest.System(ids.New(), "test.load"), (scope, _) =>
        {
            scope.GetRequiredService<IPackageRecords>().Add(
                new PackageRecord(ids.New(), PackageRecord.Workflow, package.DefinitionId, package.Version, package.Name, package.PackageHash,
                    package.BehaviourHash, package.Bytes.ToArray(), scope.GetRequiredService<ICurrentOperation>().Context.NowAt),
                []);
            return Task.FromResult(true);
        }, Stop);
        if (accept)
        {
            await Signed.AcceptAsync(server, package.PackageHash, Stop);
        }

        return package.PackageHash;
    }

    private static async Task<Guid> StartAsync(BecsServer server, string definitionId)
    {
        var services = server.Services;
        var answer = await services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(services.GetRequiredService<IIdGenerator>().New(), "test.start"),
            (scope, token) => services.GetRequiredService<BurstRunner>().StartAsync(scope, definitionId, new BurstStimulus.Start(), token), Stop);
        return answer.Value;
    }

    private static async Task<StoredInstance> FindAsync(BecsServer server, Guid instance)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>().FindAsync(instance.ToString("D"), Stop))!;
    }

    private static async Task<IReadOnlyList<CaseRow>> ChildrenAsync(BecsServer server, Guid instance)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IWorkflowReads>().ChildrenAsync(instance, Stop);
    }

    private static string Child(int version) => $$"""
        {
          "id": "test-child.v{{version}}", "definitionId": "test-child", "name": "Child", "version": {{version}},
          "variables": [], "inputs": [], "outcomes": [],
          "outputs": [{ "name": "answer", "type": "Int32", "displayName": "answer" }],
          "root": { "id": "Flow", "type": "Elsa.Flowchart", "version": 1, "connections": [], "activities": [
            { "id": "Answer", "type": "Elsa.SetOutput", "version": 1,
              "outputName": { "typeName": "String", "expression": { "type": "Literal", "value": "answer" } },
              "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "{{version}}" } } }] }
        }
        """;

    private static string Parent(int version = 1) => $$"""
        {
          "id": "test-parent.v{{version}}", "definitionId": "test-parent", "name": "Parent", "version": {{version}},
          "variables": [{ "id": "result", "name": "result", "typeName": "Object" }], "inputs": [], "outputs": [], "outcomes": [],
          "root": { "id": "Flow", "type": "Elsa.Flowchart", "version": 1, "connections": [], "activities": [
            { "id": "Run", "type": "Elsa.ExecuteWorkflow", "version": 1,
              "workflowDefinitionId": { "typeName": "String", "expression": { "type": "Literal", "value": "test-child" } },
              "waitForCompletion": { "typeName": "Boolean", "expression": { "type": "Literal", "value": true } },
              "result": { "typeName": "Object", "memoryReference": { "id": "result" } } }] }
        }
        """;
}
