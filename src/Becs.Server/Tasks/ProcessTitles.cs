using Becs.Server.Resources;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tasks;

/// <summary>
/// Names of tasks, outcomes and processes in the person's language. A workflow may name what no resource has: then the key's last word is
/// shown, so that a site's own workflow is readable before it is translated.
/// </summary>
public sealed class ProcessTitles(IStringLocalizer<ProcessText> texts)
{
    /// <summary>Title of a task, by its resource key.</summary>
    public string Task(string titleKey) => Find(titleKey) ?? Words(titleKey);

    /// <summary>What to do, by resource key; empty when there is nothing to say.</summary>
    public string Instructions(string titleKey, string? instructionsKey) =>
        Find(instructionsKey ?? titleKey + ".Instructions") ?? "";

    public string Outcome(string name) => Find("Outcome." + name) ?? Words(name);

    public string Process(string definitionId) => Find("Process." + definitionId) ?? definitionId;

    private string? Find(string key) => texts[key] is { ResourceNotFound: false } found ? found.Value : null;

    /// <summary><c>Task.CoSignLift</c> becomes "Co sign lift".</summary>
    private static string Words(string key)
    {
        var last = key[(key.LastIndexOf('.') + 1)..];
        return string.Concat(last.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
    }
}
