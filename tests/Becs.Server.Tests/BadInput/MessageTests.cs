using System.Collections.Concurrent;
using System.Net.Mime;
using System.Text;
using Becs.Contracts.Signals;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using Becs.Server.Tests.Operations;
using Becs.Workflows.Tests;
using Becs.Workflows.Tests.Definitions;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.BadInput;

/// <summary>
/// Ten thousand messages on the queue of signals, each a sound one with something broken, decided by a seed: refused ones lie on the error queue
/// under a code, nothing has moved, and no type that a message names was loaded.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public class MessageTests
{
    private const int Count = 10_000;
    internal const string Queue = "becs-signals";

    /// <summary>What the sound message is about; nobody waits for it.</summary>
    private static readonly Guid _subject = Guid.Parse("01980000-0000-7000-8000-0000000000a1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_WhenMessagesAreMutated_ThenTheyAreDeadLetteredWithACodeAndNothingMoves()
    {
        await using var server = new BecsServer(
            null, null, ("Becs:Roles", "web,worker"), ("Becs:Signals:Allowed", "Test.First,Test.Second"),
            ("Logging:LogLevel:MassTransit", "None"));
        var definition = await SignalIntakeTests.AcceptAsync(server, "Test.First", "Test.Second");
        var waiting = await SignalIntakeTests.StartAsync(server, definition, Guid.CreateVersion7());
        await SignalIntakeTests.DrainAsync(server);
        var bus = server.Services.GetRequiredService<IBusControl>();
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, Stop);
        var (worked, letters) = (new QueueCounter(Queue), new ConcurrentQueue<string>());
        bus.ConnectReceiveObserver(worked);
        var dead = bus.ConnectReceiveEndpoint($"{Queue}_error", e => ((IReceivePipelineConfigurator)e).ConfigureReceive(
            pipe => pipe.UseFilter(new Letters(letters))));
        await dead.Ready;
        var queue = await bus.GetSendEndpoint(new Uri($"queue:{Queue}"));
        var named = Gadget.Everywhere(Sound).Select(Encoding.UTF8.GetBytes).ToList();
        await SendAsync(queue, [Encoding.UTF8.GetBytes(Sound), .. named, .. Mutated(1, 500)]);
        await worked.ReachAsync(501 + named.Count);
        var before = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);

        await SendAsync(queue, Mutated(501, Count));
        await worked.ReachAsync(Count + 1 + named.Count);

        await SignalIntakeTests.DrainAsync(server);
        var after = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);
        var taken = after.Except(before).Count(r => r.StartsWith("inbox:", StringComparison.Ordinal));
        var codes = letters.GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Count} messages; {taken} sound all the same; dead letters: {string.Join(", ", codes.Select(c => $"{c.Key} {c.Value}"))}");
        Assert.Equal(["Start"], await SignalIntakeTests.JournalAsync(server, waiting));
        Assert.Subset(
            new HashSet<string>(["audit_rows", "commit_counter", "inbox", "stimuli"]), DatabaseContent.TablesGrown(before, after).ToHashSet());
        Assert.True(taken < Count / 20, $"{taken} were sound all the same: the mutations do not try much");
        Assert.Equal(0, Gadget.Touched);
        Assert.DoesNotContain("BUS-500", codes.Keys);
        Assert.DoesNotContain("", codes.Keys);
        Assert.True(codes.GetValueOrDefault("BUS-400") > Count / 20 && codes.Count > 3, "the mutations do not try much");
    }

    internal static string Sound { get; } = $$"""
        {
          "messageId": "01980000-0000-7000-8000-0000000000b1", "conversationId": "01980000-0000-7000-8000-0000000000b2",
          "messageType": ["urn:message:Becs.Contracts.Signals:ExternalSignal"],
          "message": {
            "signalId": "01980000-0000-7000-8000-0000000000c1", "name": "Test.First", "subjectId": "{{_subject:D}}", "code": "OK"
          },
          "headers": { "text": "text" }, "sentTime": "2026-06-10T08:00:00Z", "host": { "machineName": "m", "processId": 1 }
        }
        """;

    internal static IEnumerable<byte[]> Mutated(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(seed => Mutation.Of(new Dice((ulong)seed), Sound));

    internal static async Task SendAsync(ISendEndpoint queue, IEnumerable<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            await queue.Send(new ExternalSignal(Guid.Empty, null, Guid.Empty), send => send.Serializer = new Verbatim(body), Stop);
        }
    }

    /// <summary>Sends these bytes, whatever the message.</summary>
    private sealed class Verbatim(byte[] body) : IMessageSerializer
    {
        public ContentType ContentType { get; } = new("application/vnd.masstransit+json");

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new BytesMessageBody(body);
    }

    /// <summary>Reads the code of each dead letter and throws it away.</summary>
    private sealed class Letters(ConcurrentQueue<string> codes) : IFilter<ReceiveContext>
    {
        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
        {
            codes.Enqueue(context.TransportHeaders.Get("becs-code", "")!);
            return Task.CompletedTask;
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("letters");
    }
}
