namespace Becs.Server.Components;

/// <summary>The states of a unit the pages know a text for (<c>unit.state.STATE</c>).</summary>
public static class UnitStates
{
    public static IReadOnlyList<string> All { get; } =
    [
        "created", "quarantined", "label-cleared", "labelled", "label-verified", "released", "allocated", "issued", "transfused", "returned",
        "modified", "shipped", "recalled", "discarded", "missing",
    ];
}
