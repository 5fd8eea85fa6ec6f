using System.Text.Json;

namespace Becs.Workflows.Models;

/// <summary>A place where an instance waits. Its correlation id is that of its instance.</summary>
public sealed record Bookmark
{
    /// <summary>The id a resume names.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the stimulus, by default the activity's type name.</summary>
    public required string Name { get; init; }

    /// <summary>Upper-case hex SHA-256 of name, stimulus and, if so asked, activity instance.</summary>
    public required string Hash { get; init; }

    /// <summary>The stimulus as JSON, camel-cased; null if none.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>The activity that waits.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Its node id.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The execution of it that waits.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>The name of the method to call; null completes the activity (see <see cref="AutoComplete"/>).</summary>
    public string? CallbackMethodName { get; init; }

    /// <summary>Whether a resume uses it up.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>Without a callback: whether a resume completes the activity.</summary>
    public bool AutoComplete { get; init; } = true;

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When a timer resumes it (UTC); null if none does.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>Names and values given by the activity.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
