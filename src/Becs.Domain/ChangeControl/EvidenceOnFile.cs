using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// What was worked out about a change and what was signed about it. Whether a version may be validated or approved is decided from the evidence
/// itself, read again each time; what is missing, not finished, or not what its hash says, locks.
/// </summary>
public sealed record EvidenceOnFile(IReadOnlyList<ChangeEvidence> Evidence, IReadOnlyList<ChangeJustification> Justifications)
{
    /// <summary>As the evidence of a replay names the class of cases that lock until each is justified.</summary>
    public const string BlockToRelease = "blockToRelease";

    private const int MostNamed = 20;

    /// <summary>The build that looks at the evidence; null where no build counts.</summary>
    public string? Build { get; init; }

    /// <summary>Gaps in the scenarios: outcomes and steps never reached, scenarios that go another way.</summary>
    /// <exception cref="RuleException">CHG-053: there is no such evidence, or it is not what its hash says.</exception>
    public IReadOnlyList<EvidenceGap> ScenarioGaps(string packageHash)
    {
        using var json = Read(ChangeEvidence.Scenarios, packageHash);
        var coverage = json.RootElement.GetProperty("coverage");
        return
        [
            .. coverage.GetProperty("branches").EnumerateArray().Where(b => !b.GetProperty("reached").GetBoolean())
                .Select(b => new EvidenceGap(EvidenceGapKind.Branch, $"{b.GetProperty("step").GetString()}:{b.GetProperty("outcome").GetString()}")),
            .. coverage.GetProperty("steps").EnumerateArray().Where(s => !s.GetProperty("reached").GetBoolean())
                .Select(s => new EvidenceGap(EvidenceGapKind.Step, s.GetProperty("step").GetString()!)),
            .. json.RootElement.GetProperty("results").EnumerateArray().Where(r => !r.GetProperty("asExpected").GetBoolean())
                .Select(r => new EvidenceGap(EvidenceGapKind.Scenario, r.GetProperty("name").GetString()!)),
        ];
    }

    /// <summary>Recorded cases that ended blocked and would end released.</summary>
    /// <exception cref="RuleException">CHG-053: the replay of history is not finished, or its evidence is not what its hash says.</exception>
    public IReadOnlyList<EvidenceGap> ReplayGaps(string packageHash)
    {
        using var json = Read(ChangeEvidence.Replay, packageHash);
        return [.. json.RootElement.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("class").GetString() == BlockToRelease)
            .Select(c => new EvidenceGap(EvidenceGapKind.BlockToRelease, c.GetProperty("instance").GetString()!))];
    }

    /// <summary>Whether the evidence of a kind is there.</summary>
    public bool Has(string kind, string packageHash) => Evidence.Any(e => e.Kind == kind && e.PackageHash == packageHash);

    /// <summary>Whether somebody signed why a gap does not matter.</summary>
    public bool IsJustified(EvidenceGap gap, string packageHash) =>
        Justifications.Any(j => j.PackageHash == packageHash && j.Kind == gap.Kind && j.Key == gap.Key);

    /// <exception cref="RuleException">A gap is not justified: CHG-050 for branches and steps, CHG-051 for scenarios.</exception>
    internal void DemandScenarios(string number, string packageHash)
    {
        var open = ScenarioGaps(packageHash).Where(g => !IsJustified(g, packageHash)).ToList();
        Demand("CHG-050", number, "no scenario shows", [.. open.Where(g => g.Kind != EvidenceGapKind.Scenario)]);
        Demand("CHG-051", number, "another way than expected is taken by", [.. open.Where(g => g.Kind == EvidenceGapKind.Scenario)]);
    }

    /// <exception cref="RuleException">CHG-052: a case that ended blocked would end released, and nobody signed why that is right.</exception>
    internal void DemandReplay(string number, string packageHash) =>
        Demand("CHG-052", number, "blocked before and released by this version are the cases", [.. ReplayGaps(packageHash).Where(g => !IsJustified(g, packageHash))]);

    /// <summary>Whether past cases were replayed by another build than the one that looks. Without a finished replay nothing was.</summary>
    public bool IsOfAnotherBuild(string packageHash) => Build is not null && Has(ChangeEvidence.Replay, packageHash) && BuildOf(packageHash) != Build;

    /// <exception cref="RuleException">CHG-054: what another build made of past cases says nothing of this one.</exception>
    internal void DemandSameBuild(string number, string packageHash)
    {
        if (IsOfAnotherBuild(packageHash))
        {
            var other = BuildOf(packageHash) ?? "unknown";
            throw new RuleException("CHG-054",
                $"{number} is locked: its past cases were replayed by build {other}, and this is build {Build}. Give it back, and let it be submitted again: "
                    + "then they are replayed by this build.",
                new Dictionary<string, string> { ["evidence"] = other });
        }
    }

    private string? BuildOf(string packageHash)
    {
        using var json = Read(ChangeEvidence.Replay, packageHash);
        return json.RootElement.TryGetProperty("build", out var build) ? build.GetString() : null;
    }

    private static void Demand(string code, string number, string what, IReadOnlyList<EvidenceGap> gaps)
    {
        if (gaps.Count > 0)
        {
            var named = string.Join(", ", gaps.Take(MostNamed).Select(g => g.Key)) + (gaps.Count > MostNamed ? $" and {gaps.Count - MostNamed} more" : "");
            throw new RuleException(code, $"{number} is locked: {what} {named}. Each needs a scenario or a signed justification.",
                new Dictionary<string, string> { ["gaps"] = named });
        }
    }

    private JsonDocument Read(string kind, string packageHash)
    {
        var found = Evidence.FirstOrDefault(e => e.Kind == kind && e.PackageHash == packageHash)
            ?? throw new RuleException("CHG-053", $"The evidence '{kind}' of package {packageHash} is not there, or not finished: nothing is signed without it.",
                new Dictionary<string, string> { ["evidence"] = kind });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(found.Content))) == found.ContentHash
            ? JsonDocument.Parse(found.Content)
            : throw new RuleException("CHG-053", $"The evidence '{kind}' of package {packageHash} is not what its hash {found.ContentHash} says.",
                new Dictionary<string, string> { ["evidence"] = kind });
    }
}
