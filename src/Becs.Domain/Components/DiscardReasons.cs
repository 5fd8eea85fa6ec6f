namespace Becs.Domain.Components;

/// <summary>Why bags are discarded (domain.md 8.7). The strings are stored and shown through resources: frozen.</summary>
public static class DiscardReasons
{
    public const string Expired = "expired";
    public const string Broken = "broken";
    public const string VolumeOutOfRange = "volume-out-of-range";
    public const string TransmissibleInfection = "tti";
    public const string AboProblem = "abo-problem";
    public const string VisualInspection = "visual";
    public const string Temperature = "temperature";
    public const string Bacteria = "bacteria";
    public const string Recall = "recall";
    public const string DonorInformation = "donor-information";
    public const string ProcessingError = "processing-error";
    public const string LabelError = "label-error";
    public const string ReturnedUnfit = "returned-unfit";
    public const string AutologousUnused = "autologous-unused";

    public static IReadOnlySet<string> All { get; } = typeof(DiscardReasons).GetFields()
        .Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);

    /// <summary>Biohazard: destroying these must be signed.</summary>
    public static IReadOnlySet<string> Biohazard { get; } =
        new HashSet<string>(StringComparer.Ordinal) { TransmissibleInfection, Bacteria };
}
