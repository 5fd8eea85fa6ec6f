using Becs.Domain.Shared;

namespace Becs.Persistence.Subjects;

/// <param name="Subject">Record to lock.</param>
/// <param name="ForUpdate">True when the commit raises its version or sequence; false when it only asserts the version.</param>
internal sealed record SubjectLock(SubjectRef Subject, bool ForUpdate);
