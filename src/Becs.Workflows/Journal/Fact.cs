using System.Text.Json;

namespace Becs.Workflows.Journal;

/// <summary>
/// Something an activity learned about the world, under its meaning, so that history can be replayed.
/// </summary>
/// <param name="Name">Form and field, test code, rule.</param>
/// <param name="Value">The value. No personal data.</param>
public sealed record Fact(string Name, JsonElement Value);
