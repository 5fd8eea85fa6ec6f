using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>Label facts of the bags. Append-only; guarded by the safety version of the bag.</summary>
public interface ILabels
{
    void Add(LabelPrint print);

    void Add(LabelVoid labelVoid);

    void Add(LabelVerification verification);

    /// <summary>All label facts of a bag, oldest first.</summary>
    Task<LabelHistory> OfAsync(UnitId unit, CancellationToken cancellationToken = default);
}
