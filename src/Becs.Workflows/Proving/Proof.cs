namespace Becs.Workflows.Proving;

/// <summary>What was proven of a package, or the ways that show it cannot be.</summary>
/// <param name="PackageHash">The package.</param>
/// <param name="Violations">Every reason not to allow it; of each kind and step the one with the shortest way.</param>
/// <param name="Obligations">Each obligation that was looked at.</param>
/// <param name="States">How many states the workflow and its children can be in.</param>
public sealed record Proof(
    string PackageHash, IReadOnlyList<Violation> Violations, IReadOnlyList<ObligationResult> Obligations, int States)
{
    /// <summary>Whether it may be submitted.</summary>
    public bool IsProven => Violations.Count == 0;
}
