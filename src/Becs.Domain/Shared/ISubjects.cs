namespace Becs.Domain.Shared;

/// <summary>
/// Safety versions of the records an operation touches. A version counts the commits that could have changed a verdict about the record
/// (a result, hold, deferral, antibody, recall, merge, voided run).
/// </summary>
public interface ISubjects
{
    /// <summary>
    /// Reads and remembers the record's safety version the first time this operation touches it. Call it before reading the record's
    /// facts: a fact that changes in between then makes the commit fail instead of making the decision wrong.
    /// </summary>
    ValueTask<long> TouchAsync(SubjectRef subject, CancellationToken cancellationToken = default);

    /// <summary>Creates the row of a new record (version 0) in this commit.</summary>
    void Create(SubjectRef subject);

    /// <summary>Raises the record's safety version in this commit: something that could change a verdict about it is being written.</summary>
    void Bump(SubjectRef subject);

    /// <summary>
    /// The commit must find the version first touched; otherwise it fails with <see cref="StaleDecisionException"/> and writes nothing.
    /// Throws <see cref="InvalidOperationException"/> when the record was never touched in this operation.
    /// </summary>
    void Assert(SubjectRef subject);

    /// <summary>Versions asserted so far, for the record of a gate decision.</summary>
    IReadOnlyDictionary<SubjectRef, long> Asserted { get; }
}
