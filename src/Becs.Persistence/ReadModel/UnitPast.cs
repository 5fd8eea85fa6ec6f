using Becs.Domain.Components;

namespace Becs.Persistence.ReadModel;

/// <summary>
/// Where a bag stood at a moment, from its facts alone: each fact says what it became. That all blockers but the label were clear is no fact of its
/// own until a label is printed, so a bag before its final label is in quarantine here.
/// </summary>
internal static class UnitPast
{
    /// <summary>A fact of a bag.</summary>
    /// <param name="Order">Of facts of one instant, the later step.</param>
    internal readonly record struct Step(DateTime At, int Order, UnitStatus Became);

    public static (UnitStatus? State, DateTime? Since) At(IEnumerable<Step> steps, DateTime at)
    {
        var past = steps.Where(s => s.At <= at).OrderBy(s => s.At).ThenBy(s => s.Order).ToList();
        return past.Count == 0 ? (null, null) : (past[^1].Became, past[^1].At);
    }
}
