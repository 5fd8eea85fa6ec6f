namespace Becs.Domain.Quarantine;

/// <summary>How a hold ends. Stored by name: frozen.</summary>
public enum HoldDecision
{
    Lift,
    Discard,
}
