using Becs.Domain.Shared;

namespace Becs.Persistence.Tests.Testing;

/// <summary>The operation of a test's scope.</summary>
public sealed class TestOperation : ICurrentOperation
{
    public OperationContext? Set { get; set; }

    public OperationContext Context => Set ?? throw new InvalidOperationException("No operation is running.");
}
