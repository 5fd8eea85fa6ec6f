using System.Text.Json;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Errors;
using Becs.Workflows.Journal;
using Becs.Workflows.Running;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Running;

public sealed class WorkflowRunnerTests
{
    [Fact]
    public async Task Resume_WhenAnActivityThrows_ThenTheBurstFaultsAndTheStateStays()
    {
        var run = await StartTaskThenActAsync();
        var before = run.StateJson;
        run.World.IsDown = true;

        await run.ResumeAsync("T");

        var incident = run.Last.Fault!.Incident;
        Assert.Equal(("A", "Test.Act", "$.root.activities[1]", "System.InvalidOperationException"),
            (incident.ActivityId, incident.ActivityType, incident.Path, incident.ExceptionType));
        Assert.Null(run.Last.State);
        Assert.Equal(before, run.StateJson);
        Assert.Equal(JournalEvent.Faulted, run.Last.Journal.Records[^1].Event);
    }

    [Fact]
    public async Task RetryIncident_WhenTheWorldIsBack_ThenTheSameStimulusIsApplied()
    {
        var run = await StartTaskThenActAsync();
        var stimulus = new BurstStimulus.ResumeBookmark(run.BookmarkOf("T"));
        run.World.IsDown = true;
        await run.SendAsync(stimulus);
        run.World.IsDown = false;

        await run.SendAsync(new BurstStimulus.RetryIncident("incident-1", stimulus));

        Assert.Equal(("Finished/Finished", "T A"), (run.Status, run.Steps));
        Assert.Equal("RetryIncident", run.Last.Journal.Stimulus);
    }

    [Fact]
    public async Task SkipActivity_WhenAPersonSaysSo_ThenItIsCompletedInPlaceOfItsCode()
    {
        var run = await StartTaskThenActAsync();
        var stimulus = new BurstStimulus.ResumeBookmark(run.BookmarkOf("T"));
        run.World.IsDown = true;
        await run.SendAsync(stimulus);

        await run.SendAsync(new BurstStimulus.SkipActivity("incident-1", stimulus, "A"));

        Assert.Equal("Finished/Finished", run.Status);
        Assert.Contains(run.Journal, r => r.ActivityId == "A" && r.Event == JournalEvent.Skipped);
        Assert.Empty(run.World.Effects);
    }

    [Fact]
    public async Task Cancel_WhenItWaits_ThenEverythingIsWithdrawn()
    {
        var run = await StartTaskThenActAsync();
        var bookmark = run.BookmarkOf("T");

        await run.SendAsync(new BurstStimulus.Cancel("a duplicate"));

        Assert.Equal("Finished/Cancelled", run.Status);
        Assert.Equal([bookmark], run.Last.BookmarksBurned);
        Assert.Equal(["withdrawn T"], run.World.Effects);
    }

    [Fact]
    public async Task Resume_WhenTheBookmarkIsGone_ThenTheCallerIsLate()
    {
        var run = await new TestRun(Flow(Task("T"), Task("U")).Arrows("T-U")).StartAsync();
        var stimulus = new BurstStimulus.ResumeBookmark(run.BookmarkOf("T"));
        await run.SendAsync(stimulus);

        await Assert.ThrowsAsync<BookmarkNotFoundException>(() => run.SendAsync(stimulus));
    }

    [Fact]
    public async Task Resume_WhenTheInstanceHasEnded_ThenRefuses()
    {
        var run = await StartTaskThenActAsync();
        var stimulus = new BurstStimulus.ResumeBookmark(run.BookmarkOf("T"));
        await run.SendAsync(stimulus);

        await Assert.ThrowsAsync<StateFormatException>(() => run.SendAsync(stimulus));
    }

