using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Designer;

/// <summary>The hub Studio's viewer listens to, by SignalR's JSON protocol on a plain web socket.</summary>
[Collection(DesignerCollection.Name)]
public class InstanceHubTests(DesignerServer server)
{
    private const char End = '\u001e';
    private const int Ping = 6;

    private readonly Queue<JsonObject> _read = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hub_WhenTheInstanceMoves_ThenItsWatchersAreToldAndNoOthers()
    {
        var instance = await server.InstanceAsync();
        using var socket = await ConnectAsync("own1");
        Assert.Null((await ObserveAsync(socket, instance))["error"]);

        await MoveAsync(instance);
        var told = await ReadAsync(socket);
        Assert.Equal("ActivityExecutionLogUpdatedAsync", told["target"]!.GetValue<string>());
        var stats = told["arguments"]![0]!["stats"]!.AsArray();
        Assert.Contains(stats, s => s!["isBlocked"]!.GetValue<bool>());
        Assert.Equal("WorkflowExecutionLogUpdatedAsync", (await ReadAsync(socket))["target"]!.GetValue<string>());
        var last = await ReadAsync(socket);
        Assert.Equal("WorkflowInstanceUpdatedAsync", last["target"]!.GetValue<string>());
        Assert.Equal(instance, last["arguments"]![0]!["workflowInstanceId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Hub_WhenThereIsNoSuchInstance_ThenSaysSo()
    {
        using var socket = await ConnectAsync("own1");
        Assert.Contains("no workflow instance", (await ObserveAsync(socket, Guid.Empty.ToString("D")))["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_WhenThePermissionIsMissing_ThenTheDoorIsShut() =>
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => ConnectAsync("reg1"));

    /// <summary>A save of the instance's row, as any burst makes one.</summary>
    private Task MoveAsync(string instance) => server.Services.GetRequiredService<OperationRunner>().RunAsync(
        OperationRequest.System(server.Services.GetRequiredService<IIdGenerator>().New(), "test.move"), async (scope, token) =>
        {
            var instances = scope.GetRequiredService<IWorkflowInstances>();
            var found = (await instances.FindAsync(instance, token))!;
            instances.StageUpdate(found with { RowVersion = found.RowVersion + 1 }, found.RowVersion);
            return true;
        }, Stop);

    private async Task<WebSocket> ConnectAsync(string user)
    {
        var token = (await server.AsAsync(user)).DefaultRequestHeaders.Authorization!.Parameter!;
        var client = server.Server.CreateWebSocketClient();
        var socket = await client.ConnectAsync(
            new Uri($"ws://localhost/elsa/hubs/workflow-instance?access_token={Uri.EscapeDataString(token)}"), Stop);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        Assert.Equal("{}", (await ReadAsync(socket)).ToJsonString());
        return socket;
    }

    private async Task<JsonObject> ObserveAsync(WebSocket socket, string instance)
    {
        await SendAsync(socket, $$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{instance}}"]}""");
        return await ReadAsync(socket);
    }

    private static Task SendAsync(WebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, Stop);

    /// <summary>The next message that says something: the hub also says now and then that it is there.</summary>
    private async Task<JsonObject> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        while (_read.Count == 0)
        {
            var received = await socket.ReceiveAsync(buffer, Stop);
            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            if (text[^1] == End)
            {
                foreach (var message in text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries).Select(m => JsonNode.Parse(m)!.AsObject()))
                {
                    if (message["type"]?.GetValue<int>() != Ping)
                    {
                        _read.Enqueue(message);
                    }
                }

                text.Clear();
            }
        }

        return _read.Dequeue();
    }
}
