using Becs.Domain.Gates;
using Becs.Domain.Signatures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Becs.Persistence.Audit;

/// <summary>
/// What a commit leaves of a row with a code, as the trail tells it: a code says what a row holds, not that it is there nor that it is the newest.
/// Stored: frozen.
/// </summary>
/// <param name="Table">Its table.</param>
/// <param name="OwnId">Its identity when it may be written again: what was told of it last is looked up by it. Null: it is written once.</param>
/// <param name="Key">Its whole key (<see cref="KeyOf"/>).</param>
/// <param name="Code">The first half of its code, hex; <see cref="Gone"/> when it was deleted.</param>
internal sealed record RowTelling(string Table, Guid? OwnId, string Key, string Code)
{
    /// <summary>What a row of the trail says that tells of rows.</summary>
    public const string What = "row.written";

    public const string Gone = "gone";

    private const int CodeBytes = 16;

    /// <summary>Tables that the trail tells of. Signatures and gate decisions are written once, in every burst, and named by the rows of their commits.</summary>
    public static IEnumerable<IEntityType> Tables(IModel model) =>
        RowCode.Tables(model).Where(IsTold);

    public static bool IsTold(IReadOnlyEntityType table) =>
        table.FindProperty(RowCode.Mac) is not null && table.ClrType != typeof(Signature) && table.ClrType != typeof(GateDecision);

    public static string CodeOf(byte[] mac) => Convert.ToHexStringLower(mac.AsSpan(0, Math.Min(CodeBytes, mac.Length)));

    /// <summary>The values of a key in their order; what a person may have named is escaped.</summary>
    public static string KeyOf(IEnumerable<object?> values) => string.Join('/', values.Select(v => v is Guid id ? id.ToString("D") : Uri.EscapeDataString($"{v}")));

    public static IEnumerable<RowTelling> Read(string? text)
    {
        foreach (var parts in (text ?? "").Split('\n').Select(l => l.Split(' ')).Where(p => p.Length == 3))
        {
            yield return new RowTelling(parts[0], null, parts[1], parts[2]);
        }
    }

    public override string ToString() => $"{Table} {Key} {Code}";
}
