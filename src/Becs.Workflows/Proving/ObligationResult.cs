namespace Becs.Workflows.Proving;

/// <summary>What became of one obligation in one workflow.</summary>
/// <param name="Obligation">The obligation.</param>
/// <param name="Gates">How many steps (or forms) it was about; 0 when the workflow has none.</param>
/// <param name="IsKept">Whether it is kept for all of them.</param>
public sealed record ObligationResult(Obligation Obligation, int Gates, bool IsKept);
