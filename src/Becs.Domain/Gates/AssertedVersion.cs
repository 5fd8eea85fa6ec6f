namespace Becs.Domain.Gates;

/// <summary>A record the decision read, and the safety version the commit had to find.</summary>
public sealed record AssertedVersion(string Kind, Guid Id, long Version);
