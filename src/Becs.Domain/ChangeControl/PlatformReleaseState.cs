namespace Becs.Domain.ChangeControl;

/// <summary>Where a platform release stands. Stored by name: frozen.</summary>
public enum PlatformReleaseState
{
    /// <summary>A node of this build was started here; quality has not accepted it. Its nodes serve nothing.</summary>
    Waiting,

    /// <summary>Accepted: its nodes serve.</summary>
    Accepted,

    /// <summary>Accepted once and taken back: its nodes serve nothing until it is accepted again.</summary>
    Withdrawn,
}
