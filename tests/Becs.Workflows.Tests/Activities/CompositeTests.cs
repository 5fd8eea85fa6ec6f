using Becs.Extensions;
using Becs.Workflows.Activities;
using Becs.Workflows.Attributes;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Activities;

/// <summary>An activity made of others: asks twice, gives both answers.</summary>
[Activity("Test", "Tests")]
public sealed class AskTwice : Composite<string>
{
    private readonly Variable<string> _first = new("First", "none");
    private readonly Variable<string> _second = new("Second", "none");

    public AskTwice()
    {
        Variables.Add(_first);
        Variables.Add(_second);
        Root = new Sequence
        {
            Activities =
            {
                new TestTask { Title = new Input<string>("first"), Result = new Output<string>(_first) },
                new If
                {
                    Condition = new Input<bool>(context => context.Get<string>(_first) == "Stop"),
                    Then = new Complete { Outcomes = new Input<object>("Stopped") },
                },
                new TestTask { Title = new Input<string>(context => "after " + context.Get<string>(_first)), Result = new Output<string>(_second) },
            },
        };
    }

    [Input]
    public Input<string>? Separator { get; set; }

    protected override void OnCompleted(ActivityCompletedContext context) => context.TargetContext.Set(
        Result, _first.Get(context.TargetContext) + Separator.Get(context.TargetContext) + _second.Get(context.TargetContext));
}

public sealed class CompositeTests
{
    [Fact]
    public async Task Composite_WhenItsRootCompletes_ThenItGivesItsResult()
    {
        var run = await new TestRun(TwoOf()).StartAsync();
        await run.ResumeAsync("X.2", "a");
        Assert.Equal("after a", run.State.GetProperty("executions").EnumerateArray()
            .Single(e => e.GetProperty("activityId").GetString() == "X.5").GetProperty("properties").GetProperty("title").GetString());
        await run.ResumeAsync("X.5", "b");
        Assert.Equal("a/b", run.Variable("R"));
        await run.ResumeAsync("Y.2", "c");
        await run.ResumeAsync("Y.5", "d");

        Assert.Equal(("Finished/Finished", "cd"), (run.Status, run.Variable("R")));
    }

    [Fact]
    public async Task Complete_WhenInsideAComposite_ThenOnlyTheCompositeCompletes()
    {
        var run = await new TestRun(TwoOf()).StartAsync();
        await run.ResumeAsync("X.2", "Stop");

        Assert.Equal(("Running/Suspended", "Stop/none"), (run.Status, run.Variable("R")));
        Assert.NotEmpty(run.BookmarksOf("Y.2"));
        Assert.Contains(run.Journal, r => r.ActivityId == "X" && r.Outcomes is ["Stopped"]);
        Assert.Empty(run.World.Effects);
    }

    private static TestDefinition TwoOf() => Of(Sequence("S",
        Node("Test.AskTwice", "X", ("separator", Literal("/")), ("result", To("var-R"))),
        Node("Test.AskTwice", "Y", ("result", To("var-R"))))).Variable("R");
}
