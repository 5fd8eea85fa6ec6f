namespace Becs.Domain.Orders;

/// <summary>One line of an allocation or issue vector.</summary>
/// <param name="Code">Code of <see cref="IssueCodes"/>.</param>
/// <param name="State">What it says.</param>
/// <param name="Reason">Reason code when failed, rule when not applicable.</param>
/// <param name="EvidenceId">Record that shows it.</param>
public sealed record CheckResult(string Code, CheckState State, string? Reason = null, Guid? EvidenceId = null)
{
    public bool Fails => State == CheckState.Failed;

    public static CheckResult Pass(string code, Guid? evidenceId = null) => new(code, CheckState.Passed, null, evidenceId);

    public static CheckResult Fail(string code, string reason, Guid? evidenceId = null) =>
        new(code, CheckState.Failed, reason, evidenceId);

    public static CheckResult Skip(string code, string rule) => new(code, CheckState.NotApplicable, rule);

    public static CheckResult When(bool passes, string code, string reason, Guid? evidenceId = null) =>
        passes ? Pass(code, evidenceId) : Fail(code, reason, evidenceId);
}
