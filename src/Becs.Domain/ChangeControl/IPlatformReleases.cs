namespace Becs.Domain.ChangeControl;

/// <summary>The builds this database has seen.</summary>
public interface IPlatformReleases
{
    Task<PlatformRelease?> FindAsync(string releaseHash, CancellationToken cancellationToken = default);

    Task<PlatformRelease?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>All of them, newest first.</summary>
    Task<IReadOnlyList<PlatformRelease>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether its row is as the program wrote it.</summary>
    Task<bool> IsGenuineAsync(PlatformRelease release, CancellationToken cancellationToken = default);

    /// <summary>What was signed about recorded cases, oldest first.</summary>
    Task<IReadOnlyList<PlatformJustification>> JustificationsAsync(Guid releaseId, CancellationToken cancellationToken = default);

    /// <summary>The replays of history through it, one for each workflow, by workflow.</summary>
    Task<IReadOnlyList<ChangeReplay>> ReplaysAsync(Guid releaseId, CancellationToken cancellationToken = default);

    /// <summary>Makes sure that no other acceptance is taken back at the same time: of two commits that took this, the later is run again and sees the former.</summary>
    Task TakeWithdrawalTurnAsync(CancellationToken cancellationToken = default);

    void Add(PlatformRelease release);

    void Add(PlatformJustification justification);
}
