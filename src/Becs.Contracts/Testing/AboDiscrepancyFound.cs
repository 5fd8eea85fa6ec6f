namespace Becs.Contracts.Testing;

/// <summary>Blood grouping contradicts itself or the donor's history: no group is reported. Subject: the
/// donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="ReasonCode">Such as <c>ABO-FORWARD-REVERSE</c> or <c>ABO-HIST-MISMATCH</c>.</param>
public sealed record AboDiscrepancyFound(
    Guid DonationId,
    string Din,
    string ReasonCode) : BecsEvent;
