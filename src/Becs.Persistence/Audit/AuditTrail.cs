using Becs.Domain.Shared;

namespace Becs.Persistence.Audit;

/// <summary>What the operation wants the trail to say; the commit adds who, when, where and why.</summary>
internal sealed class AuditTrail : IAuditTrail
{
    private readonly List<AuditEntry> _entries = [];

    public IReadOnlyList<AuditEntry> Entries => _entries;

    public void Record(SubjectRef subject, string what, string? old = null, string? @new = null) =>
        _entries.Add(new AuditEntry(subject, what, old, @new));
}

/// <summary>One thing to be recorded.</summary>
internal sealed record AuditEntry(SubjectRef Subject, string What, string? Old, string? New);
