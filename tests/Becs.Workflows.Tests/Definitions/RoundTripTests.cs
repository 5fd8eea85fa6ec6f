using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Exchange;

namespace Becs.Workflows.Tests.Definitions;

/// <summary>Nothing in a definition is lost, whoever wrote it.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string, string> Files
    {
        get
        {
            var files = new TheoryData<string, string>();
            foreach (var (name, json) in GeneratedDefinitions.Recorded.Concat(GeneratedDefinitions.Shipped))
            {
                files.Add(name, json);
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_WhenReadAndWritten_ThenIsTheSame(string name, string json)
    {
        Assert.NotEmpty(name);
        AssertSame(json);
    }

    [Fact]
    public void Generated_WhenReadAndWritten_ThenAreTheSame()
    {
        for (ulong seed = 1; seed <= 500; seed++)
        {
            AssertSame(GeneratedDefinitions.Make(new Dice(seed)).ToJsonString());
        }
    }

    /// <summary>What is generated is sound, or the test above would prove little.</summary>
    [Fact]
    public void Generated_WhenValidated_ThenAreSound()
    {
        var validator = new DefinitionValidator(TestRun.Registry);
        for (ulong seed = 1; seed <= 200; seed++)
        {
            Assert.Empty(validator.Validate(GeneratedDefinitions.Bytes(GeneratedDefinitions.Make(new Dice(seed)))));
        }
    }

    /// <summary>The definition Elsa exported runs here but for the activity of its own and the type names it holds.</summary>
    [Fact]
    public void Recorded_WhenValidated_ThenOnlyForeignActivitiesAreRefused()
    {
        var validator = new DefinitionValidator(TestRun.Registry);
        var problems = GeneratedDefinitions.Recorded.ToDictionary(f => f.Name, f => validator.Validate(
            System.Text.Encoding.UTF8.GetBytes(f.Json)).Select(p => p.Code).Distinct().Order().ToArray());

        Assert.Equal(["activity.unknown"], problems["export.json"]);
        Assert.Empty(problems["event.json"]);
    }

    [Fact]
    public void Parse_WhenElsaExported_ThenInputsOutputsOptionsAreRead()
    {
        var definition = WorkflowDefinition.Parse(System.Text.Encoding.UTF8.GetBytes(
            GeneratedDefinitions.Recorded.Single(f => f.Name == "export.json").Json));

        var input = definition.InputDefinitions[0];
        Assert.Equal(("Amount", "Decimal", "Order amount", "singleline", "WorkflowInstanceStorageDriver"),
            (input.Name, input.Type, input.Description, input.UIHint, input.StorageDriverType));
        Assert.Equal((true, true, "Orders"), (definition.Options.UsableAsActivity,
            definition.Options.AutoUpdateConsumingWorkflows, definition.Options.ActivityCategory));
        Assert.Equal(["Approved", "Rejected"], definition.Outcomes);
        Assert.Equal(["Total", "Note"], definition.Variables.Take(2).Select(v => v.Name));
    }

    private static void AssertSame(string json)
    {
        var definition = WorkflowDefinition.Parse(System.Text.Encoding.UTF8.GetBytes(json));
        var given = JsonNode.Parse(json)!;
        Assert.True(JsonNode.DeepEquals(given, JsonNode.Parse(definition.ToJson())), "written otherwise than read");
        var again = WorkflowDefinition.Parse(definition.ToJson(isIndented: true));
        Assert.Equal(definition.ToJson(), again.ToJson());

        var exported = JsonNode.Parse(DefinitionExport.ToFile(definition))!.AsObject();
        Assert.Equal(DefinitionExport.Schema, exported["$schema"]!.GetValue<string>());
        exported.Remove("$schema");
        var without = given.AsObject();
        without.Remove("$schema");
        without.Remove("links");
        Assert.True(JsonNode.DeepEquals(without, exported), "exported otherwise than read");
        Assert.Equal(JsonValueKind.Object, definition.Root.ValueKind);
    }
}
