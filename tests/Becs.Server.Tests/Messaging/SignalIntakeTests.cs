using Becs.Contracts.Signals;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Server.Messaging;
using Becs.Server.Operations;
using Becs.Server.Simulation;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Operations;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Messaging;

/// <summary>Signals of other systems: several times, in any order, before anybody waits, from several threads; each has its effect once.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class SignalIntakeTests(SignalServer server) : IClassFixture<SignalServer>
{
    private const int Cases = 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Receive_WhenSignalsComeOftenAndInAnyOrderOnSqlite_ThenEachHasItsEffectOnce() => ManyAsync(server, Sqlite(server));

    [Fact]
    public async Task Receive_WhenSignalsComeOftenAndInAnyOrderOnPostgres_ThenEachHasItsEffectOnce()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_inbox");
        await using var other = new SignalServer(
            ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await ManyAsync(other, database.ConnectionString);
    }

    [Fact]
    public async Task Receive_WhenTwoSignalsOfANameAreEarly_ThenEachWaitTakesOne()
    {
        var definition = await AcceptAsync(server, "Test.Again", "Test.Again");
        var subject = Guid.CreateVersion7();
        await ReceiveAsync(server, new ExternalSignal(Guid.CreateVersion7(), "Test.Again", subject));
        await DrainAsync(server);
        var instance = await StartAsync(server, definition, subject);
        await DrainAsync(server);

        // The first wait took the first; the second wait has nothing yet.
        Assert.Equal(["Start", "EventArrived"], await JournalAsync(server, instance));
        await ReceiveAsync(server, new ExternalSignal(Guid.CreateVersion7(), "Test.Again", subject));
        await DrainAsync(server);

        Assert.Equal(["Start", "EventArrived", "EventArrived"], await JournalAsync(server, instance));
    }

    [Fact]
    public async Task Receive_WhenAnotherSignalEndsTheWaitFirst_ThenTheLateOneIsKeptForTheNextWait()
    {
        var definition = await AcceptAsync(server, "Test.Again", "Test.Again");
        var subject = Guid.CreateVersion7();
        var instance = await StartAsync(server, definition, subject);
        await DrainAsync(server);
        await ReceiveAsync(server, new ExternalSignal(Guid.CreateVersion7(), "Test.Again", subject));
        await ReceiveAsync(server, new ExternalSignal(Guid.CreateVersion7(), "Test.Again", subject));

        // Two nodes have one each in hand and both see the first wait: the second node is through when the first begins to move.
        IReadOnlyList<StoredStimulus> rows;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            rows = await scope.ServiceProvider.GetRequiredService<IStimuli>().TakeAsync(10, Stop);
        }

        var delivery = server.Services.GetRequiredService<StimulusDelivery>();
        server.Meanwhile.WhenLoading = () => delivery.DeliverAsync(rows[1], Stop);
        await delivery.DeliverAsync(rows[0], Stop);
        await DrainAsync(server);

        Assert.Equal(2, rows.Count);
        Assert.Equal(["Start", "EventArrived", "EventArrived"], await JournalAsync(server, instance));
    }

    [Theory]
    [InlineData("HoldPlaced")]
    [InlineData("VisitStarted")]
    public async Task Receive_WhenItBearsTheNameOfAFact_ThenRefusedAndNothingStarts(string name)
    {
        using var started = server.CreateClient();
        var before = await DatabaseContent.ReadAsync(Sqlite(server), Stop);

        var refused = await Assert.ThrowsAsync<ForbiddenException>(
            () => ReceiveAsync(server, new ExternalSignal(Guid.CreateVersion7(), name, Guid.CreateVersion7())));

        Assert.Equal("BUS-403", refused.Code);
        Assert.Equal(before, await DatabaseContent.ReadAsync(Sqlite(server), Stop));
    }

    [Theory]
    [InlineData("BUS-001", "00000000-0000-0000-0000-000000000000", "Test.First", "01980000-0000-7000-8000-000000000001", null)]
    [InlineData("BUS-002", "01980000-0000-7000-8000-000000000001", "Test.First", "00000000-0000-0000-0000-000000000000", null)]
    [InlineData("BUS-003", "01980000-0000-7000-8000-000000000001", null, "01980000-0000-7000-8000-000000000001", null)]
    [InlineData("BUS-003", "01980000-0000-7000-8000-000000000001", "Test First", "01980000-0000-7000-8000-000000000001", null)]
    [InlineData("BUS-003", "01980000-0000-7000-8000-000000000001", "Test.First\n", "01980000-0000-7000-8000-000000000001", null)]
    [InlineData("BUS-004", "01980000-0000-7000-8000-000000000001", "Test.First", "01980000-0000-7000-8000-000000000001", "Ann Example")]
    [InlineData("BUS-004", "01980000-0000-7000-8000-000000000001", "Test.First", "01980000-0000-7000-8000-000000000001", "")]
    public async Task Receive_WhenMalformed_ThenRefusedWithACode(string code, string id, string? name, string subject, string? value)
    {

        var refused = await Assert.ThrowsAsync<InputException>(
            () => ReceiveAsync(server, new ExternalSignal(Guid.Parse(id), name, Guid.Parse(subject), value)));

        Assert.Equal(code, refused.Code);
    }

    private static async Task ManyAsync(BecsServer server, string database)
    {
        var draw = new SeededOrder(23);
        var definition = await AcceptAsync(server, "Test.First", "Test.Second");
        var before = await DatabaseContent.ReadAsync(database, Stop);
        var subjects = Enumerable.Range(0, Cases).Select(_ => Guid.CreateVersion7()).ToList();
        var signals = subjects.SelectMany(s => new[]
        {
            new ExternalSignal(Guid.CreateVersion7(), "Test.First", s, "OK"), new ExternalSignal(Guid.CreateVersion7(), "Test.Second", s),
        }).ToList();
        var copies = signals.SelectMany((s, i) => Enumerable.Range(0, 1 + (int)(draw.KeyOf($"times {i}") % 4)).Select(n => (s, Key: $"{i} {n}")))
            .OrderBy(c => draw.KeyOf($"place {c.Key}")).Select(c => c.s).ToList();
        var early = copies.Take(copies.Count / 2).ToList();

        await ReceiveAllAsync(server, early);
        await DrainAsync(server);
        var instances = new List<Guid>();
        foreach (var subject in subjects)
        {
            instances.Add(await StartAsync(server, definition, subject));
        }

        await Task.WhenAll(ReceiveAllAsync(server, copies.Skip(early.Count)), DrainAsync(server));
        await DrainAsync(server);

        foreach (var instance in instances)
        {
            Assert.Equal(["Start", "EventArrived", "EventArrived"], await JournalAsync(server, instance));
        }

        var content = await DatabaseContent.ReadAsync(database, Stop);
        var made = content.Except(before).ToList();
        Assert.Equal(signals.Count, made.Count(r => r.StartsWith("inbox:", StringComparison.Ordinal)));
        Assert.Equal(signals.Count, made.Count(r => r.Contains("signal.received", StringComparison.Ordinal)));
        Assert.DoesNotContain(made, r => r.StartsWith("stimuli:", StringComparison.Ordinal));

        // What comes once more has no effect and leaves no trace.
        await ReceiveAllAsync(server, copies);
        await DrainAsync(server);
        Assert.Equal(content, await DatabaseContent.ReadAsync(database, Stop));
    }

    /// <summary>A definition of its own that waits for these signals, one after the other.</summary>
    internal static async Task<string> AcceptAsync(BecsServer server, params string[] names)
    {
        var id = $"test-signal-{Guid.CreateVersion7():N}";
        var definition = FaultServer.Definition(id, [.. names.Select((n, i) =>
            ($"Wait{i}", "Becs.WaitForSignal", FaultServer.Literal("signalName", "String", n)))]);
        await server.AcceptAsync(definition.Replace("\"Done\"", "\"Arrived\"", StringComparison.Ordinal));
        return id;
    }

    internal static Task<Guid> StartAsync(BecsServer server, string definition, Guid subject) => server.RunAsync("test.start", (scope, token) =>
        server.Services.GetRequiredService<BurstRunner>().StartAsync(
            scope, definition, new BurstStimulus.Start(CorrelationId: subject.ToString("D")), token));

    internal static async Task<IEnumerable<string>> JournalAsync(BecsServer server, Guid instance)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IJournal>().ReadAsync(instance.ToString("D"), 0, 100, Stop)).Select(j => j.Stimulus);
    }

    internal static async Task DrainAsync(BecsServer server) =>
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));

    internal static string Sqlite(BecsServer server) => $"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False";

    private static Task ReceiveAsync(BecsServer server, ExternalSignal signal) =>
        server.Services.GetRequiredService<SignalIntake>().ReceiveAsync(signal, Stop);

    private static Task ReceiveAllAsync(BecsServer server, IEnumerable<ExternalSignal> signals) => Parallel.ForEachAsync(
        signals, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop },
        async (signal, _) => await ReceiveAsync(server, signal));
}

