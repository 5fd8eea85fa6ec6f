namespace Becs.Domain.Rules;

/// <summary>What is collected; decides limits, intervals and tests.</summary>
public enum DonationType
{
    WholeBlood,

    /// <summary>One red-cell unit by apheresis; counts as whole blood.</summary>
    SingleRedCells,
    DoubleRedCells,
    Platelets,

    /// <summary>Double or triple platelet collection.</summary>
    PlateletsMultiple,

    /// <summary>Infrequent plasma.</summary>
    Plasma,

    /// <summary>Source (frequent) plasma.</summary>
    SourcePlasma,
}
