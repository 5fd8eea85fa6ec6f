using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>What somebody does with a task.</summary>
/// <param name="User">Who does it.</param>
/// <param name="Outcome">The outcome chosen.</param>
/// <param name="Data">The form.</param>
/// <param name="Meaning">Meaning of the signature; null when none is given.</param>
internal sealed record TaskAnswer(string User, string Outcome, JsonObject Data, string? Meaning = null);

/// <summary>A task as the robot needs it.</summary>
internal sealed record OpenTask(
    Guid Id, string Process, string FormKey, string TitleKey, string? SubjectKind, string? SubjectId, string? SubjectDisplay, int Revision,
    IReadOnlyList<string> Outcomes)
{
    public static OpenTask Of(JsonNode node) => new(
        node["id"]!.GetValue<Guid>(), node["process"]!.GetValue<string>(), node["formKey"]!.GetValue<string>(),
        node["titleKey"]!.GetValue<string>(), node["subjectKind"]?.GetValue<string>(), node["subjectId"]?.ToString(),
        node["subjectDisplay"]?.GetValue<string>(), node["revision"]!.GetValue<int>(),
        [.. node["outcomes"]!.AsArray().Select(o => o!.GetValue<string>())]);
}
