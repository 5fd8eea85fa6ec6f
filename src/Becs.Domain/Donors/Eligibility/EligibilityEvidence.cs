using System.Text.Json;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>What a gate decision keeps of the donor checks: codes, rule ids and evidence ids, no values and no confidential code.</summary>
public static class EligibilityEvidence
{
    public static string Of(
        EligibilityFacts facts, IReadOnlyList<EligibilityCheck> checks, IReadOnlyList<string>? further = null) =>
        JsonSerializer.Serialize(new
        {
            visit = facts.Visit.Id.Value,
            on = facts.On,
            answers = facts.Visit.LatestAnswers?.Id,
            examination = facts.Visit.LatestExamination?.Id,
            decision = facts.Visit.LatestPhysicianDecision?.Id,
            checks = checks.Select(c => new
            {
                blocker = c.Blocker,
                clear = c.IsClear,
                findings = c.Findings.Select(f => new { effect = f.Effect.ToString(), code = f.PublicCode, evidence = f.EvidenceId }),
                rules = c.Outcomes.Select(o => $"{o.RuleId}.v{o.RuleVersion}@{Short(o.PackHash)}").Distinct().Order(),
            }),
            further = further ?? [],
        });

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
