namespace Becs.Contracts.Testing;

/// <summary>Tests were ordered on a donation. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="OrderId">The order.</param>
/// <param name="TestCodes">Codes of the panel in force on that day.</param>
/// <param name="PackHash">Hash of the rule pack the panel came from.</param>
public sealed record TestsOrdered(
    Guid DonationId,
    string Din,
    Guid OrderId,
    IReadOnlyList<string> TestCodes,
    string PackHash) : BecsEvent;
