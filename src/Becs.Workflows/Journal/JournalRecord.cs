using System.Text.Json;

namespace Becs.Workflows.Journal;

/// <summary>One thing that happened to one activity, in order.</summary>
public sealed class JournalRecord
{
    /// <summary>The activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>This execution of it.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>The execution of its parent; null for the root.</summary>
    public string? ParentActivityInstanceId { get; init; }

    /// <summary>The activity type.</summary>
    public required string Type { get; init; }

    /// <summary>The version of the type.</summary>
    public required int Version { get; init; }

    /// <summary>What happened.</summary>
    public required JournalEvent Event { get; init; }

    /// <summary>The outcomes of a completion; null otherwise.</summary>
    public IReadOnlyList<string>? Outcomes { get; init; }

    /// <summary>What the activity noted; null if nothing. No personal data.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>
    /// Outputs that decide something in an expression of the workflow, by name; at a completion none says that none was set. Null where nothing is
    /// decided by one. Ids and codes, no personal data.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Outputs { get; init; }

    /// <summary>Such an output was too long to be kept: what it decides is undecided in a replay.</summary>
    public bool? IsOutputLost { get; init; }

    /// <summary>What the activity learned about the world; null if nothing.</summary>
    public IReadOnlyList<Fact>? Facts { get; init; }
}
