namespace Becs.Domain.Patients;

/// <summary>
/// Needs a bag can satisfy by bearing the attribute of the same name; <see cref="Fresh"/> is derived from its collection. The strings are
/// stored: frozen.
/// </summary>
public static class SpecialNeedCodes
{
    public const string Irradiated = "irradiated";
    public const string CmvNegative = "cmv-negative";
    public const string HbSNegative = "hbs-negative";
    public const string Washed = "washed";
    public const string HlaMatched = "hla-matched";
    public const string Leukoreduced = "leukoreduced";

    /// <summary>Red cells younger than 7 days (domain.md 8.1).</summary>
    public const string Fresh = "fresh";

    public const int FreshDays = 7;

    public static IReadOnlySet<string> All { get; } = typeof(SpecialNeedCodes).GetFields()
        .Where(f => f is { IsLiteral: true } && f.FieldType == typeof(string))
        .Select(f => (string)f.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);
}
