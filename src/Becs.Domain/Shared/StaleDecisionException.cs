namespace Becs.Domain.Shared;

/// <summary>A record on which a decision rested changed between reading and commit. Nothing was written; evaluate again (HTTP 409).</summary>
public sealed class StaleDecisionException(SubjectRef subject, long expected, long found)
    : ConflictException("GATE-409", $"{subject} changed while the decision was being made (version {expected}, now {found}). Evaluate again.")
{
    public SubjectRef Subject { get; } = subject;

    public long Expected { get; } = expected;

    public long Found { get; } = found;
}
