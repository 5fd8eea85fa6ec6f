namespace Becs.Contracts.Testing;

/// <summary>A repeatedly reactive result asks for a confirmatory test. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="TestCodes">Tests to confirm.</param>
public sealed record ConfirmatoryTestingNeeded(
    Guid DonationId,
    string Din,
    IReadOnlyList<string> TestCodes) : BecsEvent;
