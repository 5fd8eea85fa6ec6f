using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Persistence.ReadModel;

namespace Becs.Server.Components;

/// <summary>A bag with its history and, unless it ended, the vector as a gate would see it now.</summary>
/// <param name="Vector">Null once nothing more can happen to the bag.</param>
public sealed record UnitAnswer(UnitRecord Record, bool IsExpired, VectorAnswer? Vector);

/// <summary>Every release blocker at one moment. Decides nothing: only the gate does, and it evaluates again.</summary>
public sealed record VectorAnswer(DateTime EvaluatedAt, string Stage, bool IsClear, IReadOnlyList<BlockerAnswer> Blockers)
{
    internal static VectorAnswer Of(BlockerVector vector) => new(
        vector.EvaluatedAt, vector.Stage.ToString(), vector.IsClear, [.. vector.Results.Select(r => new BlockerAnswer(
            r.Blocker, ReleaseBlockers.Find(r.Blocker)?.Key ?? r.Blocker, r.State.ToString(), r.Blocks, r.Reason, r.EvidenceId, r.RuleId,
            r.Procedure, r.CoveredUntil))]);
}

/// <summary>One line of the vector.</summary>
/// <param name="Code">RB-01 to RB-38.</param>
/// <param name="Key">Resource key of its name.</param>
/// <param name="Procedure">The manual procedure that covers it, when one does.</param>
public sealed record BlockerAnswer(
    string Code, string Key, string State, bool Blocks, string? Reason, Guid? EvidenceId, string? RuleId, string? Procedure,
    DateOnly? CoveredUntil);

/// <summary>What the label that counts says, as its ISBT 128 data structures: what a scanner reads off the bag.</summary>
/// <param name="State"><c>printed</c>, <c>verified</c>, <c>mismatch</c> or <c>voided</c>.</param>
/// <param name="Din">Structure 001.</param>
/// <param name="BloodGroup">Structure 002.</param>
/// <param name="ProductCode">Structure 003.</param>
/// <param name="Expiry">Structure 004 or 005.</param>
/// <param name="Concatenated">All four in one read.</param>
public sealed record UnitLabelAnswer(
    int Number, string State, string PrintedBy, DateTime PrintedAt, string Din, string BloodGroup, string ProductCode, string Expiry,
    string Concatenated)
{
    internal static UnitLabelAnswer Of(LabelRow label)
    {
        var (din, group, product) = ($"={label.Din}00", $"=%{label.BloodGroup}", $"=<{label.ProductCode}");
        var expiry = (label.Expiry.Length == 6 ? "=>" : "&>") + label.Expiry;
        return new UnitLabelAnswer(
            label.Number, label.State, label.PrintedBy, label.PrintedAt, din, group, product, expiry, din + group + product + expiry);
    }
}

/// <summary>Where the bag is now.</summary>
public sealed record UnitMovedAnswer(Guid UnitId, Guid SiteId, string StorageCode);
