namespace Becs.Domain.Quarantine;

/// <summary>Says whether a workflow package may decide about blood: approved, effective, not withdrawn (RB-35).</summary>
public interface IPackageStanding
{
    Task<bool> IsApprovedAndEffectiveAsync(string packageHash, DateTime atAt, CancellationToken cancellationToken = default);
}
