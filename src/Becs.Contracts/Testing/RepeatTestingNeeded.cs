namespace Becs.Contracts.Testing;

/// <summary>An initially reactive result asks for a repeat in duplicate. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="TestCodes">Tests to repeat.</param>
public sealed record RepeatTestingNeeded(
    Guid DonationId,
    string Din,
    IReadOnlyList<string> TestCodes) : BecsEvent;
