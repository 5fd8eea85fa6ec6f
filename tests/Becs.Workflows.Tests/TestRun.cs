using System.Text.Json;
using Becs.Workflows.Definitions;
using Becs.Workflows.Journal;
using Becs.Workflows.Running;
using Becs.Workflows.State;

namespace Becs.Workflows.Tests;

/// <summary>Drives one instance, storing its state as JSON and reading it back between all bursts.</summary>
internal sealed class TestRun
{
    private static readonly WorkflowStateSerializer Serializer = new();

    private readonly IServiceProvider _services;
    private int _ids;

    public TestRun(TestDefinition definition)
        : this(definition.Compile(Registry))
    {
    }

    public TestRun(WorkflowGraph graph)
    {
        Graph = graph;
        _services = new WorldServices(World);
    }

    public static ActivityRegistry Registry { get; } = new(typeof(TestRun).Assembly);

    public WorkflowGraph Graph { get; }

    public TestWorld World { get; } = new();

    public DateTime Now { get; set; } = new(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc);

    public string? StateJson { get; private set; }

    public BurstResult Last { get; private set; } = null!;

    public IFactSource? Recorded { get; set; }

    public int Limit { get; set; } = 10_000;

    public List<JournalRecord> Journal { get; } = [];

    public string Status => $"{Last.Status}/{Last.SubStatus}";

    /// <summary>
    /// As the recordings print it: each execution once, in order of its start, with its status if not done.
    /// </summary>
    public string Steps
    {
        get
        {
            var rows = new List<(string Id, string Activity, string Status)>();
            foreach (var record in Journal.Where(r => r.ActivityId != "Flowchart1"))
            {
                var index = rows.FindIndex(r => r.Id == record.ActivityInstanceId);
                var status = record.Event switch
                {
                    JournalEvent.Completed => "",
                    JournalEvent.Cancelled => ":Canceled",
                    _ => ":Running",
                };
                if (index < 0)
                {
                    rows.Add((record.ActivityInstanceId, record.ActivityId, status));
                }
                else
                {
                    rows[index] = rows[index] with { Status = status };
                }
            }

            return string.Join(' ', rows.Select(r => r.Activity + r.Status));
        }
    }

    public BurstEnvironment Environment => new()
    {
        NowUtc = Now,
        NewId = () => $"00000000-0000-7000-8000-{++_ids:x12}",
        Services = _services,
        ActivityLimit = Limit,
        RecordedFacts = Recorded,
        AllowedHosts = new AllowedHosts("lab.example.org", "http://printer.example.org:9100"),
    };

    public async Task<TestRun> StartAsync(BurstStimulus.Start? start = null)
    {
        await SendAsync(start ?? new BurstStimulus.Start());
        return this;
    }

    /// <summary>Goes on with an instance stored elsewhere; new ids begin far from those in it.</summary>
    public TestRun From(string stateJson)
    {
        StateJson = stateJson;
        _ids = 1_000_000;
        return this;
    }

    public async Task<BurstResult> SendAsync(BurstStimulus stimulus)
    {
        var state = StateJson is null ? null : Serializer.Deserialize(StateJson);
        Last = await new WorkflowRunner().RunAsync(Graph, state, stimulus, Environment, TestContext.Current.CancellationToken);
        if (Last.Fault is not null)
        {
            return Last;
        }

        var stored = JournalSerializer.Serialize(Last.Journal.Records);
        Assert.Equal(stored, JournalSerializer.Serialize(JournalSerializer.Deserialize(stored)));
        Journal.AddRange(Last.Journal.Records);
        Assert.Null(InstanceInvariant.Violation(Last));
        StateJson = Serializer.Serialize(Last.State!);
        Assert.Equal(StateJson, Serializer.Serialize(Serializer.Deserialize(StateJson)));
        return Last;
    }

    public string BookmarkOf(string activityId) => BookmarksOf(activityId).First();

    public IEnumerable<string> BookmarksOf(string activityId) =>
        StateJson is null ? [] : Serializer.Deserialize(StateJson).Bookmarks.Where(b => b.ActivityId == activityId).Select(b => b.Id);

    public Task<BurstResult> ResumeAsync(string activityId, string? outcome = null) =>
        SendAsync(new BurstStimulus.ResumeBookmark(
            BookmarkOf(activityId), outcome is null ? null : JsonSerializer.SerializeToElement(new { outcome })));

    public JsonElement State => JsonDocument.Parse(StateJson!).RootElement;

    public T Sent<T>()
        where T : OutgoingStimulus => Assert.IsType<T>(Assert.Single(Last.Outgoing));

    public object? Variable(string name) => Last.State!.Variables.GetValueOrDefault("var-" + name);

    private sealed class WorldServices(TestWorld world) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(TestWorld) ? world : null;
    }
}
