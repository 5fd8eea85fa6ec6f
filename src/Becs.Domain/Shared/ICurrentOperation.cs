namespace Becs.Domain.Shared;

/// <summary>The operation this scope works for.</summary>
public interface ICurrentOperation
{
    /// <summary>Throws <see cref="InvalidOperationException"/> when no operation is running: then nothing may be written.</summary>
    OperationContext Context { get; }
}
