using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>An event that comes too early is not lost, whenever exactly it comes.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class KeptEventTests(SignalServer server) : IClassFixture<SignalServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Wait_WhenTheEventIsKeptWhileTheWaitIsCommittedOnSqlite_ThenItArrives() => ArrivesAsync(server);

    [Fact]
    public async Task Wait_WhenTheEventIsKeptWhileTheWaitIsCommittedOnPostgres_ThenItArrives()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_kept");
        await using var other = new SignalServer(
            ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await ArrivesAsync(other);
    }

    [Fact]
    public async Task Wait_WhenAnotherEventEndsItBeforeThePumpLooks_ThenTheKeptOneIsForTheNextWait()
    {
        var (definition, subject) = (await AcceptAsync(server), Guid.CreateVersion7());
        var instance = await SignalIntakeTests.StartAsync(server, definition, subject);
        await PublishAsync(server, subject);
        await PublishAsync(server, subject);
        await SignalIntakeTests.DrainAsync(server);

        Assert.Equal(["Start", "EventArrived"], await SignalIntakeTests.JournalAsync(server, instance));
        var next = await SignalIntakeTests.StartAsync(server, definition, subject);
        await SignalIntakeTests.DrainAsync(server);
        Assert.Equal(["Start", "EventArrived"], await SignalIntakeTests.JournalAsync(server, next));
    }

    private static async Task ArrivesAsync(SignalServer server)
    {
        var (definition, subject) = (await AcceptAsync(server), Guid.CreateVersion7());
        server.Meanwhile.WhenStaged = async () =>
        {
            await PublishAsync(server, subject);
            await SignalIntakeTests.DrainAsync(server);
        };

        var instance = await SignalIntakeTests.StartAsync(server, definition, subject);
        await SignalIntakeTests.DrainAsync(server);

        Assert.Equal(["Start", "EventArrived"], await SignalIntakeTests.JournalAsync(server, instance));
        Assert.Empty(await WaitingAsync(server, subject));
    }

    private static async Task<string> AcceptAsync(SignalServer server)
    {
        var id = $"test-event-{Guid.CreateVersion7():N}";
        await server.AcceptAsync(FaultServer.Definition(id, ("Wait", "Elsa.Event", FaultServer.Literal("eventName", "String", "Test.Kept"))));
        return id;
    }

    private static Task<bool> PublishAsync(SignalServer server, Guid subject) => server.RunAsync("test.publish", (scope, _) =>
    {
        scope.GetRequiredService<IStimuli>().StageAdd(
            Guid.CreateVersion7().ToString("D"), [new OutgoingStimulus.PublishEvent("Test.Kept", subject.ToString("D"), null, null)]);
        return Task.FromResult(true);
    });

    private static async Task<IReadOnlyList<StoredStimulus>> WaitingAsync(SignalServer server, Guid subject)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IStimuli>().FindKeptAsync("Test.Kept", subject.ToString("D"), Stop);
    }
}
