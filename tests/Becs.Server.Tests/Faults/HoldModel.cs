namespace Becs.Server.Tests.Faults;

/// <summary>
/// What one hold must leave behind, said independently of the product: which facts, tasks and bursts, once each, however often the caller,
/// the server, the database or a broker failed in between.
/// </summary>
internal static class HoldModel
{
    public static IEnumerable<string> Placed(Guid hold) =>
    [
        $"{hold} hold open", $"{hold} fact HoldPlaced", $"{hold} fact WorkflowStarted", $"{hold} fact TaskCreated", $"{hold} burst 1 Start",
        $"{hold} instance Running", $"{hold} waits", $"{hold} timer Investigate", $"{hold} task Task.InvestigateHold Open",
    ];

    public static IEnumerable<string> Investigated(Guid hold) =>
    [
        $"{hold} hold open", $"{hold} fact HoldPlaced", $"{hold} fact WorkflowStarted", $"{hold} fact TaskCreated", $"{hold} burst 1 Start",
        $"{hold} task Task.InvestigateHold Completed", $"{hold} fact TaskCompleted", $"{hold} fact HoldInvestigated",
        $"{hold} burst 2 ResumeBookmark", $"{hold} fact TaskCreated", $"{hold} task Task.CoSignLift Open", $"{hold} instance Running",
        $"{hold} waits", $"{hold} timer CoSign",
    ];
}
