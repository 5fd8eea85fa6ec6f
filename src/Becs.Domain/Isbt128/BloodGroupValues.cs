using System.Collections.Frozen;
using System.Globalization;

namespace Becs.Domain.Isbt128;

/// <summary>Every gg value of structure 002 that domain.md 4.3 lists.</summary>
internal static class BloodGroupValues
{
    // Each ABO/RhD group owns eight consecutive values, in this order.
    private static readonly IntendedUse[] _usesInOrder =
    [
        IntendedUse.DirectedOnly, IntendedUse.EmergencyOnly, IntendedUse.DirectedBiohazard,
        IntendedUse.DirectedCrossover,
        IntendedUse.Default, IntendedUse.AutologousCrossover, IntendedUse.AutologousOnly,
        IntendedUse.AutologousBiohazard,
    ];

    internal static FrozenDictionary<string, Row> Rows { get; } = Build().ToFrozenDictionary(StringComparer.Ordinal);

    private static Dictionary<string, Row> Build()
    {
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        AddGroup(91, AboGroup.O, RhD.Negative);
        AddGroup(47, AboGroup.O, RhD.Positive);
        AddGroup(2, AboGroup.A, RhD.Negative);
        AddGroup(58, AboGroup.A, RhD.Positive);
        AddGroup(13, AboGroup.B, RhD.Negative);
        AddGroup(69, AboGroup.B, RhD.Positive);
        AddGroup(24, AboGroup.AB, RhD.Negative);
        AddGroup(80, AboGroup.AB, RhD.Positive);
        Add("55", AboGroup.O, null);
        Add("66", AboGroup.A, null);
        Add("77", AboGroup.B, null);
        Add("88", AboGroup.AB, null);
        Add("D6", AboGroup.ParaBombay, RhD.Negative);
        Add("E6", AboGroup.ParaBombay, RhD.Positive);
        Add("G6", AboGroup.Bombay, RhD.Negative);
        Add("H6", AboGroup.Bombay, RhD.Positive);
        Add("A0", AboGroup.A, RhD.Pooled);
        Add("B0", AboGroup.B, RhD.Pooled);
        Add("C0", AboGroup.AB, RhD.Pooled);
        Add("D0", AboGroup.O, RhD.Pooled);
        Add("E0", AboGroup.Pooled, RhD.Positive);
        Add("F0", AboGroup.Pooled, RhD.Negative);
        Add("G0", AboGroup.Pooled, RhD.Pooled);
        Add("H0", AboGroup.Pooled, null);
        Add("I0", AboGroup.A, null, "A1");
        Add("J0", AboGroup.A, null, "A2");
        Add("K0", AboGroup.AB, null, "A1B");
        Add("L0", AboGroup.AB, null, "A2B");
        AddMessage("00", BloodGroupMessage.NoInformation);
        AddMessage("Ma", BloodGroupMessage.AutologousCollection);
        AddMessage("Mb", BloodGroupMessage.Biohazard);
        AddMessage("Md", BloodGroupMessage.Discard);
        AddMessage("Mf", BloodGroupMessage.FractionationOnly);
        AddMessage("Mq", BloodGroupMessage.Quarantine);
        AddMessage("Mr", BloodGroupMessage.Research);
        AddMessage("Mx", BloodGroupMessage.NotForTransfusion);
        return rows;

        void AddGroup(int first, AboGroup abo, RhD rhD)
        {
            for (var i = 0; i < _usesInOrder.Length; i++)
            {
                var gg = (first + i).ToString("00", CultureInfo.InvariantCulture);
                rows.Add(gg, new(abo, rhD, null, _usesInOrder[i], BloodGroupMessage.None));
            }
        }

        void Add(string gg, AboGroup abo, RhD? rhD, string? subgroup = null) =>
            rows.Add(gg, new(abo, rhD, subgroup, IntendedUse.Default, BloodGroupMessage.None));

        void AddMessage(string gg, BloodGroupMessage message) =>
            rows.Add(gg, new(null, null, null, IntendedUse.Default, message));
    }

    internal sealed record Row(AboGroup? Abo, RhD? RhD, string? Subgroup, IntendedUse Use, BloodGroupMessage Message);
}
