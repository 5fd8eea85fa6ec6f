using Becs.Domain.Shared;

namespace Becs.Persistence.Subjects;

/// <param name="Subject">Record to lock.</param>
/// <param name="Bumps">By how much the commit raises its safety version: 0 or 1.</param>
/// <param name="Events">How many events about it the commit adds to its sequence.</param>
internal sealed record SubjectLock(SubjectRef Subject, int Bumps, int Events)
{
    /// <summary>False when the commit only asserts the version.</summary>
    public bool IsWritten => Bumps + Events > 0;
}
