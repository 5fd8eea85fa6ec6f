using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Journal;
using Becs.Workflows.Migrating;
using Becs.Workflows.Proving;
using Becs.Workflows.State;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Migrating;

/// <summary>No case goes past a step the other version asks before the place where it will stand, unless the plan says so.</summary>
public sealed class PassByTests
{
    private static readonly DateTime _now = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly WorkflowStateSerializer _serializer = new();

    /// <summary>The case stands at C, having done A and B with outcome Done.</summary>
    [Theory]
    [InlineData("nothing is added", "A-B B-C", "")]
    [InlineData("behind it", "A-B B-C C-X", "")]
    [InlineData("before it", "A-B B-X X-C", "WouldPassBy:X")]
    [InlineData("at the very start", "X-A A-B B-C", "WouldPassBy:X")]
    [InlineData("two before it", "X-A A-B B-Y Y-C", "WouldPassBy:X WouldPassBy:Y")]
    [InlineData("on one of two ways", "A-B A:Other-X X-C B-C", "")]
    [InlineData("on both ways one each", "A-X A:Other-Y X-C Y-C", "")]
    [InlineData("where two ways meet", "A-B A:Other-X X-Y B-Y Y-C", "WouldPassBy:Y")]
    [InlineData("a text that is said", "A-B B-Line Line-C", "")]
    [InlineData("a decision", "A-B B-Decide Decide:True-C Decide:False-X X-C", "")]
    [InlineData("a value that is set", "A-B B-Set Set-C", "WouldPassBy:Set")]
    [InlineData("the other order", "B-A A-C", "")]
    [InlineData("only the other outcome leads there", "A-B B:Other-C", "WouldPassBy:B")]
    [InlineData("both outcomes lead there", "A-B B-C B:Other-C", "")]
    [InlineData("a way round and back", "A-B B-C C:Other-X X-A", "")]
    [InlineData("inside a container", "A-B B-Box Box-C", "WouldPassBy:X")]
    [InlineData("inside a container that may be empty", "A-B B-Maybe Maybe-C", "")]
    [InlineData("in a branch all wait for", "A-Fork Fork:One-B Fork:Two-X B-All X-All All-C", "WouldPassBy:X")]
    [InlineData("in a branch nobody waits for", "A-Fork Fork:One-B Fork:Two-X B-Any X-Any Any-C", "")]
    public async Task Migrate_WhenAStepIsAdded_ThenRefusedIfItIsOnEveryWayThere(string what, string arrows, string why)
    {
        Assert.NotEmpty(what);
        var (state, done) = await AtAsync(Old(), "A", "B");
        var before = _serializer.Serialize(state);

        var result = Migrator(New(arrows)).Migrate(state, [], [], done, _now);

        Assert.Equal(why, string.Join(' ', result.Refusals));
        Assert.Equal(why.Length == 0, result.State is not null);
        Assert.Equal(before, _serializer.Serialize(state));
    }

    /// <summary>The plan names it, with what that means for steps that nothing may pass by.</summary>
    [Fact]
    public async Task Migrate_WhenThePlanNamesTheStep_ThenGoesOverUnlessAnObligationDemandsIt()
    {
        var (state, done) = await AtAsync(Old(), "A", "B");
        var target = New("X-A A-B B-Y Y-C");

        Assert.Equal("WouldPassBy:Y", Why(["X"]));
        var migrator = Migrator(target, ["X", "Y"]);
        Assert.Empty(migrator.Problems);
        Assert.Equal("C", Assert.Single(migrator.Migrate(state, [], [], done, _now).State!.Bookmarks).ActivityId);

        // Of whoever demands it, as the required step or as the gate.
        foreach (var demand in new[] { Demands("G", "Y"), Demands("Y", "G") })
        {
            var bound = Migrator(target, ["X", "Y"], obligations: demand);
            Assert.Equal(["'Y' is never passed by: before demands it. It must."], bound.Problems);
            Assert.Equal("WouldPassBy:Y", string.Join(' ', bound.Migrate(state, [], [], done, _now).Refusals));
            Assert.Equal(("before", null), (bound.Demanding("Y")?.Id, bound.Demanding("X")?.Id));
        }

        Assert.Equal(
            ["Version 2 has no step 'Nowhere' to pass by.", "'Line' asks and does nothing that could be passed by."],
            Migrator(New("A-Line Line-C"), ["Line", "Nowhere"]).Problems.Reverse());

        string Why(string[] passesBy) => string.Join(' ', Migrator(target, passesBy).Migrate(state, [], [], done, _now).Refusals);
    }

