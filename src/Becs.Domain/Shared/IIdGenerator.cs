namespace Becs.Domain.Shared;

/// <summary>Source of identities: UUIDv7 from the injected clock, rising within a process.</summary>
public interface IIdGenerator
{
    Guid New();
}
