using System.Text.Json.Nodes;

namespace Becs.Server.Tests.Designer;

/// <summary>Definitions as Studio sends them.</summary>
internal static class Drafts
{
    /// <summary>A flowchart of two connected steps.</summary>
    public static JsonObject New(string definitionId, string name = "Sample") => JsonNode.Parse($$"""
        {
          "definitionId": "{{definitionId}}", "name": "{{name}}", "description": "For tests", "toolVersion": "3.8.2.0",
          "variables": [{ "id": "v1", "name": "Note", "typeName": "String", "isArray": false, "value": "x", "remark": "kept" }],
          "inputs": [], "outputs": [], "outcomes": [], "customProperties": { "team": "red" }, "siteNote": { "kept": [1, 2.50] },
          "options": { "usableAsActivity": false, "own": true },
          "root": {
            "id": "Flowchart1", "type": "Elsa.Flowchart", "version": 1, "start": "a", "own": "kept",
            "activities": [
              { "id": "a", "type": "Elsa.WriteLine", "version": 1, "metadata": { "designer": { "position": { "x": 1, "y": 2 }, "size": { "width": 200, "height": 54 } } },
                "text": { "typeName": "String", "expression": { "type": "Literal", "value": "one" } } },
              { "id": "b", "type": "Elsa.WriteLine", "version": 1, "text": { "typeName": "String", "expression": { "type": "Literal", "value": "two" } } },
              { "id": "c", "type": "Elsa.End", "version": 1 }
            ],
            "connections": [
              { "source": { "activity": "a", "port": "Done" }, "target": { "activity": "b", "port": "In" }, "vertices": [], "label": "kept" },
              { "source": { "activity": "b", "port": "Done" }, "target": { "activity": "c", "port": "In" }, "vertices": [] }
            ]
          }
        }
        """)!.AsObject();

    public static JsonObject Saving(JsonNode model, bool publish = false) => new() { ["model"] = model.DeepClone(), ["publish"] = publish };

    /// <summary>What Studio makes of it: fields it does not know are gone, lists are in another order, sizes measured, nulls added.</summary>
    public static JsonObject ThroughStudio(JsonObject served)
    {
        var model = served.DeepClone().AsObject();
        model.Remove("links");
        model.Remove("siteNote");
        var options = model["options"]!.AsObject();
        options.Remove("own");
        options["commitStrategyName"] = null;
        model["variables"]![0]!.AsObject().Remove("remark");
        model["variables"]![0]!["storageDriverTypeName"] = null;
        var root = model["root"]!.AsObject();
        root["connections"]![0]!.AsObject().Remove("label");
        foreach (var list in new[] { "activities", "connections" })
        {
            var turned = root[list]!.AsArray().Reverse().Select(i => i!.DeepClone()).ToArray();
            root[list] = new JsonArray(turned);
        }

        foreach (var activity in root["activities"]!.AsArray().Where(a => a!["metadata"]?["designer"] is not null))
        {
            activity!["metadata"]!["designer"]!["size"] = new JsonObject { ["width"] = 201.5, ["height"] = 54 };
        }

        return model;
    }
}
