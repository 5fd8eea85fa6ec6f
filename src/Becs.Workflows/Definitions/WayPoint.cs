namespace Becs.Workflows.Definitions;

/// <summary>One step of a way through a workflow, as a page draws it.</summary>
/// <param name="StepId">The id of the activity.</param>
/// <param name="StepText">What is written on its box.</param>
/// <param name="Outcome">The outcome it is left by; null where the way ends, or inside a container.</param>
public sealed record WayPoint(string StepId, string StepText, string? Outcome)
{
    /// <summary>Written as <c>Print:Printed</c>.</summary>
    public override string ToString() => Outcome is null ? StepId : $"{StepId}:{Outcome}";
}