/// <summary>A server that some signals may be sent to; it delivers when it is told to.</summary>
public sealed class SignalServer : BecsServer
{
    public SignalServer()
        : this([])
    {
    }

    internal SignalServer(params (string, string)[] settings)
        : this(new Interruption(), settings)
    {
    }

    private SignalServer(Interruption meanwhile, (string, string)[] settings)
        : base(
            null, services => services.AddSingleton<IFailPoints>(meanwhile), [("Becs:Roles", "web"), ("Becs:Signals:Allowed", "Test.First,Test.Second,Test.Again"), .. settings]) =>
        Meanwhile = meanwhile;

    internal Interruption Meanwhile { get; }
}

/// <summary>Something that happens once while a burst loads its instance, or before it commits.</summary>
internal sealed class Interruption : IFailPoints
{
    public Func<Task>? WhenLoading { get; set; }

    public Func<Task>? WhenStaged { get; set; }

    public void Hit(string step)
    {
        if (step == BurstSteps.Loading && WhenLoading is { } loading)
        {
            WhenLoading = null;
            loading().GetAwaiter().GetResult();
        }

        if (step == BurstSteps.Staged && WhenStaged is { } staged)
        {
            WhenStaged = null;
            staged().GetAwaiter().GetResult();
        }
    }
}
