namespace Becs.Server.ChangeControl;

/// <summary>Which workflows start a workflow: each keeps the version it pinned until it is changed itself, so whoever changes one must know them.</summary>
internal static class WorkflowUsers
{
    /// <param name="versions">Versions in use or to be, each with the workflows it starts.</param>
    /// <param name="definitionId">The workflow.</param>
    /// <returns>Those that start it, by themselves or through others, by name.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<(string DefinitionId, IReadOnlyCollection<string> Starts)> versions, string definitionId)
    {
        var starters = versions.SelectMany(v => v.Starts.Select(s => (Child: s, v.DefinitionId))).ToLookup(p => p.Child, p => p.DefinitionId, StringComparer.Ordinal);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var left = new Queue<string>([definitionId]);
        while (left.TryDequeue(out var next))
        {
            foreach (var user in starters[next].Where(u => u != definitionId && found.Add(u)))
            {
                left.Enqueue(user);
            }
        }

        return [.. found];
    }
}
