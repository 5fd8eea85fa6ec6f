namespace Becs.Domain.Gates;

/// <summary>What a gate said. There is no third answer: what is not known blocks.</summary>
public enum GateVerdict
{
    Blocked,
    Clear,
}
