using System.Text.Json.Nodes;
using Becs.Workflows.Definitions.Packages;
using Kind = Becs.Workflows.Comparing.BehaviourChangeKind;

namespace Becs.Workflows.Comparing;

/// <summary>Compares what is not a step: variables, arguments, options, forms, tables, pins, children.</summary>
internal static class PackageComparison
{
    private const int LeafLimit = 100;

    public static void Run(JsonObject before, JsonObject after, StepComparison steps, List<BehaviourChange> changes)
    {
        var (old, @new) = ((JsonObject)before["definition"]!, (JsonObject)after["definition"]!);
        Named(old, @new, "variables", (Kind.VariableAdded, Kind.VariableRemoved, Kind.VariableChanged), changes);
        Named(old, @new, "inputs", (Kind.ArgumentAdded, Kind.ArgumentRemoved, Kind.ArgumentChanged), changes);
        Named(old, @new, "outputs", (Kind.ArgumentAdded, Kind.ArgumentRemoved, Kind.ArgumentChanged), changes);
        string[] told = ["variables", "inputs", "outputs", "root"];
        foreach (var name in Names(old, @new).Where(n => !told.Contains(n)))
        {
            Changed(old, @new, name, Kind.DefinitionChanged, "$." + name, changes);
        }

        Members(before, after, "forms", (Kind.FormAdded, Kind.FormRemoved, Kind.FormChanged), steps, changes);
        Members(before, after, "tables", (Kind.TableAdded, Kind.TableRemoved, Kind.TableChanged), steps, changes);
        Pins(before, after, steps, changes);
        Children(before, after, steps, changes);
        string[] parts = ["definition", "forms", "tables", "activities", "children"];
        foreach (var name in Names(before, after).Where(n => !parts.Contains(n)))
        {
            Changed(before, after, name, Kind.Other, "$." + name, changes);
        }
    }

    /// <summary>A list whose items have a name, or an id.</summary>
    private static void Named(
        JsonObject before, JsonObject after, string list, (Kind Added, Kind Removed, Kind Changed) kinds, List<BehaviourChange> changes)
    {
        var (old, @new) = (Items(before, list), Items(after, list));
        var count = changes.Count;
        for (var i = 0; i < @new.Count; i++)
        {
            var former = old.FirstOrDefault(o => o.Key == @new[i].Key);
            if (former.Key is null)
            {
                changes.Add(Change(kinds.Added, $"$.{list}[{i}]", @new[i].Name, null, @new[i].Json));
            }
            else if (former.Json != @new[i].Json)
            {
                changes.Add(Change(kinds.Changed, $"$.{list}[{i}]", @new[i].Name, former.Json, @new[i].Json));
            }
        }

        for (var i = 0; i < old.Count; i++)
        {
            if (@new.TrueForAll(n => n.Key != old[i].Key))
            {
                changes.Add(Change(kinds.Removed, $"$.{list}[{i}]", old[i].Name, old[i].Json, null));
            }
        }

        if (changes.Count == count)
        {
            Changed(before, after, list, Kind.OrderChanged, "$." + list, changes);
        }
    }

    private static List<(string Key, string Name, string Json)> Items(JsonObject owner, string list) =>
        owner[list] is JsonArray items
            ? [.. items.Select(i => i as JsonObject).Select((i, at) => (
                i?["id"]?.ToString() ?? i?["name"]?.ToString() ?? $"#{at}", i?["name"]?.ToString() ?? "", i?.ToJsonString() ?? "null"))]
            : [];

    private static void Members(
        JsonObject before, JsonObject after, string part, (Kind Added, Kind Removed, Kind Changed) kinds, StepComparison steps,
        List<BehaviourChange> changes)
    {
        var (old, @new) = ((JsonObject)before[part]!, (JsonObject)after[part]!);
        foreach (var name in Names(old, @new))
        {
            var path = $"$.{part}['{name}']";
            if (!old.ContainsKey(name))
            {
                changes.Add(About(steps, steps.After, name, Change(kinds.Added, path, name, null, null)));
                if (part == "forms" && Former(old, @new, name) is { } former)
                {
                    Contents(old[former], @new[name], path, name, kinds.Changed, steps, changes);
                }
            }
            else if (!@new.ContainsKey(name))
            {
                changes.Add(About(steps, steps.Before, name, Change(kinds.Removed, path, name, null, null)));
                if (part == "forms" && Former(@new, old, name) is { } shown && old.ContainsKey(shown))
                {
                    Contents(old[name], @new[shown], $"$.{part}['{shown}']", shown, kinds.Changed, steps, changes);
                }
            }
            else if (!JsonNode.DeepEquals(old[name], @new[name]))
            {
                Contents(old[name], @new[name], path, name, kinds.Changed, steps, changes);
            }
        }
    }

