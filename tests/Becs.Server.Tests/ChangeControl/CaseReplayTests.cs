using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Server.ChangeControl;
using Becs.Server.Tests.Architecture;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Journal;
using Becs.Workflows.Replaying;
using Becs.Workflows.State;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>Recorded cases of shipped workflows through drafts of them: the class each gets, and where the ways part.</summary>
public sealed class CaseReplayTests
{
    private static readonly ActivityRegistry _registry = new(typeof(Becs.Activities.Facts.WaitForFact).Assembly);

    private readonly CaseReplay _replay = new(new WorkflowStateSerializer());

    public static TheoryData<string, string> All { get; } = [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "workflows"), "*.json", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "scenarios")
        .Select(f => ScenarioFile.Read(File.ReadAllBytes(f))).Select(s => (s.Workflow, s.Name))];

    /// <summary>Every shipped case is the same in its own version, and has come to something.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task SameVersion_ThenTheSame(string process, string scenario)
    {
        var ran = await RunAsync(process, scenario, _ => { });

        Assert.Equal((ReplayClass.Same, null, null), (ran.Class, ran.FirstDifference, ran.StepId));
        Assert.Equal(ran.CameTo, ran.WouldComeTo);
        Assert.NotNull(ran.CameTo);
    }

    [Theory]
    [InlineData("component-release", "released", "release")]
    [InlineData("component-release", "unsuitable-is-destroyed", "block")]
    [InlineData("component-release", "left-quarantine-otherwise", "block")]
    [InlineData("donor-eligibility", "accepted", "accept")]
    [InlineData("donor-eligibility", "number-refused", "defer")]
    [InlineData("donor-eligibility", "too-early", "defer")]
    [InlineData("donation-testing", "reactive-and-confirmed", "block")]
    [InlineData("donation-testing", "suitable", "release")]
    [InlineData("quarantine", "sent-back-and-discarded", "block")]
    [InlineData("order-and-issue", "emergency-transfused", "release")]
    [InlineData("order-and-issue", "no-stock", "block")]
    [InlineData("collection", "draw-failed", "defer")]
    [InlineData("component-manufacture", "not-processed", "block")]
    public async Task Case_HasComeTo(string process, string scenario, string expected) =>
        Assert.Equal(expected, (await RunAsync(process, scenario, _ => { })).CameTo);

    [Theory]
    [InlineData("donation-testing", "reactive-and-confirmed", "EvaluateAgain", "Unsuitable", "Suitable", ReplayClass.BlockToRelease, null)]
    [InlineData("component-release", "rejected-kept-then-discarded", "Release", "Rejected", "InStock", ReplayClass.BlockToRelease, null)]
    [InlineData("component-release", "unsuitable-is-destroyed", "Evaluate", "Unsuitable", "Release", ReplayClass.BlockToRelease, "Becs.ReleaseComponent")]
    [InlineData("component-release", "unsuitable-is-destroyed", "Evaluate", "Unsuitable", "Print", ReplayClass.Undecided, "Becs.PrintLabel")]
    [InlineData("component-release", "released", "Verify", "Verified", "Discarded", ReplayClass.ReleaseToBlock, null)]
    [InlineData("donor-eligibility", "accepted", "Decide", "Accepted", "Deferred", ReplayClass.AcceptToDefer, null)]
    [InlineData("donor-eligibility", "deferred-already", "Decide", "Deferred", "Accepted", ReplayClass.DeferToAccept, null)]
    [InlineData("component-release", "label-verified-at-the-second-try", "Verify", "Failed", "Release", ReplayClass.Other, null)]
    [InlineData("component-release", "unsuitable-is-destroyed", "Print", "Printed", "Release", ReplayClass.Same, null)]
    public async Task Case_WhenAnArrowLeadsElsewhere_ThenItsClassSaysSo(
        string process, string scenario, string step, string outcome, string target, ReplayClass expected, string? missing)
    {
        var ran = await RunAsync(process, scenario, d =>
        {
            d["root"]!["connections"]!.AsArray().First(c => End(c, "source") == step && c!["source"]!["port"]!.GetValue<string>() == outcome)!
                ["target"]!["activity"] = target;
            DropUnreachable(d["root"]!.AsObject());
        });

        Assert.Equal((expected, missing), (ran.Class, ran.Missing));
        Assert.Equal(expected == ReplayClass.Same, ran.FirstDifference is null);
    }

    /// <summary>A step that only keeps a value, and another id, are no difference; the ways still stand side by side as they are.</summary>
    [Fact]
    public async Task Case_WhenAStepIsRenamed_ThenItIsTheSame()
    {
        var ran = await RunAsync("component-release", "released", d =>
        {
            var text = d.ToJsonString().Replace("\"Verify\"", "\"Check\"", StringComparison.Ordinal);
            d.Clear();
            foreach (var (name, value) in JsonNode.Parse(text)!.AsObject())
            {
                d[name] = value?.DeepClone();
            }
        });

        Assert.Equal(ReplayClass.Same, ran.Class);
        Assert.Equal("Check", ran.After[ran.FirstDifference!.Value].StepId);
    }

    [Fact]
    public async Task Case_WhenItsJournalIsGone_ThenUndecided()
    {
        var graph = Graph("component-release", _ => { });
        var ran = await _replay.RunAsync(RecordedCases.Of(graph, Find("component-release", "released")) with { Journal = [] }, graph, graph, null, Stop);

        Assert.Equal((ReplayClass.Undecided, "journal"), (ran.Class, ran.Missing));
    }

    /// <summary>What a step is asked with differs: its recorded answer stands only where the difference cannot matter to it.</summary>
    [Theory]
    [InlineData("component-release", "released", "Print", "dueIn", "02:00:00", null)] // when a task is late decides nothing
    [InlineData("component-release", "released", "Evaluate", "unitId", "another", "Becs.EvaluateRelease#unitId")]
    [InlineData("component-release", "released", "Verify", "excludeUsersOf", "[]", null)] // who was another person still may
    [InlineData("component-release", "released", "Verify", "excludeUsersOf", "[\"Print\",\"Evaluate\"]", "Becs.VerifyLabel#excludeUsersOf")]
    [InlineData("component-release", "blocked-too-long", "ReviewBlocked", "titleKey", "Task.Other", null)]
    [InlineData("component-release", "blocked-too-long", "ReviewBlocked", "permission", "components.discard", "Becs.HumanTask/review#permission")]
    [InlineData("component-release", "blocked-too-long", "ReviewBlocked", "signatureMeanings", "[\"reviewed\"]", "Becs.HumanTask/review#signatureMeanings")]
    [InlineData("component-release", "blocked-too-long", "WaitForChange", "timeout", "2.00:00:00", "Becs.WaitForFact#timeout")]
    [InlineData("component-release", "released", "WaitForChange", "eventNames", "[\"HoldLifted\"]", "Becs.WaitForFact#eventNames")]
    public async Task Case_WhenAStepIsAskedWithSomethingElse_ThenUndecidedByTheInput(
        string process, string scenario, string step, string input, string value, string? missing)
    {
        var ran = await RunAsync(process, scenario, d =>
        {
            var changed = d["root"]!["activities"]!.AsArray().First(a => a!["id"]!.GetValue<string>() == step)!;
            var type = changed[input]?["typeName"]?.GetValue<string>() ?? "ICollection<String>";
            var isList = value.StartsWith('[');
            changed[input] = JsonNode.Parse(JsonSerializer.Serialize(new { typeName = type, expression = new { type = isList ? "Object" : "Literal", value } }));
        });

        Assert.Equal((missing is null ? ReplayClass.Same : ReplayClass.Undecided, missing), (ran.Class, ran.Missing));
        Assert.Equal(missing is null ? null : step, ran.StepId);
    }

    /// <summary>What came after 20 hours came in time for whoever waits that long, and not a second shorter.</summary>
    [Theory]
    [InlineData("20:00:00", null)]
    [InlineData("3.00:00:00", null)]
    [InlineData("19:59:59", "Becs.WaitForFact#timeout")]
    public async Task Case_WhenAWaitHasAnotherEnd_ThenItIsKnownWhereTheFactCameInTime(string timeout, string? missing)
    {
        var before = Graph("component-release", _ => { });
        var recorded = RecordedCases.Of(before, Find("component-release", "released"));
        var all = recorded.Journal[0].Records.ToList();
        var at = all.FindIndex(r => r.ActivityId == "WaitForChange");
        recorded = recorded with
        {
            Journal =
            [
                Part(recorded.Journal[0], 1, TimeSpan.Zero, all[..at]), Part(recorded.Journal[0], 2, TimeSpan.FromHours(20), all[at..]),
            ],
        };

        var ran = await _replay.RunAsync(recorded, before, Graph("component-release", d => d["root"]!["activities"]!.AsArray()
            .First(a => a!["id"]!.GetValue<string>() == "WaitForChange")!["timeout"]!["expression"]!["value"] = timeout), null, Stop);

        Assert.Equal((missing is null ? ReplayClass.Same : ReplayClass.Undecided, missing), (ran.Class, ran.Missing));

        static JournalEntry Part(JournalEntry entry, int sequence, TimeSpan after, List<JournalRecord> records) => new()
        {
            BurstId = $"{entry.BurstId}{sequence}",
            InstanceId = entry.InstanceId,
            Sequence = sequence,
            At = entry.At + after,
            Stimulus = entry.Stimulus,
            PackageHash = entry.PackageHash,
            Records = records,
        };
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<ReplayedCase> RunAsync(string process, string scenario, Action<JsonObject> edit)
    {
        var before = Graph(process, _ => { });
        return _replay.RunAsync(RecordedCases.Of(before, Find(process, scenario)), before, Graph(process, edit), null, Stop);
    }

    private static Scenario Find(string process, string scenario) =>
        ScenarioFile.Read(File.ReadAllBytes(Path.Combine(Repository.Root, "workflows", process, "scenarios", scenario + ".json")));

    private static WorkflowGraph Graph(string process, Action<JsonObject> edit)
    {
        var folder = Path.Combine(Repository.Root, "workflows", process);
        var definition = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, process + ".v1.json")))!.AsObject();
        edit(definition);
        var forms = Directory.GetFiles(Path.Combine(folder, "forms"), "*.json")
            .ToDictionary(f => Path.GetFileName(f), f => JsonDocument.Parse(File.ReadAllBytes(f)).RootElement, StringComparer.Ordinal);
        return new PackageBuilder(_registry).Build(JsonSerializer.SerializeToUtf8Bytes(definition), forms).Compile(_registry);
    }

    private static void DropUnreachable(JsonObject root)
    {
        var (steps, arrows) = (root["activities"]!.AsArray(), root["connections"]!.AsArray());
        while (steps.FirstOrDefault(a => Id(a) != root["start"]!.GetValue<string>() && arrows.All(c => End(c, "target") != Id(a))) is { } alone)
        {
            steps.Remove(alone);
            foreach (var gone in arrows.Where(c => End(c, "source") == Id(alone)).ToList())
            {
                arrows.Remove(gone);
            }
        }

        static string Id(JsonNode? step) => step!["id"]!.GetValue<string>();
    }

    private static string End(JsonNode? arrow, string side) => arrow![side]!["activity"]!.GetValue<string>();
}
