namespace Becs.Domain.ChangeControl;

/// <summary>Where a package stands. Stored by name: frozen.</summary>
public enum PackageState
{
    /// <summary>Loaded; QA has not accepted it. It starts nothing.</summary>
    Waiting,

    /// <summary>Accepted by QA; starts instances from its effective time until a later version is effective.</summary>
    Accepted,

    /// <summary>Withdrawn from use: starts nothing; running instances stay on it.</summary>
    Retired,
}
