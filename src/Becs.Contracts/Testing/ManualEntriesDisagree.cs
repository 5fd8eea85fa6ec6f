namespace Becs.Contracts.Testing;

/// <summary>Two blind entries of one result differ: a third person resolves. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="TestCode">The test.</param>
/// <param name="RunId">The run.</param>
public sealed record ManualEntriesDisagree(
    Guid DonationId,
    string Din,
    string TestCode,
    Guid RunId) : BecsEvent;
