using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>The codes of donation types outside this process: in events, forms, requests.</summary>
public static class DonationTypeCodes
{
    private static readonly Dictionary<DonationType, string> Codes = new()
    {
        [DonationType.WholeBlood] = "whole-blood",
        [DonationType.SingleRedCells] = "single-red-cells",
        [DonationType.DoubleRedCells] = "double-red-cells",
        [DonationType.Platelets] = "platelets",
        [DonationType.PlateletsMultiple] = "platelets-multiple",
        [DonationType.Plasma] = "plasma",
        [DonationType.SourcePlasma] = "source-plasma",
    };

    public static string Code(this DonationType type) => Codes[type];

    /// <exception cref="InputException">VIS-001 for anything else.</exception>
    public static DonationType Parse(string? code, string field = "donationType")
    {
        foreach (var (type, known) in Codes)
        {
            if (known == code)
            {
                return type;
            }
        }

        throw new InputException(
            "VIS-001", field, $"There is no donation type '{code}'. Types: {string.Join(", ", Codes.Values)}.");
    }
}
