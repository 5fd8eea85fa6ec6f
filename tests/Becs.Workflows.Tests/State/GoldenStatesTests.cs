using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.State;

/// <summary>
/// Instances as the first release stored them (States/format-1/): each resumes and ends as it would have then. A file is never
/// changed; a new format adds files beside them. <c>BECS_TEST_ACCEPT=1</c> writes those that are missing.
/// </summary>
public sealed class GoldenStatesTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, Case> Cases { get; } = new()
    {
        ["sequence-in-flowchart"] = new(
            Flow(Line("A"), Sequence("S", Task("T"), Task("U")), Line("Z")).Arrows("A-S S-Z"),
            async run => await run.ResumeAsync("T"),
            async run => await run.ResumeAsync("U")),
        ["for-in-its-second-round"] = new(
            Of(Node("Elsa.For", "L", ("start", Literal(1)), ("end", Literal(3)), ("currentValue", To("var-I")),
                ("body", Sequence("S", Task("T"), SetVariable("V", "All", "(getVariable('All')||'') + getVariable('CurrentValue')")))))
                .Variable("I").Variable("All"),
            async run => await run.ResumeAsync("T"),
            async run =>
            {
                await run.ResumeAsync("T");
                await run.ResumeAsync("T");
                Assert.Equal(("123", 3L), (run.Variable("All"), run.Variable("I")));
            }),
        ["for-each-in-its-second-round"] = new(
            Of(Node("Elsa.ForEach", "L", ("items", Value("Object", "[\"a\",{\"b\":1},\"c\"]")), ("currentValue", To("var-I")),
                ("body", Task("T")))).Variable("I"),
            async run => await run.ResumeAsync("T"),
            async run =>
            {
                await run.ResumeAsync("T");
                Assert.Equal("c", run.Variable("I"));
                await run.ResumeAsync("T");
            }),
        ["while-around-a-wait"] = new(
            Of(Node("Elsa.While", "L", ("condition", Script("(getVariable('N')||0) < 2")),
                ("body", Sequence("S", SetVariable("V", "N", "(getVariable('N')||0)+1"), Task("T"))))).Variable("N"),
            Nothing,
            async run =>
            {
                await run.ResumeAsync("T");
                await run.ResumeAsync("T");
            }),
        ["join-behind-a-rejection"] = new(
            Flow(Line("S"), Task("A"), Task("C"), Node("Test.Task", "D", ("outcomes", Value("Object", "[\"Done\",\"Rejected\"]"))), Line("E"))
                .Arrows("S-A S-C A-D C-D D:Rejected-C D-E"),
            async run =>
            {
                await run.ResumeAsync("A");
                await run.ResumeAsync("C");
                await run.ResumeAsync("D", "Rejected");
            },
            async run =>
            {
                await run.ResumeAsync("C");
                await run.ResumeAsync("D");
            }),
        ["race-before-its-end"] = new(
            Flow(Line("S"), Task("A"), Task("B"), Merge(Line("D"), "Race")).Arrows("S-A S-B A-D B-D"),
            Nothing,
            async run =>
            {
                await run.ResumeAsync("B");
                Assert.Equal(["withdrawn A"], run.World.Effects);
            }),
        ["child-not-yet-finished"] = new(
            Child(),
            Nothing,
            async run =>
            {
                await run.SendAsync(new BurstStimulus.ChildFinished(run.BookmarkOf("C"), "kid", WorkflowSubStatus.Finished,
                    new Dictionary<string, JsonElement> { ["x"] = JsonSerializer.SerializeToElement(1) }));
                Assert.Equal("{\"x\":1}", run.Variable("R")!.ToString());
            }),
        ["event-and-timer"] = new(
            Flow(Line("S"), Node("Elsa.Event", "E", ("eventName", Literal("Collected")), ("result", To("var-R"))),
                Node("Elsa.Delay", "D", ("timeSpan", Literal("02:00:00"))), Line("Z")).Variable("R").Arrows("S-E S-D E-Z D-Z"),
            Nothing,
            async run =>
            {
                await run.SendAsync(new BurstStimulus.TimerDue(run.BookmarkOf("D")));
                await run.SendAsync(new BurstStimulus.EventArrived(
                    run.BookmarkOf("E"), "Collected", JsonSerializer.SerializeToElement("din-1")));
                Assert.Equal("din-1", run.Variable("R"));
            }),
        ["outputs-a-script-reads"] = new(
            Of(Sequence("S", Task("T"), Task("U"), SetVariable("V", "R", "getOutputFrom('T') + getLastResult() + getVariable('Made')")))
                .Variable("R"),
            async run => await run.ResumeAsync("T", "one"),
            async run =>
            {
                await run.ResumeAsync("U", "two");
                Assert.Equal("onetwonull", run.Variable("R"));
            }),
        ["deadline-beside-a-task"] = new(
            Flow(Node("Test.TaskWithDeadline", "T"), Line("E")).Arrows("T:Answered-E"),
            Nothing,
            async run =>
            {
                var timer = new WorkflowStateSerializer().Deserialize(run.StateJson!).Bookmarks.Single(b => b.DueAt is not null);
                await run.SendAsync(new BurstStimulus.TimerDue(timer.Id));
                await run.ResumeAsync("T");
            }),
    };

    private static string Source => Path.Combine(Repository.Root, "tests", "Becs.Workflows.Tests", "States", "format-1");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task State_WhenStoredByTheFirstRelease_ThenResumesToItsEnd(string name)
    {
        var file = Path.Combine(Source, name + ".json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("BECS_TEST_ACCEPT") == "1")
        {
            var first = await new TestRun(Cases[name].Definition).StartAsync(new BurstStimulus.Start(CorrelationId: "c-1"));
            await Cases[name].Before(first);
            Directory.CreateDirectory(Source);
            await File.WriteAllTextAsync(file, first.StateJson + "\n", TestContext.Current.CancellationToken);
        }

        var stored = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();
        Assert.Equal(1, JsonNode.Parse(stored)!["format"]!.GetValue<int>());
        var run = new TestRun(Cases[name].Definition).From(stored);
        await Cases[name].After(run);

        Assert.Null(run.Last.Fault);
        Assert.Equal("Finished/Finished", run.Status);
        Assert.Equal("c-1", run.Last.State!.CorrelationId);
    }

    /// <summary>The bytes of the package as the first release signed them: it compiles, starts, and moves the instance of that time.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Package_WhenSignedByTheFirstRelease_ThenStartsAndMovesItsInstances(string name)
    {
        var file = Path.Combine(Source, "packages", name + ".json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("BECS_TEST_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, Cases[name].Definition.Package(TestRun.Registry).Bytes.ToArray(), TestContext.Current.CancellationToken);
        }

        var package = WorkflowPackage.Open(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(package.PackageHash, Cases[name].Definition.Package(TestRun.Registry).PackageHash);
        var stored = (await File.ReadAllTextAsync(Path.Combine(Source, name + ".json"), TestContext.Current.CancellationToken)).Trim();
        var old = new TestRun(package.Compile(TestRun.Registry))
            .From(stored.Replace("\"test-hash\"", $"\"{package.PackageHash}\"", StringComparison.Ordinal));
        await Cases[name].After(old);
        Assert.Equal("Finished/Finished", old.Status);

        var started = await new TestRun(package.Compile(TestRun.Registry)).StartAsync();
        await Cases[name].Before(started);
        await Cases[name].After(started);
        Assert.Equal("Finished/Finished", started.Status);
    }

    /// <summary>A new format comes with files of its own; a file nobody reads proves nothing.</summary>
    [Fact]
    public void Formats_WhenReleased_ThenEachHasItsFilesAndEachFileItsCase()
    {
        var states = Path.GetDirectoryName(Source)!;
        Assert.All(Enumerable.Range(1, WorkflowState.CurrentFormat), f => Assert.True(Directory.Exists(Path.Combine(states, $"format-{f}")), $"format-{f}"));
        foreach (var folder in new[] { Source, Path.Combine(Source, "packages") })
        {
            Assert.Equal(
                Cases.Keys.Order(StringComparer.Ordinal),
                Directory.GetFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
        }
    }

    private static Task Nothing(TestRun run) => System.Threading.Tasks.Task.CompletedTask;

    private static TestDefinition Child()
    {
        var definition = Flow(Node("Elsa.ExecuteWorkflow", "C", ("workflowDefinitionId", Literal("child")),
            ("waitForCompletion", Literal("True")), ("result", To("var-R"))), Line("A")).Variable("R").Arrows("C-A");
        definition.Children["child"] = "child-hash";
        return definition;
    }

    private sealed record Case(TestDefinition Definition, Func<TestRun, Task> Before, Func<TestRun, Task> After);
}
