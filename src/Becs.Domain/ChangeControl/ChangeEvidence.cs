using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>What was worked out about a submission when it was made: written once, found by its hash.</summary>
public sealed record ChangeEvidence
{
    /// <summary>What the package does differently from the one it was made from.</summary>
    public const string Difference = "difference";

    /// <summary>That the package keeps the obligations every version must keep.</summary>
    public const string Proof = "proof";

    /// <summary>What its scenarios did, and which steps and branches they reached.</summary>
    public const string Scenarios = "scenarios";

    /// <summary>What recorded cases would have done.</summary>
    public const string Replay = "replay";

    /// <summary>What the vendor and the site each changed since the version both come from.</summary>
    public const string ThreeWay = "three-way";

    /// <summary>What the version asks whom to be trained for, and who had acknowledged it when it was approved.</summary>
    public const string Training = "training";

    public required Guid Id { get; init; }

    public required ChangeId ChangeId { get; init; }

    /// <summary>The submission it is about.</summary>
    public required string PackageHash { get; init; }

    /// <summary><see cref="Difference"/>, <see cref="Proof"/>, <see cref="Scenarios"/>, <see cref="Replay"/>, <see cref="ThreeWay"/> or <see cref="Training"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 of <see cref="Content"/> in UTF-8, lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Canonical JSON.</summary>
    public required string Content { get; init; }

    public required DateTime RecordedAt { get; init; }
}
