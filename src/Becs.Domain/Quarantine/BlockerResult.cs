using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>One line of the vector.</summary>
/// <param name="Blocker">Code, <c>RB-01</c> to <c>RB-38</c>.</param>
/// <param name="State">What it says.</param>
/// <param name="Reason">Reason code when blocked.</param>
/// <param name="EvidenceId">Record that shows it: result, hold, deferral, run, cover.</param>
/// <param name="RuleId">Rule that says the blocker does not apply, or that was broken.</param>
/// <param name="Procedure">Manual procedure that covers it.</param>
/// <param name="CoveredUntil">Last day of the cover.</param>
public sealed record BlockerResult(
    string Blocker, BlockerState State, string? Reason = null, Guid? EvidenceId = null, string? RuleId = null,
    string? Procedure = null, DateOnly? CoveredUntil = null)
{
    public bool Blocks => State is BlockerState.Blocked or BlockerState.NotEvaluated;

    public static BlockerResult Clear(string blocker) => new(blocker, BlockerState.Clear);

    public static BlockerResult Blocked(string blocker, string reason, Guid? evidenceId = null, string? ruleId = null) =>
        new(blocker, BlockerState.Blocked, reason, evidenceId, ruleId);

    public static BlockerResult NotApplicable(string blocker, string ruleId) => new(blocker, BlockerState.NotApplicable, RuleId: ruleId);

    public static BlockerResult NotEvaluated(string blocker) => new(blocker, BlockerState.NotEvaluated);

    public static BlockerResult Covered(ManualCover cover) => new(
        cover.BlockerCode, BlockerState.CoveredByProcedure, EvidenceId: cover.Id, Procedure: cover.ProcedureCode,
        CoveredUntil: cover.ValidUntil);
}
