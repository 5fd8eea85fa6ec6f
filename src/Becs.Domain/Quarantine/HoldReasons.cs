namespace Becs.Domain.Quarantine;

/// <summary>Why blood is held. The strings are stored and shown through resources: frozen.</summary>
public static class HoldReasons
{
    /// <summary>Any staff, any doubt (RB-38).</summary>
    public const string Manual = "manual";
    public const string DonorInformation = "donor-information";
    public const string ReactiveResult = "reactive-result";
    public const string AboDiscrepancy = "abo-discrepancy";
    public const string HistoryMismatch = "abo-hist-mismatch";
    public const string SelfExclusion = "self-exclusion";
    public const string LotRecall = "lot-recall";
    public const string Recall = "recall";
    public const string Visual = "visual";
    public const string Temperature = "temperature";
    public const string ReturnedUnfit = "returned-unfit";
    public const string Deviation = "deviation";

    public static IReadOnlySet<string> All { get; } = typeof(HoldReasons).GetFields()
        .Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);
}
