namespace Becs.Domain.Components;

/// <summary>What came of asking for the end of a bag.</summary>
public enum DiscardResult
{
    /// <summary>It has ended.</summary>
    Discarded,

    /// <summary>It is biohazard: another person has to confirm its destruction first.</summary>
    WitnessNeeded,
}
