using System.Text;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Exchange;
using Becs.Workflows.Errors;
using Becs.Workflows.Running;
using Becs.Workflows.State;

namespace Becs.Workflows.Tests.Definitions;

/// <summary>Names of types at every place of definitions, and of stored states: none is ever followed, whatever else becomes of it.</summary>
public sealed class TypeNameTests
{
    private static readonly DefinitionValidator Validator = new(TestRun.Registry);

    [Fact]
    public async Task Definitions_WhenTheyNameTypes_ThenNoneIsLoaded()
    {
        var before = Gadget.Touched;
        string[] bases =
        [
            .. GeneratedDefinitions.Recorded.Select(f => f.Json),
            .. Enumerable.Range(1, 10).Select(i => GeneratedDefinitions.Make(new Dice((ulong)i)).ToJsonString()),
        ];
        var (tried, ran) = (0, 0);
        foreach (var json in bases.SelectMany(Gadget.Everywhere))
        {
            tried++;
            var bytes = Encoding.UTF8.GetBytes(json);
            _ = DefinitionImport.Read("a.json", bytes);
            if (Validator.Validate(bytes).Count > 0)
            {
                continue;
            }

            var run = new TestRun(GraphCompiler.Compile(WorkflowDefinition.Parse(bytes), TestRun.Registry)) { Limit = 200 };
            await run.StartAsync(new BurstStimulus.Start());
            ran++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{tried} places, {ran} of them ran");
        Assert.True(tried > 500 && ran > 100, $"{tried} tried, {ran} ran: that is not much");
        Assert.Equal(before, Gadget.Touched);
    }

    [Fact]
    public async Task States_WhenTheyNameTypes_ThenNoneIsLoaded()
    {
        var before = Gadget.Touched;
        var serializer = new WorkflowStateSerializer();
        var run = await new TestRun(TestDefinition.Flow(TestDefinition.Task("A"), TestDefinition.Task("B")).Variable("V", "Object").Arrows("A-B")).StartAsync();
        foreach (var json in Gadget.Everywhere(run.StateJson!))
        {
            try
            {
                _ = serializer.Deserialize(json);
            }
            catch (StateFormatException)
            {
                // refused by name
            }
        }

        Assert.Equal(before, Gadget.Touched);
    }

    [Fact]
    public void Guard_WhenANameIsFollowed_ThenSpeaks()
    {
        var before = Gadget.Touched;
        Assert.Null(Type.GetType(Gadget.Names[2]));
        Assert.True(Gadget.Touched > before);
        before = Gadget.Touched;
        Assert.NotNull(Activator.CreateInstance(Type.GetType(Gadget.Names[0])!));
        Assert.True(Gadget.Touched > before);
    }
}
