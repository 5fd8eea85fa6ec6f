namespace Becs.Domain.Quarantine;

/// <summary>Says whether a workflow package may decide about blood: approved and effective (RB-35). A retired one was: what runs on it goes on.</summary>
public interface IPackageStanding
{
    Task<bool> WasApprovedAndEffectiveAsync(string packageHash, DateTime atAt, CancellationToken cancellationToken = default);
}
