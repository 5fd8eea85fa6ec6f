namespace Becs.Contracts.Accounts;

/// <summary>A training record was ended before its last day, or because it was wrong. It does not count from now on.</summary>
/// <param name="RecordId">The training record that was ended.</param>
/// <param name="AccountId">Account of who it was about.</param>
/// <param name="Permission">The permission it was for.</param>
/// <param name="EndedBy">Account of who ended it.</param>
public sealed record TrainingRecordEnded(
    Guid RecordId,
    Guid AccountId,
    string Permission,
    Guid EndedBy) : BecsEvent;
