namespace Becs.Contracts.Testing;

/// <summary>A result was recorded: one fact of the algorithm, not a verdict. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="ResultId">The result.</param>
/// <param name="TestCode">The test.</param>
/// <param name="Role"><c>initial</c>, <c>repeat1</c>, <c>repeat2</c> or <c>confirmatory</c>.</param>
/// <param name="Interpretation"><c>R</c>, <c>NR</c>, <c>GZ</c>, <c>IND</c>, <c>INV</c>; null for a blood group, and
/// for an entry that waits for a blind second one.</param>
/// <param name="RunId">The run it came from.</param>
public sealed record TestResultRecorded(
    Guid DonationId,
    string Din,
    Guid ResultId,
    string TestCode,
    string Role,
    string? Interpretation,
    Guid RunId) : BecsEvent;
