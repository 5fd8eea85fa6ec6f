namespace Becs.Server.Operations;

/// <summary>Delivers signals between instances.</summary>
public sealed class StimulusPump
{
    public Task<bool> DrainAsync(CancellationToken cancellationToken) => Task.FromResult(true);
}
