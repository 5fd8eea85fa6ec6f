using Becs.Domain.Shared;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Keeps what was audited.</summary>
public sealed class RecordingAuditTrail : IAuditTrail
{
    public List<(SubjectRef Subject, string What, string? New)> Entries { get; } = [];

    public void Record(SubjectRef subject, string what, string? old = null, string? @new = null) => Entries.Add((subject, what, @new));
}
