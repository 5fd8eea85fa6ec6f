using System.Text.Json.Nodes;
using Becs.Workflows.Comparing;

namespace Becs.Workflows.Migrating;

/// <summary>Whether containers are drawn alike on both sides.</summary>
internal sealed class MigrationShapes(MigrationSide source, MigrationSide target, IReadOnlyDictionary<string, string> mapping)
{
    /// <summary>The same steps under the same ids, with the same settings and arrows, all the way down.</summary>
    public bool IsSameInside(string from, string to) =>
        from == to && source.Steps.TryGetValue(from, out var old) && target.Steps.TryGetValue(to, out var @new)
        && old.Type == @new.Type && old.Slot == @new.Slot && MigrationSide.IsSame(old, @new) && JsonNode.DeepEquals(old.Arrows, @new.Arrows)
        && old.Children.SequenceEqual(@new.Children, StringComparer.Ordinal) && old.Children.TrueForAll(c => IsSameInside(c, c));

    /// <summary>
    /// The arrows and meeting points of a flowchart are the same, but for the ids of steps: several tokens in it wait for each other by them.
    /// </summary>
    public bool HasSameArrows(string from, string to)
    {
        if (!source.Steps.TryGetValue(from, out var old) || !target.Steps.TryGetValue(to, out var @new))
        {
            return false;
        }

        var steps = old.Children.ToDictionary(c => mapping.GetValueOrDefault(c, c), c => source.Steps[c], StringComparer.Ordinal);
        return steps.Count == @new.Children.Count && @new.Children.TrueForAll(c => steps.TryGetValue(c, out var was) && MeetsAlike(was, target.Steps[c]))
            && Arrows(old, mapping).SequenceEqual(Arrows(@new, null), StringComparer.Ordinal)
            && Named(old.Own["start"], mapping) == Named(@new.Own["start"], null);
    }

    private static bool MeetsAlike(Step was, Step now) => was.Type == now.Type
        && Merge(was) == Merge(now) && (was.Type != "Elsa.FlowJoin" || MigrationSide.IsSame(was, now));

    private static string Merge(Step step) => (step.Own["customProperties"] as JsonObject) is { } custom
        ? $"{custom["mergeMode"]} {custom["canStartWorkflow"]}" : " ";

    private static List<string> Arrows(Step flowchart, IReadOnlyDictionary<string, string>? mapping) =>
        [.. flowchart.Arrows.Select(a => $"{End(a, "source", mapping)} > {End(a, "target", mapping)}").Order(StringComparer.Ordinal)];

    private static string End(JsonNode? arrow, string side, IReadOnlyDictionary<string, string>? mapping) =>
        $"{Named(arrow?[side]?["activity"], mapping)}:{arrow?[side]?["port"]}";

    private static string Named(JsonNode? id, IReadOnlyDictionary<string, string>? mapping) =>
        id?.ToString() is { } text ? mapping?.GetValueOrDefault(text, text) ?? text : "";
}