    [Fact]
    public async Task Migrate_WhenTheStepStartsAnotherWorkflow_ThenItIsNeverPassedBy()
    {
        var (state, done) = await AtAsync(Old(), "A", "B");
        var target = New("A-B B-Child Child-C");
        var child = Flow(Ask("In"));
        target.Children["other"] = child.Package(TestRun.Registry).PackageHash;

        var migrator = Migrator(target, ["Child"]);

        Assert.Equal(["'Child' is never passed by: it starts another workflow."], migrator.Problems);
        Assert.Equal("WouldPassBy:Child", string.Join(' ', migrator.Migrate(state, [], [], done, _now).Refusals));
    }

    /// <summary>A step that was done under its old id is the one the plan says it became, and no other of that name.</summary>
    [Fact]
    public async Task Migrate_WhenADoneStepHasAnotherId_ThenItCountsUnderIt()
    {
        var (state, done) = await AtAsync(Old(), "A", "B");

        Assert.Equal("WouldPassBy:X", string.Join(' ', Migrator(New("A-X X-C")).Migrate(state, [], [], done, _now).Refusals));
        Assert.Empty(Migrator(New("A-X X-C"), mapping: ("B", "X")).Migrate(state, [], [], done, _now).Refusals);

        // B became X; the B of the new version is another step.
        Assert.Equal("WouldPassBy:B", string.Join(' ', Migrator(New("A-X X-B B-C"), mapping: ("B", "X")).Migrate(state, [], [], done, _now).Refusals));

        // Of another type it is another step, whatever it is called.
        var other = done.ToDictionary(d => d.Key, d => d.Key == "B" ? d.Value with { Type = "Test.Other" } : d.Value);
        Assert.Equal("WouldPassBy:B", string.Join(' ', Migrator(New("A-B B-C")).Migrate(state, [], [], other, _now).Refusals));
    }

    /// <summary>Two tokens: what is before the one and not before the other counts, and so does what ended in a branch of its own.</summary>
    [Fact]
    public async Task Migrate_WhenSeveralWait_ThenWhatIsBeforeAnyOfThemCounts()
    {
        const string Drawn = "Fork:One-A Fork:Two-B A-C B-All C-All All-Y";
        var (state, done) = await AtAsync(Old(Drawn), "A");
        Assert.Equal(["B", "C"], state.Bookmarks.Select(b => b.ActivityId).Order());
        Assert.Empty(Migrator(New(Drawn), old: Old(Drawn)).Migrate(state, [], [], done, _now).Refusals);
        Assert.Equal("WouldPassBy:A", string.Join(' ', Migrator(New(Drawn), old: Old(Drawn)).Migrate(state, [], [], new Dictionary<string, StepDone>(), _now).Refusals));

        // One branch has ended: the step added to it is on every way to where the other stands alone.
        const string Ended = "Fork:One-A Fork:Two-B";
        (state, done) = await AtAsync(Old(Ended), "A");
        Assert.Equal("B", Assert.Single(state.Bookmarks).ActivityId);
        Assert.Equal("WouldPassBy:X", string.Join(' ', Migrator(New(Ended + " A-X A:Other-X"), old: Old(Ended)).Migrate(state, [], [], done, _now).Refusals));
    }

    [Fact]
    public void Done_WhenPlansTookItOverAndBack_ThenUnderTheIdsOfNow()
    {
        var journal = new List<JournalEntry>
        {
            Entry("Start", ("A", "Done"), ("B", "Other")), Entry("ResumeBookmark", ("B", "Done")), Entry(InstanceMigrator.Over), Entry("ResumeBookmark", ("C", "Done")),
        };
        IReadOnlyDictionary<string, string>[] renames = [new Dictionary<string, string> { ["A"] = "B", ["B"] = "X" }];

        Assert.Equal("B:Done C:Done X:Done", Told(DoneSteps.Of(journal, renames)));
        Assert.Equal("C:Done", Told(DoneSteps.Of(journal, []))); // a move nobody knows: what was before it counts for nothing
        Assert.Equal("A:Done B:Done", Told(DoneSteps.Of([.. journal[..3], Entry(InstanceMigrator.Back)], [.. renames, None])));
        Assert.Equal("A:Done C:Done", Told(DoneSteps.Of(
            [.. journal[..3], Entry(InstanceMigrator.Back), Entry(InstanceMigrator.Over), Entry("ResumeBookmark", ("C", "Done"))],
            [.. renames, None, new Dictionary<string, string> { ["Q"] = "B" }])));

        static string Told(IReadOnlyDictionary<string, StepDone> done) =>
            string.Join(' ', done.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}:{string.Join(',', d.Value.Outcomes)}"));
    }

