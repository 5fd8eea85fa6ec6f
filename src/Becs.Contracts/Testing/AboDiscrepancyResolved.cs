namespace Becs.Contracts.Testing;

/// <summary>Two people settled a blood group discrepancy, or found that it cannot be settled. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="FindingId">The signed finding.</param>
/// <param name="CauseCode">Cause found, such as <c>sample-mix-up</c>.</param>
/// <param name="IsSettled">False: no group could be settled and the donation is unsuitable.</param>
public sealed record AboDiscrepancyResolved(
    Guid DonationId,
    string Din,
    Guid FindingId,
    string CauseCode,
    bool IsSettled) : BecsEvent;
