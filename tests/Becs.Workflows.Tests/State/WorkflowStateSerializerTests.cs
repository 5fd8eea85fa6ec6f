using System.Text.Json.Nodes;
using Becs.Workflows.Errors;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.State;

public sealed class WorkflowStateSerializerTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "States", "format-1.json");

    /// <summary>A state saved by the first released format: it resumes for ever.</summary>
    [Fact]
    public async Task Deserialize_WhenOfFormat1_ThenResumes()
    {
        var state = new WorkflowStateSerializer().Deserialize(await ReadGoldenAsync());
        var run = new TestRun(GoldenDefinition());
        var bookmark = state.Bookmarks.Single(b => b.ActivityId == "C");

        var result = await new WorkflowRunner().RunAsync(
            run.Graph, state, new BurstStimulus.ResumeBookmark(bookmark.Id), run.Environment, TestContext.Current.CancellationToken);

        Assert.Null(result.Fault);
        Assert.Equal(WorkflowSubStatus.Suspended, result.SubStatus);
        Assert.Equal(["T", "T"], result.State!.Bookmarks.Select(b => b.ActivityId));
        Assert.Equal(3L, result.State.Variables["var-N"]);
    }

    [Fact]
    public async Task Serialize_WhenTheGoldenInstance_ThenGivesTheGoldenFile()
    {
        var run = await new TestRun(GoldenDefinition()).StartAsync();
        await run.ResumeAsync("B", "Rejected");
        await run.ResumeAsync("B");

        Assert.Equal(await ReadGoldenAsync(), run.StateJson);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"format\":99}")]
    [InlineData("{\"format\":1}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public void Deserialize_WhenItIsNoState_ThenRefuses(string json) =>
        Assert.Throws<StateFormatException>(() => new WorkflowStateSerializer().Deserialize(json));

    [Fact]
    public async Task Deserialize_WhenOfAnOlderFormat_ThenUpcasts()
    {
        var old = JsonNode.Parse(await ReadGoldenAsync())!;
        old["format"] = 0;
        old["correlation"] = "c-9";

        var state = new WorkflowStateSerializer(new FromFormat0()).Deserialize(old.ToJsonString());

        Assert.Equal("c-9", state.CorrelationId);
    }

    private static async Task<string> ReadGoldenAsync() =>
        (await File.ReadAllTextAsync(Golden, TestContext.Current.CancellationToken)).Trim();

    /// <summary>A loop in one branch, a join, a wait in the other, a deadline: everything a state can hold.</summary>
    private static TestDefinition GoldenDefinition() => Flow(
            SetVariable("A", "N", "3"), Task("B"), Task("C"), Line("D"), Node("Test.TaskWithDeadline", "T"))
        .Variable("N").Arrows("A-B A-C B:Rejected-B B-D C-D D-T");

    private sealed class FromFormat0 : IStateUpcaster
    {
        public int FromFormat => 0;

        public void Upcast(JsonObject state)
        {
            state["correlationId"] = state["correlation"]?.DeepClone();
            state.Remove("correlation");
        }
    }
}
