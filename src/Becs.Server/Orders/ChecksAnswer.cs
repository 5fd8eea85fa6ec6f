using Becs.Domain.Orders;

namespace Becs.Server.Orders;

/// <summary>What the checks of reservation or issue say at one moment. Decides nothing: only the gate does, and it checks again.</summary>
public sealed record ChecksAnswer(DateTime EvaluatedAt, string Gate, bool IsEmergency, IReadOnlyList<CheckAnswer> Checks)
{
    internal static ChecksAnswer Of(CheckVector vector) => new(
        vector.EvaluatedAt, vector.Gate.ToString(), vector.IsEmergency,
        [.. vector.Results.Select(r => new CheckAnswer(r.Code, r.State.ToString(), r.Reason, r.EvidenceId))]);
}

/// <summary>One check.</summary>
/// <param name="Code">ISS-001 to ISS-017.</param>
public sealed record CheckAnswer(string Code, string State, string? Reason, Guid? EvidenceId);
