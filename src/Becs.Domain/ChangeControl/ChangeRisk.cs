using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>A rating by failure mode and effects: three numbers from 1 (harmless, rare, seen at once) to 5.</summary>
/// <param name="Severity">How bad it would be for donor, patient or product.</param>
/// <param name="Probability">How likely it is.</param>
/// <param name="Detectability">How likely it goes unnoticed.</param>
public sealed record ChangeRisk(int Severity, int Probability, int Detectability)
{
    /// <summary>Risk priority number, 1 to 125.</summary>
    public int Number => Severity * Probability * Detectability;

    /// <exception cref="InputException">A number is not from 1 to 5.</exception>
    public void Check()
    {
        foreach (var (name, value) in new[] { ("severity", Severity), ("probability", Probability), ("detectability", Detectability) })
        {
            if (value is < 1 or > 5)
            {
                throw new InputException("CHG-030", "risk." + name, $"{name} is a number from 1 to 5.");
            }
        }
    }
}