    [Fact]
    public async Task Resume_WhenTheGraphIsOfAnotherPackage_ThenRefuses()
    {
        var run = await StartTaskThenActAsync();
        var other = Becs.Workflows.Definitions.GraphCompiler.Compile(run.Graph.Definition, TestRun.Registry, "other-hash");

        var e = await Assert.ThrowsAsync<StateFormatException>(async () => await new WorkflowRunner().RunAsync(
            other, run.Last.State, new BurstStimulus.Cancel("x"), run.Environment, TestContext.Current.CancellationToken));
        Assert.Contains("pinned to package 'test-hash'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenAnActivityNeitherCompletesNorWaits_ThenItIsAnIncidentAndNotAHang()
    {
        var stuck = await new TestRun(Of(Node("Test.Forgetful", "F"))).StartAsync();
        Assert.IsType<WorkflowStuckException>(stuck.Last.Fault!.Exception);
        Assert.Contains("F", stuck.Last.Fault.Incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fact_WhenRead_ThenTheJournalHasItAndAReplayNeedsNoWorld()
    {
        var definition = Flow(Node("Test.ReadFact", "R", ("key", Literal("haemoglobin")), ("result", To("var-V")))).Variable("V");
        var live = new TestRun(definition);
        live.World.Facts["haemoglobin"] = 131;
        await live.StartAsync();
        var fact = Assert.Single(live.Journal.SelectMany(r => r.Facts ?? []));
        Assert.Equal(("haemoglobin", 131), (fact.Name, fact.Value.GetInt32()));

        var replay = new TestRun(definition) { Recorded = new Recording(new() { ["haemoglobin"] = fact.Value }) };
        await replay.StartAsync();
        Assert.Equal(131L, replay.Variable("V"));

        var undecided = new TestRun(definition) { Recorded = new Recording([]) };
        await undecided.StartAsync();
        Assert.IsType<FactNotRecordedException>(undecided.Last.Fault!.Exception);
    }

    [Fact]
    public async Task Resume_WhenBurned_ThenTheResultNamesWhatToStore()
    {
        var run = await new TestRun(Flow(Task("T"), Task("U")).Arrows("T-U")).StartAsync();
        var first = Assert.Single(run.Last.BookmarksCreated);
        Assert.Equal("task", first.Metadata!["kind"]);

        await run.ResumeAsync("T");

        Assert.Equal([first.Id], run.Last.BookmarksBurned);
        Assert.Equal("U", Assert.Single(run.Last.BookmarksCreated).ActivityId);
        Assert.Equal((2, first.Id), (run.Last.Journal.Sequence, run.Last.Journal.BookmarkId));
    }

    [Fact]
    public async Task Run_WhenRepeatedWithTheSameEnvironment_ThenGivesTheSameBytes()
    {
        var definition = Flow(Line("A"), Task("B"), Task("C")).Arrows("A-B A-C");
        var first = await new TestRun(definition).StartAsync();
        var second = await new TestRun(definition).StartAsync();

        Assert.Equal(first.StateJson, second.StateJson);
    }

    [Fact]
    public async Task Resume_WhenTwoBranchesWait_ThenEachHasItsOwnBookmark()
    {
        var run = await new TestRun(Flow(Line("A"), Task("B"), Task("C"), Line("D")).Arrows("A-B A-C B-D C-D")).StartAsync();

        await run.ResumeAsync("C");
        await run.ResumeAsync("B");

        Assert.Equal(("Finished/Finished", "A B C D"), (run.Status, run.Steps));
    }

    /// <summary>The hash is Elsa's, so what was recorded there is found here (measured: BA9DB016E757...).</summary>
    [Fact]
    public void Hash_WhenAsElsaMadeIt_ThenIsTheSame() => Assert.StartsWith(
        "BA9DB016E757", StimulusHasher.Hash("Bench.HumanTask", new { Key = "approve" }), StringComparison.Ordinal);

    private static Task<TestRun> StartTaskThenActAsync() =>
        new TestRun(Flow(Task("T"), Node("Test.Act", "A")).Arrows("T-A")).StartAsync();

    private sealed class Recording(Dictionary<string, JsonElement> facts) : IFactSource
    {
        public bool TryGet(string activityId, string name, out JsonElement value) => facts.TryGetValue(name, out value);
    }
}
