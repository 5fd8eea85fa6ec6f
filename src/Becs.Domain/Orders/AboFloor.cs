using Becs.Domain.Isbt128;

namespace Becs.Domain.Orders;

/// <summary>
/// What no rule pack may loosen: ABO and RhD compatibility as immunology has it (domain.md 8.1). A group that is not confirmed by two
/// determinations counts as unknown, which takes group O red cells and AB plasma.
/// </summary>
public static class AboFloor
{
    /// <summary>May a bag of this ABO group go to a patient of this group (null = unknown)?</summary>
    public static bool AllowsAbo(ComponentClass componentClass, AboGroup? patient, AboGroup unit) => componentClass switch
    {
        _ when unit == AboGroup.Pooled => false,
        ComponentClass.RedCells => RedCells(patient, unit),

        // Cells and plasma both: identical only. Low-titre group O needs a titre, which is not recorded.
        ComponentClass.WholeBlood => patient == unit,
        ComponentClass.Plasma => Plasma(patient, unit),

        // Cryoprecipitate for adults, and platelets by preference: any group.
        ComponentClass.Cryo => true,
        ComponentClass.Platelets => unit is not (AboGroup.Bombay or AboGroup.ParaBombay),
        _ => false,
    };

    /// <summary>May a bag of this RhD type go to a patient of this type (null = unknown)? RhD positive cells need a positive patient.</summary>
    public static bool AllowsRhD(ComponentClass componentClass, RhD? patient, RhD unit) => componentClass switch
    {
        ComponentClass.RedCells or ComponentClass.WholeBlood => unit == RhD.Negative || patient == RhD.Positive,
        _ => true,
    };

    // A Bombay patient has anti-H: group O cells, which are rich in H, kill. Para-Bombay is treated alike.
    private static bool RedCells(AboGroup? patient, AboGroup unit) => patient switch
    {
        AboGroup.Bombay or AboGroup.ParaBombay => unit == AboGroup.Bombay,
        _ when unit is AboGroup.Bombay or AboGroup.ParaBombay => false,
        null or AboGroup.O => unit == AboGroup.O,
        AboGroup.A => unit is AboGroup.A or AboGroup.O,
        AboGroup.B => unit is AboGroup.B or AboGroup.O,
        AboGroup.AB => true,
        _ => false,
    };

    private static bool Plasma(AboGroup? patient, AboGroup unit) => patient switch
    {
        _ when unit is AboGroup.Bombay or AboGroup.ParaBombay => false,
        AboGroup.O or AboGroup.Bombay or AboGroup.ParaBombay => true,
        AboGroup.A => unit is AboGroup.A or AboGroup.AB,
        AboGroup.B => unit is AboGroup.B or AboGroup.AB,
        null or AboGroup.AB => unit == AboGroup.AB,
        _ => false,
    };
}
