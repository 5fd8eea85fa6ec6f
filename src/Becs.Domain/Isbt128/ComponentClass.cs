namespace Becs.Domain.Isbt128;

/// <summary>What a product is to the rules: the class decides shelf life, tests, compatibility.</summary>
public enum ComponentClass
{
    WholeBlood, RedCells, Plasma, Platelets, Cryo,
}
