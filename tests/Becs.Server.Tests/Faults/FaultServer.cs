using System.Text;
using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Definitions.Packages;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Faults;

/// <summary>What the fault tests do inside a server of this process.</summary>
internal static class FaultServer
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Places a hold as the system does when a rule asks for one.</summary>
    public static async Task<Guid> PlaceHoldAsync(this BecsServer server) => (await server.RunAsync("test.hold", async (scope, token) =>
        (await scope.GetRequiredService<HoldRegister>().PlaceAsync(
            HoldScope.Lot, scope.GetRequiredService<IIdGenerator>().New(), HoldReasons.Manual, null, token)).Id.Value));

    public static async Task<T> RunAsync<T>(this BecsServer server, string action, Func<IServiceProvider, CancellationToken, Task<T>> work)
    {
        var answer = await server.Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(server.Services.GetRequiredService<IIdGenerator>().New(), action), work, Stop);
        return answer.Value!;
    }

    /// <summary>Stores a definition as a package and accepts it; <paramref name="replaces"/>: in the place of a version in use.</summary>
    public static async Task<string> AcceptAsync(this BecsServer server, string definition, bool replaces = false)
    {
        var services = server.Services;
        var ids = services.GetRequiredService<IIdGenerator>();
        var package = services.GetRequiredService<PackageBuilder>().Build(Encoding.UTF8.GetBytes(definition));
        await server.RunAsync("test.load", (scope, _) =>
        {
            scope.GetRequiredService<IPackageRecords>().Add(
                new PackageRecord(ids.New(), PackageRecord.Workflow, package.DefinitionId, package.Version, package.Name, package.PackageHash,
                    package.BehaviourHash, package.Bytes.ToArray(), scope.GetRequiredService<ICurrentOperation>().Context.NowAt),
                []);
            return Task.FromResult(true);
        });
        await (replaces ? Signed.ReplaceAsync(server, package.PackageHash, Stop) : Signed.AcceptAsync(server, package.PackageHash, Stop));
        return package.PackageHash;
    }

    /// <summary>A flowchart of activities in a row.</summary>
    public static string Definition(string id, params (string Id, string Type, string Inputs)[] activities) => $$"""
        {
          "id": "{{id}}.v1", "definitionId": "{{id}}", "name": "{{id}}", "version": 1,
          "variables": [], "inputs": [], "outputs": [], "outcomes": [],
          "root": { "id": "Flow", "type": "Elsa.Flowchart", "version": 1,
            "activities": [ {{string.Join(", ", activities.Select(a =>
                $$"""{ "id": "{{a.Id}}", "type": "{{a.Type}}", "version": 1{{(a.Inputs.Length == 0 ? "" : ", " + a.Inputs)}} }"""))}} ],
            "connections": [ {{string.Join(", ", activities.Skip(1).Select((a, i) =>
                $$"""{ "source": { "activity": "{{activities[i].Id}}", "port": "Done" }, "target": { "activity": "{{a.Id}}", "port": "In" } }"""))}} ] }
        }
        """;

    public static string Literal(string input, string type, string value) =>
        $$"""
        "{{input}}": { "typeName": "{{type}}", "expression": { "type": "Literal", "value": "{{value}}" } }
        """;
}
