using Becs.Workflows.Journal;

namespace Becs.Workflows.Running;

/// <summary>Everything a burst may know of the world.</summary>
public sealed class BurstEnvironment
{
    /// <summary>The one instant of the burst: UTC, microseconds.</summary>
    public required DateTime NowUtc { get; init; }

    /// <summary>Gives a new id: a uuid in "D" format.</summary>
    public required Func<string> NewId { get; init; }

    /// <summary>The operation's scope, from which activities take what they need.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>How many activities one burst may run; 10,000 by default.</summary>
    public int ActivityLimit { get; init; } = 10_000;

    /// <summary>Where activities may send HTTP requests; nowhere by default.</summary>
    public AllowedHosts AllowedHosts { get; init; } = AllowedHosts.None;

    /// <summary>The build, stamped on the journal.</summary>
    public string? BuildId { get; init; }

    /// <summary>The seed of script randomness; taken from the first id when null.</summary>
    public ulong? RandomSeed { get; init; }

    /// <summary>Recorded facts to use in place of the world; null in a real run.</summary>
    public IFactSource? RecordedFacts { get; init; }

    /// <summary>What runs in place of activities that reach outside; null in a real run.</summary>
    internal IStandIn? StandIn { get; init; }
}
