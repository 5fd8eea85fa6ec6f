using System.Net.Http.Json;
using Becs.Persistence.Workflows;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

[Trait(Needs.Cost, Needs.Slow)]
public class KeptSignalPurgeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2 * 86_400, 1)]
    [InlineData((2 * 86_400) + 1, 0)]
    public async Task Purge_WhenAKeptEventIsOld_ThenItGoesOnlyAfterTheDaysOfTheSetting(int seconds, int left)
    {
        await using var server = new BecsServer(
            null, null, ("Becs:Clock:Mode", "Virtual"), ("Becs:Roles", "web"), ("Becs:Signals:KeepDays", "2"));
        var services = server.Services;
        await services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(services.GetRequiredService<IIdGenerator>().New(), "test.publish"), (scope, _) =>
            {
                scope.GetRequiredService<IStimuli>()
                    .StageAdd("test", [new OutgoingStimulus.PublishEvent("NobodyWaits", null, null, null)]);
                return Task.FromResult(true);
            }, Stop);
        Assert.True(await services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
        await (await server.AsAsync("adm1")).PostAsJsonAsync("/api/dev/clock", new { advanceSeconds = seconds }, Stop);

        var gone = await services.GetRequiredService<KeptSignalPurge>().PurgeAsync(Stop);

        Assert.Equal(1 - left, gone);
        await using var after = services.CreateAsyncScope();
        var kept = await after.ServiceProvider.GetRequiredService<ISignalBacklog>().KeptBeforeAsync(DateTime.UnixEpoch.AddYears(500), 10, Stop);
        Assert.Equal(left, kept.Count);
    }
}
