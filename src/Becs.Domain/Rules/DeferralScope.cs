namespace Becs.Domain.Rules;

/// <summary>Which donations or products a deferral stops.</summary>
public enum DeferralScope
{
    All, Platelets, Plasma, RedCells, Directed,
}
