using System.Text.Json.Nodes;
using Becs.Domain.Shared;

namespace Becs.Server.Designer.Definitions;

/// <summary>
/// Refuses a save that would lose a whole graph. Studio shows an empty canvas, without a word, when one activity's version has no
/// descriptor or when a page was not drawn in time, and its next automatic save would store that.
/// </summary>
internal static class EmptiedGraph
{
    /// <summary>Connections that may go in one save without leaving any: somebody takes two steps apart by hand.</summary>
    private const int FewConnections = 1;

    /// <exception cref="ConflictException">A flowchart that had steps would have none, or one that had connections would lose them all.</exception>
    public static void Check(JsonObject before, JsonObject sent)
    {
        var left = ActivityTree.Of(sent).DistinctBy(a => a.Id).ToDictionary(a => a.Id, a => a.Json, StringComparer.Ordinal);
        foreach (var place in ActivityTree.Of(before).Where(a => a.Json.Items("activities").Any()))
        {
            var isRoot = place.Parent is null;
            var after = left.GetValueOrDefault(place.Id) ?? (isRoot ? sent["root"] as JsonObject : null);
            if (after is null && !isRoot)
            {
                continue; // The container itself was taken out.
            }

            if (!after.Items("activities").Any())
            {
                throw new ConflictException("DSG-409", $"Not saved: {place.Id} would lose all its {place.Json.Items("activities").Count()} "
                    + "activities. Reload the page; to replace them, add the new activity before removing the last one.");
            }

            if (place.Json.Items("connections").Count() > FewConnections && !after.Items("connections").Any())
            {
                throw new ConflictException("DSG-410", $"Not saved: {place.Id} would lose all its {place.Json.Items("connections").Count()} "
                    + "connections at once. Reload the page; to draw it anew, keep one connection until the others are drawn.");
            }
        }
    }
}
