namespace Becs.Contracts.Accounts;

/// <summary>The establishment said whether a permission is held only with a valid training record.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="IsGated">Whether it needs training from now on.</param>
/// <param name="SetBy">Account of who said so.</param>
public sealed record TrainingGateSet(
    string Permission,
    bool IsGated,
    Guid SetBy) : BecsEvent;
