using System.Text;
using Becs.Contracts;
using Becs.Domain.ChangeControl;
using Becs.Persistence.Commit;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Knows which events some package may wait for or start on: those whose name stands anywhere in its bytes. Too many is only work; one too
/// few would lose a signal, so a package that names an event in any way counts. Waiting and retired packages count too: instances may run on them.
/// </summary>
internal sealed class EventSubscriptions(IServiceScopeFactory scopes) : IEventSubscriptions
{
    private static readonly string[] Names = [.. typeof(BecsEvent).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(BecsEvent))).Select(t => t.Name)];

    private readonly SemaphoreSlim _one = new(1, 1);

    private volatile HashSet<string> _listened = [.. Names];

    public bool IsListened(string eventName) => _listened.Contains(eventName);

    /// <summary>Until the first call every event counts as listened to.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // One after the other: what was read earlier must not replace what was read later.
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var packages = await scope.ServiceProvider.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, cancellationToken);
            var texts = packages.Select(p => Encoding.UTF8.GetString(p.Bytes)).ToList();
            _listened = [.. Names.Where(name => texts.Any(text => text.Contains(name, StringComparison.Ordinal)))];
        }
        finally
        {
            _one.Release();
        }
    }
}