    private static Dictionary<string, string> None { get; } = [];

    private static JournalEntry Entry(string stimulus, params (string Step, string Outcome)[] completed) => new()
    {
        BurstId = "b",
        InstanceId = "i",
        Sequence = 1,
        At = _now,
        Stimulus = stimulus,
        PackageHash = "h",
        Records = [.. completed.Select(c => new JournalRecord
        {
            ActivityId = c.Step, ActivityInstanceId = "e", Type = "Test.Task", Version = 1, Event = JournalEvent.Completed, Outcomes = [c.Outcome],
        })],
    };

    private static TestDefinition Old(string arrows = "A-B B-C") => Steps(1, arrows);

    private static TestDefinition New(string arrows) => Steps(2, arrows);

    private static TestDefinition Steps(int version, string arrows)
    {
        JsonObject[] all =
        [
            Ask("A"), Ask("B"), Ask("C"), Ask("X"), Ask("Y"), Line("Line"), Decision("Decide", "true"), SetVariable("Set", "Seen", "1"),
            Sequence("Box", Ask("X")), Node("Elsa.If", "Maybe", ("condition", Script("true")), ("then", Ask("X"))), Join("All", "WaitAll"), Join("Any", "WaitAny"),
            Node("Elsa.FlowFork", "Fork", ("branches", Value("Object", "[\"One\",\"Two\"]"))),
            Node("Elsa.DispatchWorkflow", "Child", ("workflowDefinitionId", Literal("other")), ("waitForCompletion", Literal(true))),
        ];
        var first = arrows.Split('-', ':')[0];
        var used = arrows.Split(' ').SelectMany(a => a.Split('-').Select(e => e.Split(':')[0])).ToHashSet();
        return Flow([.. all.Where(a => used.Contains(a["id"]!.ToString())).OrderBy(a => a["id"]!.ToString() != first)]).Variable("Seen").Version(version).Arrows(arrows);
    }

    private static JsonObject Ask(string id)
    {
        var task = Task(id);
        task["title"] = Literal(id);
        task["outcomes"] = Value("Object", "[\"Done\",\"Other\"]");
        return task;
    }

    private static IReadOnlyList<Obligation> Demands(string gate, string required) => ObligationReader.Read(Encoding.UTF8.GetBytes($$"""
        { "obligations": [{ "id": "before", "says": "It must.", "cites": ["test"], "kind": "before", "gate": {{Step(gate)}}, "anyOf": [{{Step(required)}}] }] }
        """));

    private static string Step(string title) => $$"""{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["{{title}}"] }] }""";

    private static InstanceMigrator Migrator(
        TestDefinition target, string[]? passesBy = null, IReadOnlyList<Obligation>? obligations = null, TestDefinition? old = null,
        params (string From, string To)[] mapping) => new(
            (old ?? Old()).Package(TestRun.Registry), target.Package(TestRun.Registry), TestRun.Registry,
            mapping.ToDictionary(m => m.From, m => m.To), passesBy ?? [], obligations ?? []);

    private static InstanceMigrator Migrator(TestDefinition target, (string From, string To) mapping) => Migrator(target, null, null, null, mapping);

    private static async Task<(WorkflowState State, IReadOnlyDictionary<string, StepDone> Done)> AtAsync(TestDefinition definition, params string[] done)
    {
        var package = definition.Package(TestRun.Registry);
        var run = await new TestRun(package.Compile(TestRun.Registry)).StartAsync();
        foreach (var step in done)
        {
            await run.ResumeAsync(step);
        }

        return (_serializer.Deserialize(run.StateJson!), DoneSteps.Of(
            [new JournalEntry { BurstId = "b", InstanceId = "i", Sequence = 1, At = _now, Stimulus = "Start", PackageHash = package.PackageHash, Records = run.Journal }], []));
    }
}
