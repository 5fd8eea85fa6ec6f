using System.Text.Json;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Running;
using Becs.Workflows.State;

namespace Becs.Workflows.Tests.State;

/// <summary>
/// Signals and kept moves as the first release stored them (States/stimuli-1.txt): an upgrade finds them in the database and delivers them.
/// A line is never changed; a new kind adds one (<c>BECS_TEST_ACCEPT=1</c> does it).
/// </summary>
public sealed class GoldenStimuliTests
{
    private static readonly string File_ = Path.Combine(Repository.Root, "tests", "Becs.Workflows.Tests", "States", "stimuli-1.txt");

    private static readonly JsonElement Some = JsonSerializer.SerializeToElement(new { text = "é", number = 1.50m, list = new[] { 1, 2 } });

    private static readonly Dictionary<string, JsonElement> Values = new() { ["A"] = Some, ["B"] = JsonSerializer.SerializeToElement<object?>(null) };

    private static readonly OutgoingStimulus[] Signals =
    [
        new OutgoingStimulus.PublishEvent("Rang", "c-1", "i-1", Some),
        new OutgoingStimulus.StartChild("i-2", "child", "hash", "c-1", Values, new ParentReference("i-1", "b-1")),
        new OutgoingStimulus.ChildFinished("i-1", "b-1", "i-2", WorkflowSubStatus.Faulted, Values, ["Approved"]),
        new OutgoingStimulus.TaskRequested("t-1", "Ask", Values),
        new OutgoingStimulus.HttpRequested(
            "b-1", "https://lab.example.org/", "POST", "application/json", "{}", new Dictionary<string, string> { ["A"] = "1" }),
    ];

    private static readonly BurstStimulus[] Moves =
    [
        new BurstStimulus.Start(Values, "c-1", new ParentReference("i-1", "b-1"), "T", "i-2", "Name", Some),
        new BurstStimulus.ResumeBookmark("b-1", Some),
        new BurstStimulus.EventArrived("b-1", "Rang", Some),
        new BurstStimulus.TimerDue("b-1"),
        new BurstStimulus.ChildFinished("b-1", "i-2", WorkflowSubStatus.Finished, Values, ["Approved"]),
        new BurstStimulus.Cancel("reason"),
    ];

    [Fact]
    public void Stored_WhenByTheFirstRelease_ThenReadTheSame()
    {
        var now = Signals.Select(StimulusSerializer.Serialize).Select(s => $"signal {s.Kind} {s.BodyJson}")
            .Concat(Moves.Select(StimulusSerializer.Serialize).Select(s => $"move {s.Kind} {s.BodyJson}")).ToList();
        if (!File.Exists(File_) && Environment.GetEnvironmentVariable("BECS_TEST_ACCEPT") == "1")
        {
            File.WriteAllLines(File_, now);
        }

        var stored = File.ReadAllLines(File_);
        Assert.Equal(now, stored.Select(line => line.Split(' ', 3) is ["signal", var kind, var json]
            ? Again("signal", StimulusSerializer.Serialize(StimulusSerializer.DeserializeOutgoing(kind, json)))
            : Again("move", StimulusSerializer.Serialize(StimulusSerializer.DeserializeBurst(line.Split(' ', 3)[1], line.Split(' ', 3)[2])))));
    }

    /// <summary>Every kind there is has its line.</summary>
    [Fact]
    public void Kinds_WhenCounted_ThenAllAreStored()
    {
        var known = Signals.Select(s => s.GetType()).Concat(Moves.Select(m => m.GetType())).ToHashSet();
        var all = new[] { typeof(OutgoingStimulus), typeof(BurstStimulus) }.SelectMany(t => t.GetNestedTypes()).Where(t => !t.IsAbstract)
            .Where(t => t != typeof(BurstStimulus.RetryIncident) && t != typeof(BurstStimulus.SkipActivity)); // stored as what they retry

        Assert.Empty(all.Except(known));
    }

    private static string Again(string what, (string Kind, string BodyJson) stored) => $"{what} {stored.Kind} {stored.BodyJson}";
}
