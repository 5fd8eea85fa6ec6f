using System.Text;
using System.Text.Json;
using Becs.Workflows.Errors;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Tests.Definitions;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Running;

/// <summary>Answers, signals and stored states that are broken: refused by an error of ours, never by another.</summary>
public sealed class MalformedStimulusTests
{
    private const int Count = 10_000;

    [Fact]
    public async Task Answers_WhenTheyAreAnything_ThenTheBurstFaultsOrGoesOn()
    {
        var definitions = new[]
        {
            Of(Task("T")),
            Of(Node("Elsa.RunTask", "T", ("taskName", Literal("t")), ("result", To("var-R")))).Variable("R", "Int32"),
            Of(Node("Elsa.SendHttpRequest", "T", ("url", Literal("https://lab.example.org/")), ("statusCode", To("var-R")))).Variable("R"),
            Of(Node("Elsa.Event", "T", ("eventName", Literal("e")), ("result", To("var-R")))).Variable("R"),
        }.Select(d => d.Compile(TestRun.Registry)).ToArray();
        for (var seed = 1; seed <= Count; seed++)
        {
            var dice = new Dice((ulong)seed);
            var run = await new TestRun(dice.Of(definitions)).StartAsync();
            var payload = dice.Json() is { } json ? JsonSerializer.Deserialize<JsonElement>(json.ToJsonString()) : (JsonElement?)null;

            await run.SendAsync(new BurstStimulus.ResumeBookmark(run.BookmarkOf("T"), payload)); // TestRun checks the invariant
        }
    }

    [Fact]
    public void Signals_WhenTheyAreBroken_ThenAreRefusedAsThat()
    {
        OutgoingStimulus[] outgoing =
        [
            new OutgoingStimulus.PublishEvent("e", "c", null, JsonSerializer.SerializeToElement(1)),
            new OutgoingStimulus.StartChild("i", "d", "h", null, new Dictionary<string, JsonElement>(), new ParentReference("p", null)),
            new OutgoingStimulus.HttpRequested("b", "https://x/", "GET", null, null, new Dictionary<string, string> { ["A"] = "1" }),
        ];
        var stored = outgoing.Select(StimulusSerializer.Serialize).ToArray();
        Refused(stored.Select(s => s.BodyJson), (json, i) => StimulusSerializer.DeserializeOutgoing(stored[i].Kind, json));
        BurstStimulus[] bursts = [new BurstStimulus.ResumeBookmark("b"), new BurstStimulus.ChildFinished("b", "c", WorkflowSubStatus.Finished)];
        var kept = bursts.Select(StimulusSerializer.Serialize).ToArray();
        Refused(kept.Select(s => s.BodyJson), (json, i) => StimulusSerializer.DeserializeBurst(kept[i].Kind, json));
    }

    [Fact]
    public async Task States_WhenTheyAreBroken_ThenAreRefusedAsThat()
    {
        var run = await new TestRun(Flow(Line("A"), Task("B"), Task("C"), Line("D")).Arrows("A-B A-C B-D C-D")).StartAsync();
        var serializer = new WorkflowStateSerializer();
        Refused([run.StateJson!], (json, _) => serializer.Deserialize(json));
    }

    private static void Refused(IEnumerable<string> sound, Func<string, int, object> read)
    {
        var texts = sound.ToArray();
        for (var seed = 1; seed <= Count; seed++)
        {
            var dice = new Dice((ulong)seed);
            var index = dice.Below(texts.Length);
            try
            {
                Assert.NotNull(read(Encoding.UTF8.GetString(Mutation.Of(dice, texts[index])), index));
            }
            catch (StateFormatException)
            {
                // refused by name
            }
        }
    }
}
