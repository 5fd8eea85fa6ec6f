using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <content>What kept an instance back is over, and nothing of the instance itself has changed.</content>
public partial class MigrationTests
{
    [Fact]
    public async Task Plan_WhenTheIncidentThatKeptAnInstanceIsOver_ThenTheSamePersonTakesItOverAndBack()
    {
        var (change, source, target, instances) = await server.TwoVersionsAsync("kept", 1);
        var plan = await server.PlanAsync(change, new { sourceHash = source });
        var incident = await StopAsync(instances[0], source);
        Assert.Equal((0, 1), Counts(await server.RunAsync(change, plan)));
        await GoOnAsync(incident);

        Assert.Equal((1, 0), Counts(await server.RunAsync(change, plan)));

        Assert.Equal(target, (await server.InstanceAsync(instances[0])).PackageHash);
        var back = await server.PlanAsync(change, new { reverses = plan });
        incident = await StopAsync(instances[0], target);
        Assert.Equal((0, 1), Counts(await server.RunAsync(change, back)));
        await GoOnAsync(incident);
        Assert.Equal((1, 0), Counts(await server.RunAsync(change, back)));
        Assert.Equal(source, (await server.InstanceAsync(instances[0])).PackageHash);

        static (int Migrated, int Stay) Counts(System.Text.Json.JsonElement run) => (run.GetProperty("migrated").GetInt32(), run.GetProperty("stay").GetInt32());
    }

    private Task<Guid> StopAsync(Guid instance, string package) => TwoBuilds.DoAsync(server, "test.incident", scope =>
    {
        var context = scope.GetRequiredService<ICurrentOperation>().Context;
        var incident = new IncidentRow
        {
            Id = scope.GetRequiredService<IIdGenerator>().New(),
            InstanceId = instance,
            OperationId = context.OperationId,
            SiteId = context.SiteId.Value,
            PackageHash = package,
            ExceptionType = "System.TimeoutException",
            Message = "test",
            CreatedAt = context.NowAt,
        };
        scope.GetRequiredService<IIncidents>().Add(incident);
        return Task.FromResult(incident.Id);
    });

    /// <summary>As a submission is withdrawn: its task stays open for another.</summary>
    private Task<bool> GoOnAsync(Guid incident) => TwoBuilds.DoAsync(server, "test.withdrawn", async scope =>
    {
        var context = scope.GetRequiredService<ICurrentOperation>().Context;
        (await scope.GetRequiredService<IIncidents>().FindAsync(incident, Stop))!.Resolve("cancelled", context.UserId, context.NowAt);
        return true;
    });
}
