using Becs.Server.Instances;
using Becs.Server.Tests.Shell;
using Bunit;

namespace Becs.Server.Tests.Instances;

public sealed class WorkflowGraphTests : IAsyncDisposable
{
    private const string Definition = """
        {"definitionId":"quarantine","root":{"type":"Elsa.Flowchart","activities":[
          {"id":"a","type":"Becs.PlaceHold","metadata":{"displayText":"Place the hold","designer":{"position":{"x":0,"y":0}}}},
          {"id":"b","type":"Becs.HumanTask","name":"Investigate","metadata":{"designer":{"position":{"x":300,"y":0}}}},
          {"id":"c","type":"Becs.LiftHold","metadata":{"designer":{"position":{"x":600,"y":0}}}}],
         "connections":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}},
                        {"source":{"activity":"b","port":"Lift"},"target":{"activity":"c","port":"In"}},
                        {"source":{"activity":"b","port":"Again"},"target":{"activity":"b","port":"In"}},
                        {"source":{"activity":"x","port":"Done"},"target":{"activity":"c"}}]}}
        """;

    private readonly ShellContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Read_WhenElsaDefinition_ThenTakesTitlesPositionsAndOutcomes()
    {
        var graph = FlowchartReader.Read(Definition);
        Assert.Equal(["Place the hold", "Investigate", "LiftHold"], graph.Nodes.Select(n => n.Title));
        Assert.Equal(300, graph.Nodes[1].X);
        Assert.Equal(["Done", "Lift", "Again"], graph.Edges.Select(e => e.Outcome));
    }

    [Fact]
    public void Of_WhenPositionsLieOnEachOther_ThenLaysOutInLayers()
    {
        var drawing = GraphLayout.Of(FlowchartReader.Read(Definition.Replace("300", "10").Replace("600", "20")));
        Assert.True(drawing.Boxes["a"].Right < drawing.Boxes["b"].X);
        Assert.True(drawing.Boxes["b"].Right < drawing.Boxes["c"].X);
    }

    [Theory]
    [InlineData(ActivityState.Done, "done")]
    [InlineData(ActivityState.Current, "here now")]
    [InlineData(ActivityState.Waiting, "waiting")]
    [InlineData(ActivityState.Faulted, "fault")]
    [InlineData(ActivityState.NotReached, "not reached")]
    public void Render_WhenStateIsGiven_ThenShowsItByClassMarkAndWord(ActivityState state, string word)
    {
        var graph = FlowchartReader.Read(Definition).WithRun(
            new Dictionary<string, GraphNodeRun> { ["b"] = new(state) }, new HashSet<(string, string)> { ("a", "Done") });
        var page = _context.Render<WorkflowGraph>(p => p.Add(g => g.Graph, graph).Add(g => g.Label, "Steps"));
        var node = page.Find("g[data-activity=b]");
        Assert.Contains("state-" + state.ToString().ToLowerInvariant(), node.ClassList);
        Assert.Contains(word, node.TextContent);
        Assert.Contains(state.Mark(), node.TextContent);
        Assert.Single(page.FindAll("path.taken"));
        Assert.Contains(word, page.Find("details table").TextContent);
    }
}
