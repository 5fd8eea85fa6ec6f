using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using Becs.Server.Tests.Simulation;
using Becs.Workflows.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>The look at the end of every test of a server: it must speak when it should.</summary>
public class StoredInvariantTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Violations_WhenSomethingIsTakenAway_ThenSpeaks()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web")) { IsBroken = true };
        using var started = server.CreateClient();
        await server.AcceptAsync(FaultServer.Definition("test-delay", ("Wait", "Elsa.Delay", FaultServer.Literal("timeSpan", "TimeSpan", "01:00:00"))));
        await server.PlaceHoldAsync();
        await SignalIntakeTests.DrainAsync(server);
        await server.RunAsync("test.start", (scope, token) =>
            server.Services.GetRequiredService<BurstRunner>().StartAsync(scope, "test-delay", new BurstStimulus.Start(), token));
        var database = SignalIntakeTests.Sqlite(server);
        Assert.Empty(await StoredInvariant.ViolationsAsync(database, Stop));

        await ExecuteAsync(database, "UPDATE tasks SET state = 'Cancelled'");
        Assert.Contains("Becs.Task", Assert.Single(await StoredInvariant.ViolationsAsync(database, Stop)), StringComparison.Ordinal);
        await ExecuteAsync(database, "UPDATE tasks SET state = 'Open'");
        await ExecuteAsync(database, "DELETE FROM timers");
        Assert.Equal(2, (await StoredInvariant.ViolationsAsync(database, Stop)).Count(v => v.Contains("waits for what never comes", StringComparison.Ordinal)));
        await ExecuteAsync(database, "DELETE FROM bookmarks");
        var violations = await StoredInvariant.ViolationsAsync(database, Stop);
        Assert.Equal(2, violations.Count(v => v.EndsWith("waits for nothing", StringComparison.Ordinal)));
        Assert.Single(violations, v => v.StartsWith("task ", StringComparison.Ordinal));
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
