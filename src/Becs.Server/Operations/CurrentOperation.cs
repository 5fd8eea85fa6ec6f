using Becs.Domain.Shared;

namespace Becs.Server.Operations;

/// <summary>The operation of a DI scope; set once by <see cref="OperationRunner"/>, narrowed to the instance while a burst runs.</summary>
internal sealed class CurrentOperation : ICurrentOperation
{
    private OperationContext? _context;

    public OperationContext Context =>
        _context ?? throw new InvalidOperationException("No operation is running in this scope: nothing may be written here.");

    public void Set(OperationContext context) => _context = context;
}
