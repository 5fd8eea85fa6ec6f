namespace Becs.Domain.Components;

/// <summary>The label facts of one bag, and what follows from them.</summary>
public sealed record LabelHistory(
    IReadOnlyList<LabelPrint> Prints, IReadOnlyList<LabelVoid> Voids, IReadOnlyList<LabelVerification> Verifications)
{
    /// <summary>The label that counts: the one with the highest number, unless it was voided.</summary>
    public LabelPrint? Current =>
        Prints.MaxBy(p => p.Number) is { } last && Voids.All(v => v.PrintId != last.Id) ? last : null;

    /// <summary>The latest verification of the label that counts.</summary>
    public LabelVerification? CurrentVerification => Current is { } current
        ? Verifications.Where(v => v.PrintId == current.Id).MaxBy(v => v.Stamp.RecordedAt)
        : null;

    public int NextNumber => Prints.Select(p => p.Number).DefaultIfEmpty().Max() + 1;
}
