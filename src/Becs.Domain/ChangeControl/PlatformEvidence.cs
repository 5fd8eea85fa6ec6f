using System.Text.Json;
using System.Text.Json.Nodes;

namespace Becs.Domain.ChangeControl;

/// <summary>What the replay of history through a build shows, as it is stored and hashed.</summary>
public static class PlatformEvidence
{
    private const string Unknown = "unknown";

    /// <summary>The evidence, to be made canonical.</summary>
    /// <param name="releaseHash">The build.</param>
    /// <param name="replays">Each workflow's replay with the cases that would go another way.</param>
    public static JsonObject Written(string releaseHash, IEnumerable<(ChangeReplay Replay, IReadOnlyList<ReplayCase> Cases)> replays) => new()
    {
        ["format"] = 1,
        ["release"] = releaseHash,
        ["workflows"] = new JsonArray([.. replays.OrderBy(r => r.Replay.DefinitionId, StringComparer.Ordinal).Select(r => (JsonNode)new JsonObject
        {
            ["workflow"] = r.Replay.DefinitionId, ["recorded"] = r.Replay.OnRecord, ["replayed"] = r.Replay.Done, ["same"] = r.Replay.Same,
            ["endedOtherwise"] = r.Replay.EndedOtherwise,
            ["cases"] = Written(r.Cases),
        })]),
    };

    /// <summary>Cases that would go another way, as evidence writes them.</summary>
    public static JsonArray Written(IEnumerable<ReplayCase> cases) => new([.. cases.Select(c => (JsonNode)new JsonObject
    {
        ["instance"] = c.InstanceId.ToString("D"), ["class"] = JsonNamingPolicy.CamelCase.ConvertName(c.Class.ToString()), ["before"] = c.Before,
        ["after"] = c.After, ["missing"] = c.Missing, ["step"] = c.StepId,
    })]);

    /// <summary>Each case that would be released by its id; undecided ones by what was never recorded.</summary>
    internal static IReadOnlyList<EvidenceGap> GapsOf(string evidence)
    {
        using var json = JsonDocument.Parse(evidence);
        var undecided = JsonNamingPolicy.CamelCase.ConvertName(nameof(ReplayClass.Undecided));
        return [.. json.RootElement.GetProperty("workflows").EnumerateArray().SelectMany(w => w.GetProperty("cases").EnumerateArray())
            .Select(c => (Class: c.GetProperty("class").GetString(), Instance: c.GetProperty("instance").GetString()!, Missing: c.GetProperty("missing").GetString()))
            .Where(c => c.Class == EvidenceOnFile.BlockToRelease || c.Class == undecided)
            .Select(c => c.Class == undecided
                ? new EvidenceGap(EvidenceGapKind.Undecided, c.Missing ?? Unknown)
                : new EvidenceGap(EvidenceGapKind.BlockToRelease, c.Instance))
            .Distinct()];
    }
}
