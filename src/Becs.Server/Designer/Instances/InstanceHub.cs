using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Microsoft.AspNetCore.SignalR;

namespace Becs.Server.Designer.Instances;

/// <summary>What the hub tells whoever watches an instance; the names are Elsa's.</summary>
public interface IInstanceWatcher
{
    /// <summary>Counts of activities changed.</summary>
    Task ActivityExecutionLogUpdatedAsync(object message);

    /// <summary>The journal has more lines.</summary>
    Task WorkflowExecutionLogUpdatedAsync(object message);

    /// <summary>The instance stands elsewhere now.</summary>
    Task WorkflowInstanceUpdatedAsync(object message);
}

/// <summary>Lets Studio's viewer watch instances of the sites its person works at.</summary>
internal sealed class InstanceHub(InstanceWatch watch, IServiceScopeFactory scopes) : Hub<IInstanceWatcher>
{
    public async Task ObserveInstanceAsync(string instanceId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var caller = await services.GetRequiredService<CallerReader>().ReadAsync(Context.User!, null, Context.ConnectionAborted);
        if (caller is null || !caller.May(Permissions.WorkflowsRead) || !caller.May(Permissions.TasksRead) || !Guid.TryParse(instanceId, out var id)
            || !await services.GetRequiredService<InstanceShelf>().MayReadAsync(caller, id, Context.ConnectionAborted))
        {
            throw new HubException($"There is no workflow instance {instanceId} at your sites.");
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, id.ToString("D"), Context.ConnectionAborted);
        await watch.AddAsync(Context.ConnectionId, id, Context.ConnectionAborted);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
