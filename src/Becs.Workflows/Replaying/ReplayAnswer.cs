using System.Text.Json;

namespace Becs.Workflows.Replaying;

/// <summary>What one step that reaches outside answered, or shall answer.</summary>
/// <param name="Meaning">What was answered, as <see cref="StepMeaning"/> names it: the same in every version of a workflow.</param>
/// <param name="Outcome">The outcome it left by.</param>
public sealed record ReplayAnswer(string Meaning, string Outcome)
{
    /// <summary>The step that answered, where it is known: a step of this id takes it before another of the same meaning does.</summary>
    public string? StepId { get; init; }

    /// <summary>When (UTC); null: as soon as it is asked.</summary>
    public DateTime? At { get; init; }

    /// <summary>Why it failed: the burst is dropped and an incident waits; the next answer of this step is its retry. Null: it did not fail.</summary>
    public string? Fault { get; init; }

    /// <summary>Outputs that are known not to have been set, by name. Any other that is not given is unknown: a decision by it is undecided.</summary>
    public IReadOnlyCollection<string> NotSet { get; init; } = [];

    /// <summary>The values of its outputs by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>What the step noted when it answered; null if nothing. No personal data.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>What the step that answered was asked with, by input; null when that is not known: then nothing is held against the answer.</summary>
    public IReadOnlyDictionary<string, string>? Inputs { get; init; }
}
