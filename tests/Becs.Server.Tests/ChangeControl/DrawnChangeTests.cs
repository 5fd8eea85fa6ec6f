using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Server.ChangeControl;
using Becs.Server.Instances;
using Becs.Server.Resources;
using Becs.Server.Shell.Lists;
using Becs.Server.Tests.Shell;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>What the reviewer sees: differences in both drawings, the way that shows a violation, and the lines of JSON.</summary>
public sealed class DrawnChangeTests : IAsyncDisposable
{
    private static readonly PackageBuilder Builder = new(new ActivityRegistry());

    private readonly ShellContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Difference_WhenAStepIsPutBetween_ThenItAndItsArrowsAreGreenAndTheArrowItReplacesIsRed()
    {
        var after = ChangeServer.Definition("a");
        Steps(after).Add(JsonNode.Parse("""{ "id": "Check", "type": "Elsa.Delay", "version": 1, "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "01:00:00" } } }"""));
        Arrows(after)[1]!["target"]!["activity"] = "Check";
        Arrows(after).Add(JsonNode.Parse("""{ "source": { "activity": "Check", "port": "Done" }, "target": { "activity": "Say", "port": "In" } }"""));

        var pair = Draw(ChangeServer.Definition("a"), after);

        Assert.Equal(["Wait \u21B7 leads elsewhere"], Marked(pair.Before));
        Assert.Equal(["Wait \u21B7 leads elsewhere", "Check + added"], Marked(pair.After));
        Assert.Equal(["Wait-Say Bad"], Coloured(pair.Before));
        Assert.Equal(["Wait-Check Good", "Check-Say Good"], Coloured(pair.After));
    }

    [Fact]
    public void Difference_WhenAStepIsChangedRenamedOrTakenOut_ThenBothDrawingsSaySo()
    {
        var after = ChangeServer.Definition("a", "two");
        Steps(after)[0]!["id"] = "Begin";
        after["root"]!["start"] = "Begin";
        Arrows(after)[0]!["source"]!["activity"] = "Begin";
        Steps(after).RemoveAt(3);
        Arrows(after).RemoveAt(2);

        var pair = Draw(ChangeServer.Definition("a"), after);

        Assert.Equal(["First \u2260 changed", "Say \u2260 changed", "Done \u2212 removed"], Marked(pair.Before));
        Assert.Equal(["Begin \u2260 changed", "Say \u2260 changed"], Marked(pair.After));
        Assert.Equal(["Say-Done Bad"], Coloured(pair.Before));
        Assert.Empty(Coloured(pair.After));
    }

    [Fact]
    public void Way_WhenDrawn_ThenItsStepsAreNumberedItsArrowsRedAndItsEndLoud()
    {
        var graph = Graph(ChangeServer.Definition("a"));
        var drawn = new DrawnWay(Texts).Draw(graph, [new("First", "", "Done"), new("Wait", "", "Done"), new("Say", "", null), new("Inner", "", null)], "Say");

        Assert.Equal(["First \u25B6 step 1 of the way", "Wait \u25B6 step 2 of the way", "Say \u26A0 step 3: here it breaks"], Marked(drawn));
        Assert.Equal(["First-Wait Bad", "Wait-Say Bad"], Coloured(drawn));
        Assert.Equal(["Done \u26A0 the problem is here"], Marked(new DrawnWay(Texts).Draw(graph, [], "Done")));
    }

    [Fact]
    public void Coverage_WhenDrawn_ThenWhatNoScenarioTakesIsRed()
    {
        var coverage = new CoverageView(
            new Dictionary<string, StepCoverage>
            {
                ["First"] = new(true, ["Done"], [], null),
                ["Wait"] = new(true, [], ["Done"], null),
                ["Say"] = new(false, [], ["Done"], null),
                ["Done"] = new(true, [], [], false),
            }, 33, 1, 3, 0, 0, 0, 1);

        var drawn = DrawnCoverage.Draw(Graph(ChangeServer.Definition("a")), coverage, Texts);

        Assert.Equal(
            ["First \u2713 reached by every way", "Wait \u25D0 not by every way", "Say \u2717 no scenario comes here", "Done \u25D0 not by every way"], Marked(drawn));
        Assert.Equal(["First-Wait Good", "Wait-Say Bad", "Say-Done Bad"], Coloured(drawn));
    }

    [Fact]
    public void Graphs_WhenTwoAreOnAPage_ThenMarksShowAsClassSignAndWordAndIdsDiffer()
    {
        var pair = Draw(ChangeServer.Definition("a"), ChangeServer.Definition("a", "two"));

        var page = _context.Render<ChangeGraphs>(p => p.Add(g => g.Pair, pair).Add(g => g.BeforeHeading, "old").Add(g => g.AfterHeading, "new"));

        var changed = page.FindAll("g[data-activity=Say]");
        Assert.Equal(2, changed.Count);
        Assert.All(changed, g => Assert.Contains("tone-warning", g.ClassList));
        Assert.All(changed, g => Assert.Contains("\u2260 changed", g.TextContent, StringComparison.Ordinal));
        Assert.All(page.FindAll("g[data-activity=Wait] text.small"), t => Assert.Equal("", t.TextContent.Trim()));
        var ids = page.FindAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Json_WhenOneValueDiffers_ThenThatLineStandsInBothFormsAndTheRestIsLeftOut()
    {
        var (before, after) = (Package(ChangeServer.Definition("a")).Bytes, Package(ChangeServer.Definition("a", "two")).Bytes);
        var lines = JsonLines.Of(before, after);

        Assert.Equal(["\"value\": \"one\""], Of(JsonLineKind.Removed));
        Assert.Equal(["\"value\": \"two\""], Of(JsonLineKind.Added));
        Assert.Equal(2, Of(JsonLineKind.Gap).Count);
        Assert.Equal(2 * JsonLines.Around, Of(JsonLineKind.Same).Count);
        Assert.Empty(JsonLines.Of(before, before));
        Assert.All(JsonLines.Of(default, after), l => Assert.NotEqual(JsonLineKind.Same, l.Kind));

        List<string> Of(JsonLineKind kind) => [.. lines.Where(l => l.Kind == kind).Select(l => l.Text.Trim())];
    }

    private IStringLocalizer<Text> Texts => _context.Services.GetRequiredService<IStringLocalizer<Text>>();

    private GraphPair Draw(JsonObject before, JsonObject after) => new DrawnDifference(Texts)
        .Draw(Graph(before), Graph(after), BehaviourDifference.Between(Package(before), Package(after)));

    private static WorkflowPackage Package(JsonObject definition) => Builder.Build(JsonSerializer.SerializeToUtf8Bytes(definition));

    private static GraphView Graph(JsonObject definition) => FlowchartReader.Of(Package(definition));

    private static JsonArray Steps(JsonObject definition) => definition["root"]!["activities"]!.AsArray();

    private static JsonArray Arrows(JsonObject definition) => definition["root"]!["connections"]!.AsArray();

    private static List<string> Marked(GraphView graph) =>
        [.. graph.Nodes.Where(n => n.Mark is { Sign.Length: > 0 }).Select(n => $"{n.Id} {n.Mark!.Sign} {n.Mark.Text}")];

    private static List<string> Coloured(GraphView graph) =>
        [.. graph.Edges.Where(e => e.Look != Tone.Neutral).Select(e => $"{e.From}-{e.To} {e.Look}")];
}
