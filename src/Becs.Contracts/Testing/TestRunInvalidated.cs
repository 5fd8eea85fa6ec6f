namespace Becs.Contracts.Testing;

/// <summary>A run was declared invalid: every result of it is void. Subject: the run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="DonationIds">Donations whose results became void: test them again.</param>
public sealed record TestRunInvalidated(
    Guid RunId,
    string ReasonCode,
    IReadOnlyList<Guid> DonationIds) : BecsEvent;
