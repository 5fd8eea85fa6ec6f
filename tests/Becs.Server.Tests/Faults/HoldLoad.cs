using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Becs.Server.Tests.Simulation;

namespace Becs.Server.Tests.Faults;

/// <summary>People who place holds and investigate them, several at once. Each command has an operation id of its own, kept for repetitions.</summary>
internal sealed class HoldLoad(Clients clients, string database)
{
    private const int Callers = 6;
    private readonly ConcurrentDictionary<Guid, (string Path, object Body, string Answer, string User)> _commands = new();

    public IReadOnlyCollection<string> Before { get; private set; } = [];

    public ConcurrentBag<Guid> Holds { get; } = [];

    public async Task BeginAsync(CancellationToken ct)
    {
        await clients.SignInAsync(ct, "qa1", "lab1");
        Before = await EffectsLedger.ReadAsync(database, ct);
    }

    /// <summary>Places holds on lots in the stock; a workflow starts for each.</summary>
    public async Task PlaceAsync(int count, CancellationToken ct)
    {
        var lots = (await clients.GetAsync("qa1", "/api/lots", ct)).GetProperty("items").EnumerateArray()
            .Select(l => l.GetProperty("id").GetGuid()).ToList();
        await ParallelAsync(Enumerable.Range(0, count), async i =>
        {
            var operationId = Guid.CreateVersion7();
            var answer = await CommandAsync(
                "qa1", "/api/holds", operationId, new { operationId, scope = "Lot", lotId = lots[i % lots.Count], reasonCode = "manual" }, ct);
            Holds.Add(answer.GetProperty("holdId").GetGuid());
        });
    }

    /// <summary>Completes the open task of every hold; what a second person must sign afterwards stays open.</summary>
    public async Task InvestigateAsync(CancellationToken ct)
    {
        var tasks = new List<JsonElement>();
        for (var page = 1; tasks.Count < Holds.Count; page++)
        {
            var items = (await clients.GetAsync("lab1", $"/api/tasks?process=quarantine&pageSize=200&page={page}", ct)).GetProperty("items");
            Assert.NotEqual(0, items.GetArrayLength());
            tasks.AddRange(items.EnumerateArray()
                .Where(t => t.GetProperty("outcomes").EnumerateArray().Any(o => o.GetString() == "ProposeLift")));
        }

        await ParallelAsync(tasks, async task =>
        {
            var operationId = Guid.CreateVersion7();
            await CommandAsync("lab1", $"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", operationId, new
            {
                operationId,
                expectedRevision = task.GetProperty("revision").GetInt32(),
                outcome = "ProposeLift",
                data = new { findingCode = "no-fault-found", unitsInspected = true },
            }, ct);
        });
    }

    /// <summary>Everybody sends everything once more: nothing is done again, and the answer is the first one.</summary>
    public Task RepeatAsync(CancellationToken ct) => ParallelAsync(_commands, async command =>
    {
        var (path, body, answer, user) = command.Value;
        Assert.Equal(answer, (await clients.PostAsync(user, path, body, ct)).GetRawText());
    });

    /// <summary>Waits until nothing that moves by itself is left. Signals must begin to move within ten seconds.</summary>
    public async Task<TimeSpan> SettleAsync(CancellationToken ct)
    {
        await using var db = RecordedEvents.Connect(database);
        await db.OpenAsync(ct);
        var since = Stopwatch.GetTimestamp();
        var first = await OpenAsync(db, ct);
        TimeSpan? moved = first.Count == 0 ? TimeSpan.Zero : null;
        for (var open = first; open.Count > 0; open = await OpenAsync(db, ct))
        {
            if (open.Count < first.Count || open.Except(first).Any())
            {
                moved ??= Stopwatch.GetElapsedTime(since);
            }

            Assert.True(moved is not null || Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(10), "Nothing moved within ten seconds.");
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(3), $"{open.Count} signals are still open.");
            await Task.Delay(50, ct);
        }

        return moved ?? Stopwatch.GetElapsedTime(since);
    }

    private static async Task<List<string>> OpenAsync(System.Data.Common.DbConnection db, CancellationToken ct) =>
        [.. (await EffectsLedger.RowsAsync(db, "SELECT id FROM stimuli WHERE NOT is_kept", ct)).Select(r => r[0])];

    private async Task<JsonElement> CommandAsync(string user, string path, Guid operationId, object body, CancellationToken ct)
    {
        var answer = await clients.PostAsync(user, path, body, ct);
        _commands[operationId] = (path, body, answer.GetRawText(), user);
        return answer;
    }

    private static async Task ParallelAsync<T>(IEnumerable<T> items, Func<T, Task> work)
    {
        var waiting = new ConcurrentQueue<T>(items);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (waiting.TryDequeue(out var item))
            {
                await work(item);
            }
        }));
    }
}
