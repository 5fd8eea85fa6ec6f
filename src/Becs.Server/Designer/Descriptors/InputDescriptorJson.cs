using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions;

namespace Becs.Server.Designer.Descriptors;

/// <summary>An input as Studio's panel reads it, with the choices of its list where it has one.</summary>
internal static class InputDescriptorJson
{
    public static JsonObject Write(InputDescriptor input)
    {
        var json = new JsonObject
        {
            ["isWrapped"] = input.IsWrapped,
            ["uiHint"] = input.UIHint,
            ["category"] = input.Category,
            ["defaultValue"] = input.DefaultValue is null ? null : JsonSerializer.SerializeToNode(input.DefaultValue, ElsaJson.Options),
            ["defaultSyntax"] = input.DefaultSyntax,
            ["isReadOnly"] = false,
            ["isSensitive"] = input.IsSensitive,
            ["autoEvaluate"] = input.AutoEvaluate,
            ["uiSpecifications"] = Specifications(input),
            ["name"] = input.Name,
            ["typeName"] = TypeAlias.Of(input.Type),
            ["displayName"] = input.DisplayName,
            ["description"] = input.Description,
            ["order"] = input.Order,
            ["isBrowsable"] = input.IsBrowsable,
            ["isSerializable"] = true,
            ["isSynthetic"] = false,
        };
        foreach (var absent in json.Where(p => p.Value is null).Select(p => p.Key).ToList())
        {
            json.Remove(absent);
        }

        return json;
    }

    private static JsonObject Specifications(InputDescriptor input) => input.UIHint switch
    {
        "dropdown" => Choices("dropdown", "selectList", input),
        "radiolist" => Choices("radiolist", "radioList", input),
        "checklist" => Choices("checklist", "checkList", input),
        "dynamic-outcomes" => new JsonObject { ["DynamicOutcomesOptions"] = new JsonObject { ["fixedOutcomes"] = new JsonArray() } },
        // Studio reads enums inside specifications as numbers only.
        "code-editor" or "json-editor" => new JsonObject
        {
            [input.UIHint] = new JsonObject { ["language"] = input.UIHint == "json-editor" ? "json" : "javascript", ["editorHeight"] = 0 },
        },
        _ => [],
    };

    private static JsonObject Choices(string hint, string list, InputDescriptor input) => new()
    {
        [hint] = new JsonObject
        {
            [list] = new JsonObject
            {
                ["items"] = new JsonArray([.. InputChoices.Of(input).Select(c => new JsonObject { ["text"] = c.Text, ["value"] = c.Value })]),
                ["isFlagsEnum"] = false,
            },
        },
    };
}
