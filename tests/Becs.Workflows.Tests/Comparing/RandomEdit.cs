using System.Text.Json.Nodes;

namespace Becs.Workflows.Tests.Comparing;

/// <summary>Edits of a definition made by dice.</summary>
internal static class RandomEdit
{
    /// <summary>Any property of any step gone, replaced or given, or a step or arrow gone, doubled or elsewhere.</summary>
    public static void Make(Dice dice, JsonObject document)
    {
        var root = (JsonObject)document["root"]!;
        var (steps, arrows) = ((JsonArray)root["activities"]!, (JsonArray)root["connections"]!);
        var step = (JsonObject)steps[dice.Below(steps.Count)]!;
        switch (dice.Below(12))
        {
            case 0: step["extra"] = dice.Json(); break;
            case 1: step[dice.Of(step.Select(p => p.Key).ToList())] = dice.Json(); break;
            case 2: step.Remove(dice.Of(step.Select(p => p.Key).ToList())); break;
            case 3: step["customProperties"] = new JsonObject { [dice.Text()] = dice.Json() }; break;
            case 4 when arrows.Count > 0: arrows.RemoveAt(dice.Below(arrows.Count)); break;
            case 5 when arrows.Count > 0: arrows.Add(arrows[dice.Below(arrows.Count)]!.DeepClone()); break;
            case 6 when arrows.Count > 0: arrows[dice.Below(arrows.Count)]!["unknown"] = dice.Json(); break;
            case 7: steps.Add(TestDefinition.Line("New" + dice.Below(1000))); break;
            case 8: document[dice.Of("x", "options", "customProperties", "variables", "outcomes")] = dice.Json(); break;
            case 9 when document["variables"] is JsonArray variables: variables.Add(new JsonObject { ["id"] = "V", ["name"] = "V", ["typeName"] = "Object" }); break;
            case 10: ((JsonArray)document["inputs"]!).Add(new JsonObject { ["name"] = dice.Text(), ["type"] = dice.Text() }); break;
            default: MakeLayout(dice, document); break;
        }
    }

    /// <summary>Boxes moved, arrows bent, texts and names rewritten, the order of the boxes shuffled.</summary>
    public static void MakeLayout(Dice dice, JsonObject document)
    {
        document["name"] = "Renamed " + dice.Below(100);
        document["description"] = dice.Text();
        var root = (JsonObject)document["root"]!;
        var steps = (JsonArray)root["activities"]!;
        foreach (var step in steps.OfType<JsonObject>())
        {
            step["name"] = "Box " + dice.Below(1000);
            step["metadata"] = new JsonObject
            {
                ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = dice.Below(900), ["y"] = dice.Below(900) } },
                ["displayText"] = dice.Text(),
            };
        }

        foreach (var arrow in ((JsonArray)root["connections"]!).OfType<JsonObject>())
        {
            arrow["vertices"] = new JsonArray(new JsonObject { ["x"] = dice.Below(100) });
        }

        var first = steps[0];
        steps.RemoveAt(0);
        steps.Add(first);
    }
}
