namespace Becs.Server.Hosting;

/// <summary>What a node does. Any node may do any of it; <c>Becs__Roles</c> lists what this one does.</summary>
public static class NodeRoles
{
    /// <summary>Serves pages and the API.</summary>
    public const string Web = "web";

    /// <summary>Runs bursts for stimuli: events, child starts and finishes.</summary>
    public const string Worker = "worker";

    /// <summary>Publishes the outbox on the bus.</summary>
    public const string Relay = "relay";

    /// <summary>Fires due timers.</summary>
    public const string Timers = "timers";

    /// <summary>Chains and anchors audit rows.</summary>
    public const string Sealer = "sealer";

    public static readonly IReadOnlyList<string> All = [Web, Worker, Relay, Timers, Sealer];
}