    private static void Contents(
        JsonNode? before, JsonNode? after, string path, string name, Kind kind, StepComparison steps, List<BehaviourChange> changes)
    {
        var leaves = new List<(string Path, string? Before, string? After)>();
        JsonLeaves.Compare(before, after, path, leaves);
        changes.AddRange(leaves.Count <= LeafLimit
            ? leaves.Select(l => About(steps, steps.After, name, Change(kind, l.Path, name, l.Before, l.After)))
            : [About(steps, steps.After, name, Change(kind, path, name, before?.ToJsonString(), after?.ToJsonString()))]);
    }

    /// <summary>
    /// What tasks show on one side under the key of a form only the other has: its newest version there, when this form is what they show here.
    /// </summary>
    private static string? Former(JsonObject before, JsonObject after, string added)
    {
        if (FormKeys.Read(added) is not var (key, version) || FormKeys.Newest(after.Select(f => f.Key)).GetValueOrDefault(key) != version)
        {
            return null;
        }

        return FormKeys.Newest(before.Select(f => f.Key)).TryGetValue(key, out var former) ? FormKeys.Write(key, former) : null;
    }

    /// <summary>A form belongs to the step that names it, if one does.</summary>
    private static BehaviourChange About(StepComparison steps, Sides side, string member, BehaviourChange change)
    {
        var key = member.Split('.')[0];
        var user = side.Drawn.Order.FirstOrDefault(id => PropertyComparison.Shown(side.Shown(id).Own["formKey"]) == key);
        return With(steps, side, user, change);
    }

    private static BehaviourChange With(StepComparison steps, Sides side, string? id, BehaviourChange change) =>
        id is null ? change : change with
        {
            StepId = id,
            StepText = side.Shown(id).Text,
            StepType = side.Shown(id).Type,
            Way = side.Ways.To(id),
        };

    private static void Pins(JsonObject before, JsonObject after, StepComparison steps, List<BehaviourChange> changes)
    {
        var (old, @new) = (PinsOf(before), PinsOf(after));
        var told = changes.Where(c => c.Kind is Kind.StepAdded or Kind.StepRemoved or Kind.StepRetyped)
            .SelectMany(c => new[] { c.Before, c.After }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (pin, hash) in @new.Where(p => old.GetValueOrDefault(p.Key) != p.Value && (old.ContainsKey(p.Key) || !told.Contains(p.Key))))
        {
            var user = steps.After.Drawn.Order.FirstOrDefault(id => steps.After.Shown(id).Type == pin.Split(' ')[0]);
            changes.Add(With(steps, steps.After, user,
                Change(Kind.ActivityPinChanged, "$.activities", pin, old.GetValueOrDefault(pin), hash)));
        }

        foreach (var (pin, hash) in old.Where(p => !@new.ContainsKey(p.Key) && !told.Contains(p.Key)))
        {
            changes.Add(Change(Kind.ActivityPinChanged, "$.activities", pin, hash, null));
        }

        if (changes.Count == 0)
        {
            Changed(before, after, "activities", Kind.OrderChanged, "$.activities", changes);
        }
    }

    private static Dictionary<string, string> PinsOf(JsonObject package)
    {
        var pins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pin in (package["activities"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var version = pin["version"]?.ToString() ?? "1";
            pins[version == "1" ? $"{pin["type"]}" : $"{pin["type"]} {version}"] = $"{pin["descriptorHash"]}";
        }

        return pins;
    }

    private static void Children(JsonObject before, JsonObject after, StepComparison steps, List<BehaviourChange> changes)
    {
        var (old, @new) = ((JsonObject)before["children"]!, (JsonObject)after["children"]!);
        foreach (var name in Names(old, @new).Where(n => old[n]?.ToString() != @new[n]?.ToString()))
        {
            var side = @new.ContainsKey(name) ? steps.After : steps.Before;
            var user = side.Drawn.Order.FirstOrDefault(
                id => PropertyComparison.Shown(side.Shown(id).Own["workflowDefinitionId"]) == name);
            changes.Add(With(steps, side, user,
                Change(Kind.ChildChanged, $"$.children['{name}']", name, old[name]?.ToString(), @new[name]?.ToString())));
        }
    }

    private static void Changed(JsonObject before, JsonObject after, string name, Kind kind, string path, List<BehaviourChange> changes)
    {
        if (before.ContainsKey(name) != after.ContainsKey(name) || !JsonNode.DeepEquals(before[name], after[name]))
        {
            changes.Add(Change(kind, path, name, PropertyComparison.Shown(before[name]), PropertyComparison.Shown(after[name])));
        }
    }

    private static BehaviourChange Change(Kind kind, string path, string? name, string? before, string? after) =>
        new() { Kind = kind, Path = path, Name = name, Before = before, After = after };

    private static IEnumerable<string> Names(JsonObject before, JsonObject after) =>
        before.Concat(after).Select(p => p.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
