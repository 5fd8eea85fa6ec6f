using System.Text;
using System.Text.Json.Nodes;

namespace Becs.Workflows.Tests.Definitions;

/// <summary>Breaks a document in one to three places.</summary>
internal static class Mutation
{
    public static byte[] Of(Dice dice, string json)
    {
        if (dice.Below(10) == 0)
        {
            return Bytes(dice, Encoding.UTF8.GetBytes(json));
        }

        var document = JsonNode.Parse(json)!;
        for (var changes = 1 + dice.Below(3); changes > 0; changes--)
        {
            Change(dice, document);
        }

        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static byte[] Bytes(Dice dice, byte[] bytes)
    {
        if (dice.Below(3) == 0)
        {
            return bytes[..dice.Below(bytes.Length)];
        }

        if (dice.Below(8) == 0)
        {
            var half = Encoding.UTF8.GetString(bytes).Replace("\"text\"", "\"\\ud800\"", StringComparison.Ordinal);
            return Encoding.UTF8.GetBytes(half);
        }

        for (var changes = 1 + dice.Below(3); changes > 0; changes--)
        {
            bytes[dice.Below(bytes.Length)] = (byte)dice.Of('{', '}', '[', ']', '"', ',', ':', '0', '\\', '\0', 'x', (char)0xC3);
        }

        return bytes;
    }

    private static void Change(Dice dice, JsonNode document)
    {
        var places = new List<JsonNode>();
        Collect(document, places);
        var place = dice.Of<JsonNode>(places);
        if (place is JsonObject members && members.Count > 0)
        {
            ChangeMember(dice, members, places);
        }
        else if (place is JsonArray items)
        {
            ChangeItem(dice, items, places);
        }
    }

    private static void ChangeMember(Dice dice, JsonObject members, List<JsonNode> places)
    {
        var name = members.ElementAt(dice.Below(members.Count)).Key;
        switch (dice.Below(5))
        {
            case 0: members.Remove(name); break;
            case 1: members[name] = dice.Json(); break;
            case 2: members[name] = dice.Of<JsonNode>(places).DeepClone(); break;
            case 3:
                var value = members[name];
                members.Remove(name);
                members[dice.Text()] = value?.DeepClone();
                break;
            default: members[dice.Text()] = dice.Json(); break;
        }
    }

    private static void ChangeItem(Dice dice, JsonArray items, List<JsonNode> places)
    {
        switch (dice.Below(3))
        {
            case 0 when items.Count > 0: items.RemoveAt(dice.Below(items.Count)); break;
            case 1: items.Add(dice.Of<JsonNode>(places).DeepClone()); break;
            default: items.Insert(dice.Below(items.Count + 1), dice.Json()); break;
        }
    }

    private static void Collect(JsonNode node, List<JsonNode> places)
    {
        places.Add(node);
        var inner = node switch
        {
            JsonObject members => members.Select(m => m.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var child in inner)
        {
            if (child is JsonObject or JsonArray)
            {
                Collect(child, places);
            }
        }
    }
}
