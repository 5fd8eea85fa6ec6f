namespace Becs.Domain.Quarantine;

/// <summary>One release blocker of domain.md 7.1.</summary>
/// <param name="Code"><c>RB-01</c> to <c>RB-38</c>: stored, frozen.</param>
/// <param name="Key">Resource key of its name.</param>
/// <param name="IsImplemented">True when the system evaluates it; then no manual cover is accepted for it.</param>
public sealed record ReleaseBlocker(string Code, string Key, bool IsImplemented);
