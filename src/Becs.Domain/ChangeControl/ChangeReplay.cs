using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// Recorded cases run through a submission, or through a build, newest first, a handful at a time: where it stopped is where any node goes on.
/// Nothing of it touches what was recorded.
/// </summary>
public sealed class ChangeReplay
{
    /// <summary>In place of a build, when one went on where another had stopped.</summary>
    public const string SeveralBuilds = "several";

    private ChangeReplay()
    {
    }

    /// <param name="total">How many cases there were when it began.</param>
    /// <param name="most">How many of them are replayed at most.</param>
    /// <param name="endedOtherwise">How many were cancelled, or ended by a fault.</param>
    public ChangeReplay(
        Guid id, ChangeId change, string packageHash, string definitionId, int total, int most, DateTime startedAt, int endedOtherwise = 0)
    {
        (Id, ChangeId, PackageHash, DefinitionId) = (id, change, packageHash, definitionId);
        (Recorded, Total, StartedAt) = (total, Math.Min(total, most), startedAt);
        (AfterCreatedAt, EndedOtherwise) = (startedAt, endedOtherwise);
    }

    /// <summary>Each case runs through the very version it ran under, on another build.</summary>
    /// <param name="total">How many cases there were when it began.</param>
    /// <param name="most">How many of them are replayed at most.</param>
    /// <param name="endedOtherwise">How many were cancelled, or ended by a fault.</param>
    public static ChangeReplay OfPlatform(
        Guid id, Guid release, string definitionId, int total, int most, DateTime startedAt, int endedOtherwise = 0) => new()
        {
            Id = id,
            PlatformReleaseId = release,
            DefinitionId = definitionId,
            Recorded = total,
            Total = Math.Min(total, most),
            StartedAt = startedAt,
            AfterCreatedAt = startedAt,
            EndedOtherwise = endedOtherwise,
        };

    public Guid Id { get; private set; }

    /// <summary>The change whose submission is replayed; null for the replay of a build.</summary>
    public ChangeId? ChangeId { get; private set; }

    /// <summary>The build that is replayed, one replay for each workflow; null for the replay of a submission.</summary>
    public Guid? PlatformReleaseId { get; private set; }

    /// <summary>The submission; it has one replay. Null for the replay of a build.</summary>
    public string? PackageHash { get; private set; }

    public string DefinitionId { get; private set; } = "";

    /// <summary>Finished cases on record when it began.</summary>
    public int Recorded { get; private set; }

    /// <summary>Cases that were cancelled or ended by a fault: a person or a failure decided that, no version. Counted and not replayed.</summary>
    public int EndedOtherwise { get; private set; }

    /// <summary>How many of them, the newest, are replayed.</summary>
    public int Total { get; private set; }

    public int Done { get; private set; }

    /// <summary>Cases that go the same way to the same end.</summary>
    public int Same { get; private set; }

    /// <summary>Only cases that began before this, or then and with a lower id, are left.</summary>
    public DateTime AfterCreatedAt { get; private set; }

    public Guid? AfterId { get; private set; }

    /// <summary>The build that replayed its cases, or <see cref="SeveralBuilds"/>; null before the first.</summary>
    public string? Build { get; private set; }

    public DateTime StartedAt { get; private set; }

    /// <summary>Null while it runs.</summary>
    public DateTime? CompletedAt { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    /// <summary>More were recorded than are replayed: the newest are. Otherwise all are, also those that end while it runs.</summary>
    public bool IsOfTheNewest => Recorded > Total;

    /// <summary>Finished cases on record: those there were when it began, and those found since.</summary>
    public int OnRecord => Math.Max(Recorded, Done);

    /// <summary>Some cases were replayed.</summary>
    /// <param name="done">How many.</param>
    /// <param name="same">How many of them went the same way.</param>
    /// <param name="lastCreatedAt">When the last of them began.</param>
    /// <param name="lastId">The last of them.</param>
    /// <param name="build">The build that replayed them.</param>
    public void Advance(int done, int same, DateTime lastCreatedAt, Guid lastId, string build)
    {
        Build = Build is null || Build == build ? build : SeveralBuilds;
        (Done, Same, AfterCreatedAt, AfterId) = (Done + done, Same + same, lastCreatedAt, lastId);
        Total = Math.Max(Total, Done);
        Version++;
    }

    /// <summary>No case is left.</summary>
    public void Complete(DateTime nowAt)
    {
        (Total, CompletedAt) = (Done, nowAt);
        Version++;
    }
}

/// <summary>A recorded case that would go another way: written once.</summary>
public sealed record ReplayCase
{
    public required Guid Id { get; init; }

    public required Guid ReplayId { get; init; }

    /// <summary>From 1, newest case first; cases that go the same way have numbers and no row.</summary>
    public required int Ordinal { get; init; }

    public required Guid InstanceId { get; init; }

    public required DateTime CaseStartedAt { get; init; }

    public required ReplayClass Class { get; init; }

    /// <summary>What it ended as, by the file of consequences; null when that says nothing of it.</summary>
    public string? Before { get; init; }

    /// <summary>What it would end as.</summary>
    public string? After { get; init; }

    /// <summary>The fact nobody recorded, when it is undecided.</summary>
    public string? Missing { get; init; }

    /// <summary>The step at which it first goes another way, or that asks.</summary>
    public string? StepId { get; init; }
}

/// <summary>How a recorded case would end. Stored by name: frozen.</summary>
public enum ReplayClass
{
    /// <summary>The same way to the same end.</summary>
    Same,
    AcceptToDefer,
    DeferToAccept,
    ReleaseToBlock,

    /// <summary>Locks the approval until it is justified.</summary>
    BlockToRelease,

    /// <summary>Another way, or another end of the same meaning.</summary>
    Other,

    /// <summary>It asks what was never recorded: counts as different.</summary>
    Undecided,
}
