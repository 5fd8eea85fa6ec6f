using System.Text.Json;
using Becs.Extensions;
using Becs.Workflows.Activities.Flowchart.Attributes;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Tests;

/// <summary>What the tests let activities see, in place of a domain.</summary>
public sealed class TestWorld
{
    public List<string> Effects { get; } = [];

    public Dictionary<string, object?> Facts { get; } = [];

    public bool IsDown { get; set; }
}

/// <summary>A person's task: waits, then completes with the outcome the person chose.</summary>
[Activity("Test", "Tests", Type = "Task")]
public sealed class TestTask : Activity<string>
{
    [Input(UIHint = "dynamic-outcomes")]
    public Input<ICollection<string>>? Outcomes { get; set; }

    [Input]
    public Input<string>? Title { get; set; }

    protected override void Execute(ActivityExecutionContext context)
    {
        context.Properties["title"] = Title.Get(context);
        context.CreateBookmark(new CreateBookmarkArgs
        {
            Stimulus = new { TaskName = context.Activity.Id },
            IncludeActivityInstanceId = true,
            Callback = CompletedAsync,
            Metadata = new Dictionary<string, string> { ["kind"] = "task" },
        });
    }

    protected override void Cancel(ActivityExecutionContext context) =>
        context.GetRequiredService<TestWorld>().Effects.Add("withdrawn " + context.Activity.Id);

    private ValueTask CompletedAsync(ActivityExecutionContext context)
    {
        context.JournalData["title"] = context.Properties["title"];
        var payload = context.ResumePayload ?? default;
        var outcome = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("outcome", out var chosen)
            ? chosen.GetString()!
            : "Done";
        context.Set(Result, outcome);
        return context.CompleteActivityWithOutcomesAsync(outcome);
    }
}

/// <summary>Reads the world and writes what it read.</summary>
[Activity("Test", "Tests")]
public sealed class ReadFact : CodeActivity<object>
{
    [Input(IsRequired = true)]
    public Input<string>? Key { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var world = context.GetRequiredService<TestWorld>();
        var name = Key.Get(context);
        context.Set(Result, await context.FactAsync(name, async () =>
        {
            await Task.Yield();
            return world.Facts[name];
        }));
    }
}

/// <summary>Does something to the domain, or fails when the world is down.</summary>
[Activity("Test", "Tests")]
public sealed class Act : CodeActivity
{
    protected override void Execute(ActivityExecutionContext context)
    {
        var world = context.GetRequiredService<TestWorld>();
        if (world.IsDown)
        {
            throw new InvalidOperationException("The world is down.");
        }

        world.Effects.Add("did " + Id);
    }
}

/// <summary>Neither completes nor waits: a bug.</summary>
[Activity("Test", "Tests")]
public sealed class Forgetful : Activity
{
}

/// <summary>Waits for a person or for time, whichever comes first.</summary>
[Activity("Test", "Tests")]
[FlowNode("Answered")]
public sealed class TaskWithDeadline : Activity
{
    protected override void Execute(ActivityExecutionContext context)
    {
        context.CreateBookmark(new CreateBookmarkArgs { Callback = AnsweredAsync });
        context.CreateTimer(context.NowUtc.AddHours(1), OverdueAsync);
    }

    private static ValueTask AnsweredAsync(ActivityExecutionContext context) =>
        context.CompleteActivityWithOutcomesAsync("Answered");

    private static ValueTask OverdueAsync(ActivityExecutionContext context)
    {
        context.GetRequiredService<TestWorld>().Effects.Add("escalated");
        return ValueTask.CompletedTask;
    }
}
